"""An answer's schema says what its dataclass holds, and serves the same JSON."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Annotated, Any, ClassVar
from uuid import UUID

import pytest
from apispec import APISpec
from hypothesis import given
from hypothesis import strategies as st
from marshmallow import Schema, fields

from turnout.kernel.db.pagination import Page
from turnout.kernel.http import answers
from turnout.kernel.http.answers import INTERNAL, list_of, page_of, response

ID = UUID("01890000-0000-7000-8000-000000000001")


class Colour(StrEnum):
    RED = "red"


@dataclass(frozen=True, slots=True, kw_only=True)
class Prize:
    id: UUID
    name: Annotated[str, "What it is called."]
    colour: Colour = Colour.RED


@dataclass(frozen=True, slots=True, kw_only=True)
class Raffle:
    component: ClassVar[str] = "LuckRaffle"

    id: UUID
    drawn_at: datetime | None
    prizes: list[Prize]
    odds: dict[UUID, int]
    notes: dict[str, Any] = field(default_factory=dict)
    seed: Annotated[int, fields.String(metadata={"description": "Too large for a number."})] = 0
    ticket: Annotated[Colour, fields.Enum] = Colour.RED
    secret: Annotated[str, INTERNAL] = "lamb"


RAFFLE = Raffle(
    id=ID,
    drawn_at=datetime(2030, 1, 2, 3, 4, 5, tzinfo=UTC),
    prizes=[Prize(id=ID, name="Bicycle")],
    odds={ID: 3},
)


def components() -> dict[str, Any]:
    spec = APISpec("Luck", "1", "3.1.0", plugins=[answers.plugin()])
    spec.components.schema("LuckRafflePage", schema=page_of(Raffle))
    return spec.to_dict()["components"]["schemas"]


def test_an_answer_has_every_field_of_its_dataclass_that_is_not_internal() -> None:
    assert response(Raffle)().dump(RAFFLE) == {
        "id": str(ID),
        "drawn_at": "2030-01-02T03:04:05+00:00",
        "prizes": [{"id": str(ID), "name": "Bicycle", "colour": "red"}],
        "odds": {str(ID): 3},
        "notes": {},
        "seed": "0",
        "ticket": "red",
    }


def test_what_is_internal_is_not_answered() -> None:
    assert "secret" not in components()["LuckRaffle"]["properties"]


def test_the_document_names_the_words_of_an_enum_where_it_is_asked_to() -> None:
    assert components()["LuckRaffle"]["properties"]["ticket"] == {"enum": ["red"]}


def test_the_document_calls_a_component_as_the_dataclass_says() -> None:
    assert set(components()) == {"LuckRafflePage", "LuckRaffle", "Test_answersPrize"}


def test_every_field_is_required_and_only_some_may_be_null() -> None:
    raffle = components()["LuckRaffle"]
    assert raffle["required"] == ["drawn_at", "id", "notes", "odds", "prizes", "ticket"]
    assert raffle["properties"]["drawn_at"]["type"] == ["string", "null"]


def test_a_description_comes_from_the_annotation() -> None:
    prize = components()["Test_answersPrize"]["properties"]
    assert prize["name"]["description"] == "What it is called."


def test_a_schema_is_made_once() -> None:
    assert response(Prize) is response(Prize)
    assert list_of(Prize) is list_of(Prize)


def test_a_page_names_the_next_cursor() -> None:
    page = Page(items=[RAFFLE], next_cursor=None)
    assert page_of(Raffle)().dump(page)["next_cursor"] is None


def test_a_type_that_no_answer_holds_is_refused() -> None:
    @dataclass
    class Odd:
        number: complex

    with pytest.raises(TypeError, match="complex"):
        response(Odd)


def test_only_dataclasses_have_answers() -> None:
    with pytest.raises(TypeError, match="no dataclass"):
        response(int)


@dataclass(frozen=True, slots=True, kw_only=True)
class Everything:
    kind: str | None
    id: UUID | None
    count: int | None
    share: float | None
    is_won: bool | None
    drawn_at: datetime | None
    day: date | None
    colour: Annotated[Colour, fields.Enum]
    word: Colour
    prize: Prize | None
    prizes: list[Prize] | None
    ids: frozenset[UUID] | None
    odds: dict[UUID, float | None] | None
    notes: dict[str, Any] | None
    other: Any
    seed: Annotated[int | None, fields.Integer(as_string=True, allow_none=True)]
    day_only: Annotated[datetime, fields.DateTime(format="%Y-%m-%d")]


def library_of(schema: Schema) -> Schema:
    """The library's own schema with the same fields, those of nested ones too."""
    plain = dict(schema.declared_fields)
    for field_ in plain.values():
        inner = field_.inner if isinstance(field_, fields.List) else field_
        if isinstance(inner, fields.Nested):
            inner.nested = type(library_of(inner.schema))
    return Schema.from_dict(plain)()


EVERYTHING = response(Everything)()


ANYTHING = st.none() | st.integers() | st.text() | st.lists(st.text())


@given(
    st.builds(Everything, notes=st.none() | st.dictionaries(st.text(), ANYTHING), other=ANYTHING)
)
def test_an_answer_is_written_as_the_library_writes_it(value: Everything) -> None:
    assert EVERYTHING.dump(value) == library_of(EVERYTHING).dump(value)


def test_several_values_are_written_one_by_one() -> None:
    prizes = [Prize(id=ID, name="Bicycle"), Prize(id=ID, name="Bell", colour=Colour.RED)]
    assert [each["name"] for each in response(Prize)(many=True).dump(prizes)] == ["Bicycle", "Bell"]
    assert response(Prize)().dump(prizes, many=True) == response(Prize)(many=True).dump(prizes)


def test_what_is_no_value_of_the_dataclass_is_written_too() -> None:
    assert response(Prize)().dump({"id": ID, "name": "Bell"}) == {"id": str(ID), "name": "Bell"}


def test_only_what_is_asked_for_is_written() -> None:
    assert response(Prize)(only=("name",)).dump(Prize(id=ID, name="Bell")) == {"name": "Bell"}
