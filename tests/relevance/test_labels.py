"""The labels are what the rules say, and the measure is the field's."""

from collections import Counter
from math import log2

import pytest

from tests.relevance.judging import all_queries, judge, labels
from tests.relevance.measure import ndcg


def test_there_are_enough_queries_in_several_languages_each_with_a_talk_to_be_found() -> None:
    queries = all_queries()
    assert len(queries) == len({each.text for each in queries})
    assert len(queries) >= 200
    assert Counter(each.is_held_out for each in queries)[True] >= 60
    assert {each.language for each in queries} >= {"en", "de", "fr", "es", "ar", "hi", "so", "zh"}
    assert [each.text for each in queries if not labels()[each.text]] == []


def test_the_labels_are_those_that_the_rules_give() -> None:
    asked = all_queries()[::7]
    kept = labels()
    assert judge(asked) == {each.text: kept[each.text] for each in asked}


def test_ndcg_of_an_example_by_hand() -> None:
    """Grades 3, 2, 3, 0, 1, 2 at the first places, as in the field's usual example."""
    grades = {"a": 3, "b": 2, "c": 3, "d": 0, "e": 1, "f": 2}
    found = 7 + 3 / log2(3) + 7 / log2(4) + 0 + 1 / log2(6) + 3 / log2(7)
    best = 7 + 7 / log2(3) + 3 / log2(4) + 3 / log2(5) + 1 / log2(6)
    assert ndcg(list("abcdef"), grades) == pytest.approx(found / best)
    assert ndcg(list("acbfed"), grades) == pytest.approx(1)
    assert ndcg(["x", "a"], {"a": 3}) == pytest.approx(1 / log2(3))
    assert ndcg([f"{n}" for n in range(10)] + ["a"], {"a": 3}) == 0
    assert ndcg([], grades) == 0
