"""A marker planted in every column of a person is afterwards only where the registry lets it stay."""

import json
import re
from typing import Any
from uuid import UUID

import psycopg
import pytest
from psycopg import sql
from tests.factories.people import make_organization, make_user
from tests.modules.privacy.test_erasure import JOB, where

from turnout.kernel.context import SystemContext
from turnout.kernel.db.openings import IN_TURN, set_local
from turnout.kernel.ids import new_id
from turnout.modules.audit import api as audit
from turnout.modules.privacy.registry import personal_tables
from turnout.modules.privacy.service import erasures, requests

COLUMNS = """
    SELECT c.relname::text, a.attname::text, format_type(a.atttypid, NULL), a.attnotnull
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND a.attnum > 0
        AND NOT a.attisdropped AND a.attgenerated = '' AND a.attidentity = ''
"""
OF_ORGANIZATIONS = """
    SELECT c.relname::text FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
        AND a.attname = 'organization_id' AND c.relname NOT LIKE 'audit_%'
"""
CHECKS = """
    SELECT conrelid::regclass::text, pg_get_constraintdef(oid) FROM pg_constraint
    WHERE contype = 'c' AND connamespace = 'public'::regnamespace
"""
ONE_OF = re.compile(r"\(?\((\w+) = ANY \(ARRAY\['([^']*)'")
FILLERS = {
    "uuid": new_id,
    "text": lambda: "x",
    "bigint": lambda: 1,
    "integer": lambda: 1,
    "boolean": lambda: False,
    "jsonb": lambda: "{}",
    "bytea": lambda: b"x",
    "date": lambda: "2026-01-01",
    "double precision": lambda: 1.0,
    "timestamp with time zone": lambda: "2026-01-01T00:00:00Z",
    "timestamp without time zone": lambda: "2026-01-01T00:00:00",
}
SPECIAL: dict[str, dict[str, Any]] = {
    "abuse_reports": {"decision": None, "appeal_outcome": None},
    "admissions": {"undone_at": "2026-01-01T00:00:00Z", "undone_by": "x"},
    "checkin_exits": {"undone_at": "2026-01-01T00:00:00Z", "undone_by": "x"},
    "api_tokens": {"service_account_id": None},
    "data_requests": {"field": "name", "purpose": ""},
    "events": {"state": "draft"},
    "files": {"kind": "document", "width": None, "height": None},
    "memberships": {"role": "staff", "event_ids": None},
    "invoices": {"net_minor": 1, "tax_minor": 0, "total_minor": 1},
    "operators": {"ended_at": "2026-01-01T00:00:00Z"},
    "order_reviews": {"verdict": None},
    "print_jobs": {"kind": "badge", "run_id": new_id()},
    "push_subscriptions": {"is_team": True},
    "orders": {"net_minor": 1, "tax_minor": 0, "total_minor": 1, "refunded_minor": 0},
    "payments": {
        "method": "cash",
        "refunding_minor": 0,
        "settled_minor": 0,
        "platform_fee_minor": 0,
    },
    "attendance_certificates": {"state": "valid", "revoked_at": None},
    "attendee_import_rows": {"state": "imported"},
    "lead_consents": {
        "is_given": False,
        "withdrawn_at": "2026-01-01T00:00:00Z",
        "ended_by": "attendee",
    },
    "leads": {"rating": "hot", "withdrawn_at": None},
    "tickets": {"nonce": b"12345678"},
    "ticket_transfers": {"ended_at": None},
    "waiting_rooms": {"least_per_minute": 1, "most_per_minute": 1, "run": 1},
    "session_waitlist_entries": {"priority": "standard", "rank": 2, "state": "left"},
    "waitlist_entries": {"priority": "standard", "rank": 2, "state": "left"},
    "checkin_lists": {"is_default": False, "opens_at": None, "closes_at": None, "session_id": None},
    "sso_people": {"groups": "[]"},
    "payment_statement_lines": {"state": "matched", "fact_kind": "x", "object_id": "x"},
}
"""What constraints ask of single tables."""


THERE = ("users", "user_passwords", "erasures")
"""Tables that have the person already."""


class Planted:
    """The rows, by table, and the columns that were given the marker."""

    def __init__(self, word: str, user_id: UUID, organization_id: UUID) -> None:
        self.word, self.user_id, self.organization_id = word, user_id, organization_id
        self.email = f"{word}@people.example"
        self.ids: dict[str, Any] = {"users": user_id}
        self.columns: set[str] = set()
        self.file_id = new_id()

    def value(self, kind: str) -> Any:
        marked = {"jsonb": json.dumps({"said": self.word}), "bytea": self.word.encode()}
        return marked.get(kind, self.word)


@pytest.fixture
def planted(running, postgres, database_name, queued):
    """What stands in no order that any module would write is gone after the test: others' sweeps
    would stumble over it."""
    word = f"marker{new_id().hex}"
    user = make_user(email=f"{word}@people.example", display_name=f"Ada {word}")
    made = Planted(word, user.id, make_organization().id)
    with psycopg.connect(postgres.superuser_url(database_name)) as connection:
        plant_all(connection, made)
        yield made
        be_quiet(connection)
        for (table,) in connection.execute(OF_ORGANIZATIONS).fetchall():
            gone = sql.SQL("DELETE FROM {} WHERE organization_id = %s")
            connection.execute(gone.format(sql.Identifier(table)), [made.organization_id])
        for table, value in made.ids.items():
            if table not in THERE and value is not None and not table.startswith("audit_"):
                gone = sql.SQL("DELETE FROM {} WHERE {} = %s")
                key = personal_tables()[table].id
                connection.execute(gone.format(sql.Identifier(table), sql.Identifier(key)), [value])


