"""The engine's version rises with every change of what is read or scored."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.analysis.fingerprint import (
    Print,
    Record,
    UnraisedVersionError,
    changed,
    fault,
    measure,
    recorded,
    renew,
    sample,
)

WAS = Record("1.1.0", {"a.pdf": Print("bytes", "result")})
OTHER = {"a.pdf": Print("bytes", "another result")}


def test_the_recorded_results_are_those_of_this_version() -> None:
    found = fault(recorded(), measure(sample()))
    assert found is None, found


def test_another_result_without_another_version_is_a_fault() -> None:
    assert "Raise VERSION" in (fault(WAS, OTHER, "1.1.0") or "")
    assert "Raise VERSION" in (fault(WAS, OTHER, "1.0.9") or "")


def test_a_raised_version_asks_for_a_new_record() -> None:
    assert "make fingerprint" in (fault(WAS, OTHER, "1.2.0") or "")
    assert fault(Record("1.2.0", OTHER), OTHER, "1.2.0") is None


def test_another_document_is_no_change_of_the_engine() -> None:
    assert changed(WAS, {"a.pdf": Print("other bytes", "another result"), "b.pdf": Print("b", "b")}) == []


def test_the_record_is_not_renewed_while_the_version_stays(tmp_path: Path) -> None:
    path = tmp_path / "record.json"
    renew(path, "1.1.0", lambda _: WAS.results)
    with pytest.raises(UnraisedVersionError, match="Raise VERSION"):
        renew(path, "1.1.0", lambda _: OTHER)
    assert recorded(path) == WAS


def test_the_record_is_renewed_with_a_raised_version(tmp_path: Path) -> None:
    path = tmp_path / "record.json"
    renew(path, "1.1.0", lambda _: WAS.results)
    renew(path, "1.2.0", lambda _: OTHER)
    assert recorded(path) == Record("1.2.0", OTHER)
