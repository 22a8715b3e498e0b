"""Every function of the engine that takes a list of lines also takes an empty one."""

from __future__ import annotations

import pytest

from tests.support.analysis.readers import Reader, readers

READERS = [reader for reader in readers() if reader.takes_lists]


@pytest.mark.parametrize("reader", READERS, ids=[reader.name for reader in READERS])
def test_an_empty_list_is_no_error(reader: Reader) -> None:
    reader.call(reader.values([]))
