"""The sizes of built layers against Lambda's quota."""

from __future__ import annotations

from infra.assets.layers import LARGEST_UNZIPPED, too_large
from infra.routes import Layer


def test_layers_that_fill_the_quota_are_accepted() -> None:
    assert too_large(dict.fromkeys(Layer, LARGEST_UNZIPPED / len(Layer))) == []


def test_a_function_whose_layers_exceed_the_quota_is_named() -> None:
    (found,) = too_large({**dict.fromkeys(Layer, 80.0), Layer.LANGUAGE_MODEL: 120.0})
    assert found == "the layers of `cv_analysis_worker` have 280 MB unzipped; Lambda allows 262 with the code"
