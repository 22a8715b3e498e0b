"""The app shows the texts whose versions the API records."""

from __future__ import annotations

import re

from infra.paths import ROOT
from recoloca.consents.schemas import REQUIRED, VERSIONS


def test_the_app_shows_the_version_that_is_in_force() -> None:
    source = (ROOT / "frontend/src/features/legal/version.ts").read_text()
    found = re.search(r'TEXTS_VERSION = "([^"]+)"', source)
    assert found is not None
    assert {VERSIONS[purpose] for purpose in REQUIRED} == {found[1]}
