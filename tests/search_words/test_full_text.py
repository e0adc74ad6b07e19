"""What is made of typed words for PostgreSQL's full text."""

import pytest

from turnout.search_words.full_text import TextQuery


@pytest.mark.parametrize(
    ("typed", "begun"),
    [
        ("guix s take", ["guix", "take"]),
        ("take s", ["take", "s"]),
        ("c", ["c"]),
        ("硬 take", ["硬", "take"]),
    ],
)
def test_a_letter_between_words_is_that_letter_and_no_beginning(
    typed: str, begun: list[str]
) -> None:
    text = TextQuery.of(typed)
    asked = text.all()
    places = [text.values.index(word) + 1 for word in begun]
    assert all(f"(%(text)s::text[])[{place}] || ':*'" in asked for place in places)
    assert asked.count(":*") == len(begun)


def test_as_typed_the_last_word_alone_may_be_begun() -> None:
    asked = TextQuery.of("guix build take").typed()
    assert asked.count(":*") == 1
    assert "(%(text)s::text[])[3] || ':*'" in asked
    assert TextQuery.of("take").typed() == TextQuery.of("take").all()
