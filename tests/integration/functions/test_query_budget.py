"""The number of SQL statements of each request, independent of the user's data.

A higher limit is set here on purpose.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest

from infra.sample_events import load, samples, slug_of
from recoloca.runtime.dependencies import Dependencies
from tests.integration.functions.test_sample_events import invoke, load_method, name_of
from tests.support.api import Api
from tests.support.person import Person

READ: Final = 2
WRITE: Final = 8
SAMPLES = [path for path in samples() if path.parent.name == "api"]


@pytest.mark.parametrize("sample", SAMPLES, ids=name_of)
def test_a_request_stays_within_its_budget(sample: Path, deps: Dependencies, api: Api) -> None:
    person = Person(deps, api, "ana")
    event = load(sample, person.values(sample))
    before = deps.db.statements
    answer = invoke(slug_of(sample), event)
    assert answer["statusCode"] < 300, answer["body"]
    budget = READ if load_method(sample) in {"GET", "HEAD"} else WRITE
    assert deps.db.statements - before <= budget
