"""Names that other people see are one line without an address."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from recoloca.accounts.schemas import UpdateProfile


def refused(name: str) -> str:
    with pytest.raises(ValidationError) as caught:
        UpdateProfile(name=name)
    return str(caught.value.errors()[0]["type"])


@pytest.mark.parametrize(
    "name",
    [
        "Ana Souza",
        "J.Silva",
        "Dr.Silva",
        "J.R.R. Tolkien",
        "Maria d'Ávila",
        "Ana Souza Jr.",
        "St.John",
        "李小龍",
    ],
)
def test_a_name_is_taken(name: str) -> None:
    assert UpdateProfile(name=name).name == name


@pytest.mark.parametrize(
    "name",
    [
        "Veja premio.example", "t.me", "http://a", "ana@example.com", "www a", "premio。example",
        "premio．example", "a/b",
    ],
)  # fmt: skip
def test_a_name_with_the_shape_of_an_address_is_refused(name: str) -> None:
    assert refused(name) == "text_address"


@pytest.mark.parametrize("char", ["\u202e", "\u2028", "\u2029", "\u200b", "\u0085", "\n", "\ufeff", "\ue000"])
def test_a_name_with_a_character_that_does_not_show_is_refused(char: str) -> None:
    assert refused(f"Ana{char}Souza") == "text_hidden_character"
