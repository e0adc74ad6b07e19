"""The registry of personal data is whole: every column of every table is judged, once."""

import pytest

from turnout.modules.privacy.registry import (
    RegistryMalformed,
    personal_tables,
    tables_in,
)

MAY_HOLD_A_PERSON = ("text", "jsonb", "bytea", "inet", "character varying")
COLUMNS = """
    SELECT c.relname::text, a.attname::text, format_type(a.atttypid, NULL)
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND a.attnum > 0
        AND NOT a.attisdropped
"""


@pytest.fixture(scope="module")
def columns(running, settings):
    import psycopg

    found: dict[str, dict[str, str]] = {}
    with psycopg.connect(settings.database_owner_url.get_secret_value()) as connection:
        for table, column, kind in connection.execute(COLUMNS):
            found.setdefault(table, {})[column] = kind
    return found


def test_every_column_that_may_hold_a_person_is_judged(columns):
    tables = personal_tables()
    missing = [
        f"{table}.{column}"
        for table, each in columns.items()
        for column, kind in each.items()
        if kind in MAY_HOLD_A_PERSON
        and not (table in tables and tables[table].deletes_rows)
        and column not in (tables[table].declared_columns if table in tables else ())
    ]
    assert missing == [], "say in personal_data.toml what becomes of them with a person"


def test_every_table_that_names_an_account_is_asked_for_a_person(columns):
    silent = [
        table
        for table, each in columns.items()
        if "user_id" in each and "user_id" not in getattr(personal_tables().get(table), "user", ())
    ]
    assert silent == []


def test_the_registry_names_nothing_that_is_not_there(columns):
    wrong = []
    for table in personal_tables().values():
        there = columns.get(table.name, {})
        named = {*table.declared_columns, *table.user, *table.email, *table.contains, table.id}
        named |= {each.column for each in (*table.of, *table.named_in)}
        named |= {each.unless for each in table.of if each.unless}
        if not table.is_found:
            named -= {table.id}
        wrong += [f"{table.name}.{each}" for each in named if each not in there]
    assert wrong == []


def test_no_column_is_judged_twice(columns):
    twice = []
    for table in personal_tables().values():
        listed = [*table.changed_columns, *table.keep, *table.derived, *table.copy]
        listed += [*table.passing, *table.free]
        twice += [f"{table.name}.{each}" for each in set(listed) if listed.count(each) > 1]
    assert twice == []


def test_read_models_follow_a_table_that_is_judged(columns):
    tables = personal_tables()
    assert all(tables[source].is_found for each in tables.values() for source in each.copy.values())


@pytest.mark.parametrize(
    "text",
    [
        '[a]\nrows = "maybe"',
        '[a]\nerases = "b"',
        '[a]\nerase = "b"',
        '[a]\nerase = "b; DROP TABLE a"\nwhy = "x"',
        '["a b"]\nfree = "c"',
        '[a]\nuser = "user_id"',
        '[a]\nuser = "user_id"\nmoves = "user_id"\nends_rows = true',
    ],
)
def test_what_is_not_understood_is_refused(text):
    with pytest.raises(RegistryMalformed):
        tables_in(text)
