"""What is typed becomes terms, each with what means the same in other words and languages."""

import re
from pathlib import Path

import pytest
from hypothesis import given, strategies

import turnout.search_words
from turnout.search_words.terms import LISTS, LONGEST_PHRASE, MOST_OTHERS, read_list, terms_of
from turnout.search_words.texts import words
from turnout_sdk.words import MOST_WORDS

FOLDER = Path(turnout.search_words.__file__).parent / "synonyms"


def said(text: str, own: str = "") -> list[str]:
    return [" ".join(each.words) for each in terms_of(text, own)]


def others(text: str, own: str = "") -> set[str]:
    return {" ".join(each) for term in terms_of(text, own) for each in term.others}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Datenbanken", "database"),
        ("bases de données", "database"),
        ("قواعد البيانات", "database"),
        ("डेटाबेस", "database"),
        ("数据库", "database"),
        ("データベース", "database"),
        ("waxbarasho", "education"),
        ("k8s", "kubernetes"),
        ("postgres", "postgresql"),
        ("wi-fi", "wifi"),
        ("file system", "filesystem"),
    ],
)
def test_a_word_of_any_language_means_the_others(typed: str, meant: str) -> None:
    assert meant in others(typed)
    assert len(terms_of(typed)) == 1
    assert len(terms_of(typed)[0].others) <= MOST_OTHERS


def test_several_words_are_one_term_where_they_mean_something_together() -> None:
    assert said("maschinelles Lernen für Anfänger") == ["maschinelles lernen", "anfanger"]
    assert said("数据库性能") == ["数据库", "性能"]
    assert said("数据库甲乙") == ["数据库甲乙"], "what is not known as a whole stays whole"


def test_words_of_every_text_are_left_out_where_others_remain() -> None:
    assert said("how to write a compiler in the cloud") == ["write", "compiler", "cloud"]
    assert said("to be or not to be") == ["to", "be", "or", "not", "to", "be"]


def test_a_compound_is_also_looked_for_as_one_word() -> None:
    assert others("re-entry") == {"reentry"}
    assert others("zonk fery") == set()
    assert others("zonk-fery-quay") == set()


def test_an_operator_adds_words_of_their_own() -> None:
    own = "glockenspiel: carillon, bell tower; kubernetes, kubi"
    assert others("carillon", own) == {"glockenspiel", "bell tower"}
    assert others("bell tower", own) == {"glockenspiel", "carillon"}
    assert {"kubernetes", "k8s"} <= others("kubi", own)
    assert others("carillon") == set()
    assert read_list("alone; # nothing\n a, a b c d e") == []


@given(strategies.text(max_size=200))
def test_no_text_makes_more_terms_than_words(text: str) -> None:
    typed = words(text)[:MOST_WORDS]
    found = terms_of(text)
    assert len(found) <= MOST_WORDS
    assert bool(found) == bool(typed)


@pytest.mark.parametrize("tag", LISTS)
def test_every_line_of_a_list_names_a_concept_and_other_words(tag: str) -> None:
    lines = (FOLDER / f"{tag}.txt").read_text(encoding="utf-8").splitlines()
    stated = [line for line in lines if not line.startswith("#")]
    assert lines[0].startswith("# ")
    assert [line for line in stated if not re.fullmatch(r"[^:,]+: [^:]+", line)] == []
    names = [line.partition(":")[0] for line in stated]
    assert names == sorted(set(names)), "each once, in order"
    assert len(read_list("\n".join(stated))) == len(stated)
    assert all(
        len(each) <= LONGEST_PHRASE for line in read_list("\n".join(stated)) for each in line
    )
