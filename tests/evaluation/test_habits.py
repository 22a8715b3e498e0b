"""Habits of real CVs that no other set has are read right."""

from __future__ import annotations

import pytest

from recoloca.engine.analysis.cv.understand import understand
from recoloca.engine.analysis.engine import conclude
from recoloca.engine.analysis.extract.plain import read as read_text
from tests.evaluation.habits import Habit, expected, habits, read


@pytest.mark.parametrize("habit", habits(), ids=lambda habit: habit.name)
def test_a_habit_of_real_cvs_is_read_right(habit: Habit) -> None:
    result = conclude(understand(read_text(habit.text.encode())), "pt-BR", lambda: 0)
    assert read(habit, result) == expected(habit)
