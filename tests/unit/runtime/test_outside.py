"""JSON from outside becomes a plain value or one kind of error."""

from __future__ import annotations

import pytest

from recoloca.runtime.outside import read_json, read_object


@pytest.mark.parametrize(
    "text",
    ["[" * 100_000, '{"a":' * 100_000, "NaN", "[Infinity]", "1e999", "-1e999", "9" * 5000, "", b"\xff", "{"],
    ids=lambda text: str(text[:6]),
)
def test_invalid_json_is_a_value_error(text: str | bytes) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - its words are of the decoder
        read_json(text)


def test_plain_json_is_read() -> None:
    assert read_json(b'{"a": [1, 2.5, null, "\xc3\xa7"]}') == {"a": [1, 2.5, None, "ç"]}


@pytest.mark.parametrize("text", ["[]", "null", '"a"', "1", "[" * 100_000])
def test_json_without_an_object_is_a_value_error(text: str) -> None:
    with pytest.raises(ValueError, match=r"object is expected|nested too deeply"):
        read_object(text)