def test_a_marker_stays_only_where_the_registry_says_so(planted, postgres, database_name):
    url, word = postgres.superuser_url(database_name), planted.word
    before = where(url, word)
    assert planted.columns - before == set(), "not planted"
    assert {"audit_entries.after", "audit_platform.after"} <= before

    erasure_id = requests.erase_by_command(planted.email, reason="", at_once=True)
    report = erasures.erase(JOB, erasure_id)

    may_stay = {
        f"{each.name}.{column}" for each in personal_tables().values() for column in each.keep
    }
    kept = planted.columns & may_stay
    logs = {"audit_entries.before", "audit_entries.after"}
    assert where(url, word) - logs == kept
    assert entries_that_name(url, word) <= {name.split(".")[0] for name in kept}
    assert {each.table for each in report.kept} >= {name.split(".")[0] for name in kept}
    assert audit.verify(SystemContext(job="tests.verify")).is_whole


def entries_that_name(url: str, word: str) -> set[str]:
    """The tables whose entries in the log still name the person."""
    ask = "SELECT DISTINCT table_name FROM audit_entries WHERE strpos(after::text, %s) > 0"
    with psycopg.connect(url) as connection:
        return {name for (name,) in connection.execute(ask, [word])}


def be_quiet(connection: psycopg.Connection[Any]) -> None:
    """Have no trigger look at the rows of this transaction, on any node."""
    for name, value in {"session_replication_role": "replica", **IN_TURN}.items():
        connection.execute(set_local(name, value).encode())


def plant_all(connection: psycopg.Connection[Any], planted: Planted) -> None:
    columns: dict[str, dict[str, tuple[str, bool]]] = {}
    for table, name, kind, not_null in connection.execute(COLUMNS):
        columns.setdefault(table, {})[name] = (kind, not_null)
    choices: dict[tuple[str, str], str] = {}
    for table, check in connection.execute(CHECKS):
        for column, first in ONE_OF.findall(check):
            choices.setdefault((table, column), first)
    be_quiet(connection)
    tables = [each for each in personal_tables().values() if each.is_found]
    tables = [personal_tables()[each] for each in ("files", "checkin_lists")] + tables
    for table in tables:
        if table.name in THERE:
            continue
        row = row_of(table, columns[table.name], choices, planted)
        insert(connection, table.name, row)
    connection.execute(
        "UPDATE order_answers SET answers = answers || jsonb_build_object('file', %s::text)"
        " WHERE organization_id = %s",
        [str(planted.file_id), planted.organization_id],
    )
    connection.commit()  # what this transaction wrote itself would be asked for its references
    for name, value in {"turnout.actor": "tests", **IN_TURN}.items():
        connection.execute(set_local(name, value).encode())
    for table in tables:
        if table.is_changed and table.id == "id" and table.name not in THERE:
            touch(connection, table.name, planted)
    connection.commit()


def row_of(
    table: Any,
    columns: dict[str, tuple[str, bool]],
    choices: dict[tuple[str, str], str],
    planted: Planted,
) -> dict[str, Any]:
    given = {
        **{column: first for (of, column), first in choices.items() if of == table.name},
        **given_by_registry(table, planted),
        **SPECIAL.get(table.name, {}),
        "organization_id": planted.organization_id,
    }
    marked = {*table.changed_columns, *table.keep, *table.secret}
    row: dict[str, Any] = {}
    for name, (kind, not_null) in columns.items():
        if name in given:
            row[name] = given[name]
        elif name in marked or (table.deletes_rows and kind in ("text", "jsonb", "bytea")):
            row[name] = planted.value(kind)
            planted.columns.add(f"{table.name}.{name}")
        elif not_null or name == "id":
            row[name] = FILLERS[kind]()
    planted.columns |= {f"{table.name}.{name}" for name in (*table.email, *table.contains)}
    planted.ids[table.name] = row.get(table.id)
    return row


def given_by_registry(table: Any, planted: Planted) -> dict[str, Any]:
    """The columns by which a row is found as the person's."""
    given: dict[str, Any] = {"list_id": planted.ids.get("checkin_lists")}
    given |= {each.column: planted.ids[each.table] for each in table.of if not each.unless}
    given |= dict.fromkeys(table.user, planted.user_id)
    given |= dict.fromkeys(table.email, planted.email)
    given |= dict.fromkeys(table.contains, json.dumps({"said": planted.email}))
    given |= dict.fromkeys(table.files, planted.file_id)
    return given | ({"id": planted.file_id} if table.name == "files" else {})


def insert(connection: psycopg.Connection[Any], table: str, row: dict[str, Any]) -> None:
    statement = sql.SQL("INSERT INTO {} ({}) VALUES ({}) ON CONFLICT DO NOTHING").format(
        sql.Identifier(table),
        sql.SQL(", ").join(map(sql.Identifier, row)),
        sql.SQL(", ").join(map(sql.Placeholder, row)),
    )
    try:
        connection.execute(statement, row)
    except psycopg.Error as error:
        pytest.fail(f"{table}: {error}")


def touch(connection: psycopg.Connection[Any], table: str, planted: Planted) -> None:
    """Change nothing: the log gets an entry all the same."""
    columns = connection.execute(
        "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0"
        " AND NOT attisdropped AND attgenerated = '' AND attidentity = '' AND attname <> 'id'",
        [table],
    ).fetchall()
    name = sql.Identifier(columns[-1][0])
    connection.execute(
        sql.SQL("UPDATE {t} SET {c} = {c} WHERE id = %s").format(t=sql.Identifier(table), c=name),
        [planted.ids[table]],
    )
