"""Constant statements of the modules find a plan over nodes, for one set of values each."""

import importlib
import pkgutil
import re
from collections.abc import Iterator
from types import ModuleType
from typing import Final
from uuid import UUID

import psycopg
import pytest
from psycopg import errors

import turnout
from turnout.kernel.db.node_texts import for_nodes
from turnout.kernel.settings import Settings

pytestmark = pytest.mark.usefixtures("running")
STATEMENT: Final = re.compile(r"\s*(WITH|SELECT|INSERT|UPDATE|DELETE)\b")
PARAMETER: Final = re.compile(r"%\((\w+)\)s")
INSTANTS: Final = {"now", "before", "since", "until"}
OPEN: Final = {
    "public_search.queries.completion.SPEAKERS",
    "public_search.queries.completion.SUGGESTED_CATEGORIES",
    "public_search.queries.completion.SUGGESTED_CITIES",
    "public_search.queries.lists.IN_USE",
}
"""What nodes are asked in other words: it goes over the events of all organizations."""
REFUSED: Final = (errors.FeatureNotSupported, errors.InternalError_)
COPIED: Final = re.compile(r"INSERT INTO (\w+)")
PROTECTED: Final = "SELECT relname::text FROM pg_class WHERE relrowsecurity"
TYPES: Final = "SELECT parameter_types::text[] FROM pg_prepared_statements WHERE name = 'asked'"
EXAMPLES: Final = {
    "boolean": "true",
    "bytea": "\\x00",
    "date": "2026-01-02",
    "inet": "::1",
    "interval": "1 day",
    "json": "[]",
    "jsonb": "[]",
    "regconfig": "simple",
    "text": "x",
    "timestamp with time zone": "2026-01-02",
    "timestamp without time zone": "2026-01-02",
    "uuid": str(UUID(int=7)),
}
"""A value of each type; numbers are 5."""


@pytest.fixture
def operator_connection(settings: Settings) -> Iterator[psycopg.Connection]:
    """As `turnout_operator`; rolled back."""
    with psycopg.connect(settings.database_operator_url.get_secret_value()) as connection:
        yield connection


def _modules() -> Iterator[ModuleType]:
    for found in pkgutil.walk_packages(turnout.__path__, "turnout."):
        if ".queries" in found.name:
            yield importlib.import_module(found.name)


def _statements() -> Iterator[tuple[str, str]]:
    """Statements by name, as nodes are sent them."""
    for module in _modules():
        for name, value in vars(module).items():
            if name.isupper() and isinstance(value, str) and STATEMENT.match(value):
                yield f"{module.__name__.removeprefix('turnout.modules.')}.{name}", for_nodes(value)


def _example(kind: str) -> str:
    if kind.endswith("[]"):
        return f"'{{{EXAMPLES.get(kind[:-2], '5')}}}'"
    return f"'{EXAMPLES.get(kind, '5')}'"


def _plan(connection: psycopg.Connection, text: str) -> str:
    """The plan of a statement for some values of its parameters."""
    connection.prepare_threshold = None  # what is prepared is named here
    names = list(dict.fromkeys(PARAMETER.findall(text)))
    numbered = PARAMETER.sub(lambda found: f"${names.index(found[1]) + 1}", text)
    stated = ", ".join("timestamptz" if name in INSTANTS else "unknown" for name in names)
    kinds = f"({stated})" if names else ""
    connection.execute(f"PREPARE asked{kinds} AS {numbered.replace('%%', '%')}".encode())
    [(found,)] = connection.execute(TYPES).fetchall()
    values = f"({', '.join(map(_example, found))})" if found else ""
    rows = connection.execute(f"EXPLAIN (COSTS OFF) EXECUTE asked{values}".encode()).fetchall()
    return "\n".join(line for (line,) in rows)


def _answer(
    connection: psycopg.Connection, text: str, *, organization: str = ""
) -> str | psycopg.Error:
    connection.execute(f"SET LOCAL turnout.organization = '{organization}'".encode())
    connection.execute("SET LOCAL turnout.actor = 'system:tests'")
    try:
        return _plan(connection, text)
    except psycopg.Error as error:
        return error
    finally:
        connection.rollback()
        connection.execute("DEALLOCATE ALL")
        connection.rollback()


def test_every_statement_is_planned(
    app_connection: psycopg.Connection,
    operator_connection: psycopg.Connection,
    owner_connection: psycopg.Connection,
) -> None:
    """Copies of rows are refused by row-level security; templates of statements are none yet."""
    protected = {name for (name,) in owner_connection.execute(PROTECTED).fetchall()}
    planned, refused = 0, {}
    for name, text in _statements():
        answer = _answer(app_connection, text, organization=str(UUID(int=7)))
        if isinstance(answer, errors.InsufficientPrivilege):
            answer = _answer(operator_connection, text)
        if isinstance(answer, REFUSED):
            refused[name] = str(answer)
        elif isinstance(answer, str):
            planned += 1
            if "pull to coordinator" in answer and protected & set(COPIED.findall(text)):
                refused[name] = answer
    assert refused.keys() == OPEN, refused
    assert planned > 1_500
