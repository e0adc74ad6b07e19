"""What columns mean: guessed by their names, and kept as it was said."""

import unicodedata
from uuid import UUID

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from turnout.modules.attendee_imports.headings import guess_mapping, plain
from turnout.modules.attendee_imports.rows import Lookups, RowReader, value_of
from turnout.modules.attendee_imports.types import AnswerColumn, ImportMapping
from turnout.modules.forms import api as forms
from turnout.modules.forms.types import Option

TYPE = UUID(int=7)
columns = st.none() | st.integers(0, 99)
mappings = st.builds(
    ImportMapping,
    **dict.fromkeys(("name", "first_name", "last_name", "email", "group", "key", "tags"), columns),
    ticket_type_id=st.none() | st.uuids(),
    tag_ids=st.lists(st.uuids(), max_size=3),
    answers=st.lists(st.builds(AnswerColumn, question_key=st.text(), column=st.integers(0, 99))),
    sends_mail=st.booleans(),
)


@given(mappings)
def test_a_mapping_is_kept_as_it_was_said(mapping):
    stored = msgspec.json.decode(msgspec.json.encode(msgspec.to_builtins(mapping)))
    assert ImportMapping.of(stored) == mapping


def guessed(*headings, form=None, types=()):
    return guess_mapping(headings, form=form, ticket_type_ids=types, locale="en")


def test_headings_are_known_in_other_languages_and_spellings():
    mapping = guessed("Prénom", "NOM", "E-Mail", "Type de billet", "Commande", "?")
    assert (mapping.first_name, mapping.last_name, mapping.email) == (0, 1, 2)
    assert (mapping.ticket_type, mapping.group, mapping.ticket_type_id) == (3, 4, None)


def test_a_letter_and_its_mark_are_one_sign_or_two():
    assert guessed(unicodedata.normalize("NFD", "Prénom")).first_name == 0
    assert plain("Fru\u0308hbucher") == plain("FRÜHBUCHER") == "frühbucher"


def test_a_name_beside_a_last_name_is_the_first_one():
    mapping = guessed("Name", "Surname")
    assert (mapping.name, mapping.first_name, mapping.last_name) == (None, 0, 1)


def test_the_forms_own_words_go_first():
    asked = forms.Question(key="company", type=forms.QuestionType.SHORT_TEXT, label={"en": "Group"})
    mapping = guessed("Name", "group", form=forms.Form(questions=(asked,)), types=[TYPE])
    assert mapping.answers == [AnswerColumn(question_key="company", column=1)]
    assert (mapping.group, mapping.ticket_type_id) == (None, TYPE)


def test_cells_are_answers_of_their_questions_kind():
    options = (Option(value="a", label={"en": "Vegan", "de": "vegan"}), Option(value="b"))

    def answer(kind, text):
        return value_of(forms.Question(key="q", type=kind, options=options), text)

    assert answer(forms.QuestionType.YES_NO, "Ja") is True
    assert answer(forms.QuestionType.CONSENT, "no") is False
    assert answer(forms.QuestionType.DROPDOWN, "VEGAN") == "a"
    assert answer(forms.QuestionType.MULTIPLE_CHOICE, "b; vegan; b") == ["b", "a"]
    assert answer(forms.QuestionType.COUNTRY, "de") == "DE"


@given(st.lists(st.text(max_size=30), min_size=4, max_size=4), mappings)
def test_no_row_breaks_the_reader(cells, mapping):
    reader = RowReader(mapping, Lookups(ticket_types={"regular": TYPE, "other": None}))
    draft, reasons = reader.read(cells)
    assert (draft is None) == bool(reasons)
