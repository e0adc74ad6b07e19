"""Patterns of LIKE made of what people type."""

from turnout.kernel.db.pagination import like


def test_signs_of_a_pattern_are_taken_by_the_letter() -> None:
    assert like("50%_\\") == "%50\\%\\_\\\\%"
