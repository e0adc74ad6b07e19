"""Whoever owns the whole database cannot change the sealed log without being found out."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

import psycopg
import pytest
from tests.factories.people import add_member, make_organization

Connection = psycopg.Connection[Any]
HERE = "organization_id = %(organization_id)s"
THIRD = f"{HERE} AND position = 3"
TAMPERINGS = {
    "what it became": f"UPDATE audit_entries SET after = '{{}}' WHERE {THIRD}",
    "what it was": f'UPDATE audit_entries SET before = \'{{"role": "x"}}\' WHERE {THIRD}',
    "who did it": f"UPDATE audit_entries SET actor = 'user:somebody-else' WHERE {THIRD}",
    "for whom": f"UPDATE audit_entries SET on_behalf_of = 'agency:x' WHERE {THIRD}",
    "when": f"UPDATE audit_entries SET at = '2020-01-01 00:00Z' WHERE {THIRD}",
    "in which table": f"UPDATE audit_entries SET table_name = 'files' WHERE {THIRD}",
    "which row": f"UPDATE audit_entries SET row_id = organization_id WHERE {THIRD}",
    "what was done": f"UPDATE audit_entries SET action = 'delete' WHERE {THIRD}",
    "in which request": f"UPDATE audit_entries SET request_id = 'x' WHERE {THIRD}",
    "its digest and nothing else": f"UPDATE audit_entries SET digest = sha256('x') WHERE {THIRD}",
    "its content, with the salt away": (
        f"UPDATE audit_entries SET after = '{{}}', salt = NULL WHERE {THIRD}"
    ),
    "an entry": f"DELETE FROM audit_entries WHERE {THIRD}",
    "the first entry": f"DELETE FROM audit_entries WHERE {HERE} AND position = 1",
    "the newest entry": (
        f"DELETE FROM audit_entries WHERE {HERE}"
        f" AND position = (SELECT max(position) FROM audit_entries WHERE {HERE})"
    ),
    "every entry": f"DELETE FROM audit_entries WHERE {HERE}",
    "the head back to an older one": (
        f"UPDATE audit_heads SET position = 2, chain = (SELECT chain FROM audit_entries"
        f" WHERE {HERE} AND position = 2) WHERE {HERE}"
    ),
    "an entry, closing the gap": (
        f"DELETE FROM audit_entries WHERE {THIRD};"
        f"UPDATE audit_entries SET position = 3 WHERE {HERE} AND position = 4"
    ),
    "the head altogether": f"DELETE FROM audit_heads WHERE {HERE}",
}


@pytest.fixture
def superuser(postgres: Any, database_name: str) -> Iterator[Connection]:
    """Each statement by itself: over nodes a transaction may not read what another role wrote."""
    url = postgres.superuser_url(database_name)
    with psycopg.connect(url, autocommit=True) as connection:
        yield connection


@pytest.fixture
def sealed(superuser: Connection) -> Iterator[UUID]:
    """An organization whose log is sealed; nothing of the log stays for other tests to find."""
    organization = make_organization()
    for role in ("staff", "admin", "partner"):
        add_member(organization, role)
    superuser.execute("SELECT turnout_audit_seal(100000)")
    [(entries,)] = superuser.execute(
        "SELECT count(*) FROM audit_entries WHERE organization_id = %s AND position IS NOT NULL",
        [organization.id],
    )
    assert entries >= 5
    yield organization.id
    superuser.execute("DELETE FROM audit_entries WHERE organization_id = %s", [organization.id])
    superuser.execute("DELETE FROM audit_heads WHERE organization_id = %s", [organization.id])


def findings(superuser: Connection, organization_id: UUID) -> list[str]:
    said = superuser.execute(
        "SELECT problem FROM turnout_audit_verify() WHERE organization_id = %(id)s"
        " UNION ALL SELECT 'headless' FROM turnout_audit_headless() WHERE organization_id = %(id)s",
        {"id": organization_id},
    )
    return [problem for (problem,) in said]


@pytest.mark.parametrize("what", TAMPERINGS)
def test_a_change_of_the_sealed_log_is_found(
    superuser: Connection, sealed: UUID, what: str
) -> None:
    assert findings(superuser, sealed) == []
    for statement in TAMPERINGS[what].split(";"):
        superuser.execute(statement, {"organization_id": sealed})
    assert findings(superuser, sealed) != []


def test_erasing_a_person_leaves_a_log_that_proves_itself(
    superuser: Connection, sealed: UUID
) -> None:
    superuser.execute("SELECT turnout_audit_erase(%s, %s)", [sealed, sealed])
    assert findings(superuser, sealed) == []
