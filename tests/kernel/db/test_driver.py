"""What the driver is told to do differently comes to the same as its own ways."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
from hypothesis import given
from hypothesis import strategies as st

from turnout.kernel.db.driver import read_json, row_into
from turnout_dev.stack.postgres import Postgres

ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@pytest.fixture(scope="module")
def connection(postgres: Postgres, database_name: str) -> Iterator[psycopg.Connection[Any]]:
    with psycopg.connect(postgres.superuser_url(database_name)) as made:
        yield made


@pytest.mark.parametrize(
    "sent",
    [
        [],
        [UUID(int=0)],
        [uuid4() for _ in range(1_000)],
        [uuid4(), None, uuid4()],
        [None, uuid4()],
        [None],
        [[uuid4(), uuid4()], [uuid4(), uuid4()]],
    ],
)
def test_ids_arrive_as_they_were(connection: psycopg.Connection[Any], sent: list[Any]) -> None:
    for _ in range(2):
        [(came,)] = connection.execute("SELECT %s::uuid[]", [sent]).fetchall()
        assert came == sent


@pytest.mark.parametrize(
    ("kind", "sent"),
    [
        ("bigint", [1, 2]),
        ("text", ["a,b", '"', "{}", "\\", ""]),
        ("text", [None]),
        ("boolean", [True, False]),
        ("double precision", [1.5]),
    ],
)
def test_other_lists_arrive_as_they_were(
    connection: psycopg.Connection[Any], kind: str, sent: list[Any]
) -> None:
    [(came,)] = connection.execute(f"SELECT %s::{kind}[]", [sent]).fetchall()
    assert came == sent


@given(ANY_JSON)
def test_json_is_read_as_the_standard_library_reads_it(value: Any) -> None:
    raw = json.dumps(value)
    assert read_json(raw) == read_json(raw.encode()) == json.loads(raw)
    assert json.dumps(read_json(raw)) == json.dumps(json.loads(raw))


@pytest.mark.parametrize("raw", ["1e400", "-1e999", "1" * 400, f"1{'0' * 400}.5"])
def test_numbers_too_large_for_a_float_are_read_too(raw: str) -> None:
    assert read_json(raw) == json.loads(raw)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plain:
    name: str
    count: int
    note: str = "none"
    marks: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Inherits(Plain):
    colour: str = "red"


@dataclass(frozen=True, slots=True)
class Checked:
    name: str

    def __post_init__(self) -> None:
        if not self.name:
            raise ValueError("no name")


@dataclass(slots=True)
class Own:
    name: str

    def __init__(self, *, name: str) -> None:
        self.name = f"{name}!"


@dataclass(frozen=True)
class Open:
    name: str


def _read(connection: psycopg.Connection[Any], into: Callable[..., Any], columns: str) -> Any:
    with connection.cursor(row_factory=row_into(into)) as cursor:
        return cursor.execute(f"SELECT {columns}").fetchall()


@pytest.mark.parametrize("kind", [Plain, Inherits, Checked, Own, Open, dict])
@pytest.mark.parametrize(
    "given",
    [
        {"name": "a"},
        {"name": "a", "count": 1},
        {"count": 1, "name": "a", "note": "b", "marks": ["c"]},
        {"name": "a", "count": 1, "colour": "blue"},
        {"name": "", "count": None},
        {"name": "a", "other": 2},
        {},
    ],
)
def test_rows_become_what_the_constructor_makes_of_their_columns(
    connection: psycopg.Connection[Any], kind: Callable[..., Any], given: dict[str, Any]
) -> None:
    said = {str: "'{}'::text", int: "{}::bigint", type(None): "NULL", list: "ARRAY['c']"}
    columns = ", ".join(f'{said[type(v)].format(v)} AS "{k}"' for k, v in given.items())
    try:
        wanted = [kind(**given)]
    except (TypeError, ValueError) as refused:
        with pytest.raises(type(refused)):
            _read(connection, kind, columns)
        return
    came = _read(connection, kind, columns)
    assert came == wanted
    assert repr(came) == repr(wanted)


def test_a_default_that_is_made_is_made_for_each_row(connection: psycopg.Connection[Any]) -> None:
    one, other = _read(connection, Plain, "'a' AS name, 1 AS count UNION ALL SELECT 'b', 2")
    one.marks.append("mine")
    assert other.marks == []


def test_two_columns_of_one_name_are_as_before(connection: psycopg.Connection[Any]) -> None:
    assert _read(connection, dict, "1 AS a, 2 AS a") == [{"a": 2}]
    assert _read(connection, Plain, "'x' AS name, 1 AS count, 2 AS count")[0].count == 2
