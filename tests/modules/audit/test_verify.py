"""The chain proves the log: whatever is altered after sealing is found, and where."""

from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID

import click
import psycopg
import pytest
from click.testing import CliRunner
from psycopg.types.json import Jsonb

from turnout.kernel import maintenance
from turnout.kernel.context import SystemContext
from turnout.kernel.ids import new_id
from turnout.kernel.settings import Settings
from turnout.modules.audit import api as audit
from turnout.modules.organizations import api as organizations

pytestmark = pytest.mark.usefixtures("running")
JOB = SystemContext(job="test.audit")


@pytest.fixture(scope="module", autouse=True)
def _own_log(running: Any, settings: Settings) -> None:
    """The log begins with this module: others' entries would be sealed and proved each time."""
    with psycopg.connect(settings.database_owner_url.get_secret_value()) as owner:
        owner.execute("TRUNCATE audit_entries, audit_heads")


@pytest.fixture
def organization_id() -> UUID:
    """An organization with three sealed entries or more."""
    slug = f"sealed-{new_id().hex[-12:]}"
    made = organizations.create_organization(
        JOB, organizations.NewOrganization(name="Sealed", slug=slug)
    )
    organizations.set_state(JOB, made, state="suspended")
    organizations.set_state(JOB, made, state="active")
    seal_everything()
    return made


def seal_everything() -> None:
    while audit.verify(JOB).unsealed:
        maintenance.seal_audit()


@pytest.fixture
def tamper(settings: Settings) -> Iterator[Callable[[str, UUID], None]]:
    """Change the log as somebody with the owner's rights could; put back after the test."""
    assert settings.database_owner_url is not None
    undo: list[tuple[UUID, list[Any]]] = []
    with psycopg.connect(settings.database_owner_url.get_secret_value()) as owner:

        def change(statement: str, organization_id: UUID) -> None:
            undo.append((organization_id, kept(owner, organization_id)))
            owner.execute(statement, {"organization": organization_id})
            owner.commit()

        yield change
        for organization_id, rows in reversed(undo):
            put_back(owner, organization_id, rows)
        owner.commit()


def kept(owner: psycopg.Connection[Any], organization_id: UUID) -> list[Any]:
    return (
        owner.execute(
            "SELECT to_jsonb(e) FROM audit_entries e WHERE organization_id = %s", [organization_id]
        ).fetchall()
        + owner.execute(
            "SELECT to_jsonb(h) FROM audit_heads h WHERE organization_id = %s", [organization_id]
        ).fetchall()
    )


def put_back(owner: psycopg.Connection[Any], organization_id: UUID, rows: list[Any]) -> None:
    owner.execute("DELETE FROM audit_entries WHERE organization_id = %s", [organization_id])
    owner.execute("DELETE FROM audit_heads WHERE organization_id = %s", [organization_id])
    for (row,) in rows:
        table = "audit_entries" if "seq" in row else "audit_heads"
        values = [Jsonb(each) if isinstance(each, dict) else each for each in row.values()]
        owner.execute(
            f"INSERT INTO {table} ({', '.join(row)}) OVERRIDING SYSTEM VALUE"
            f" VALUES ({', '.join(['%s'] * len(row))})",
            values,
        )


def problems(organization_id: UUID) -> list[str]:
    """What verification says of one organization; other tests' organizations stand beside it."""
    return [
        each.problem
        for each in audit.verify(JOB).tamperings
        if each.organization_id == organization_id
    ]


OF_ORGANIZATION = "WHERE organization_id = %(organization)s"
LAST = f"(SELECT max(position) FROM audit_entries {OF_ORGANIZATION})"
ONE = f"{OF_ORGANIZATION} AND position = 2"


def test_an_untouched_log_is_whole(organization_id: UUID) -> None:
    result = audit.verify(JOB)
    assert problems(organization_id) == []
    assert result.sealed >= 3
    assert result.unsealed == 0


@pytest.mark.parametrize(
    ("statement", "problem"),
    [
        (f"UPDATE audit_entries SET actor = 'user:nobody' {ONE}", "altered after it was sealed"),
        (f"UPDATE audit_entries SET at = '2020-01-01' {ONE}", "altered"),
        (f"UPDATE audit_entries SET after = '{{}}' {ONE}", "altered"),
        (f"UPDATE audit_entries SET digest = sha256('x') {ONE}", "chain is broken"),
        (f"DELETE FROM audit_entries {ONE}", "entries are missing before this one"),
        (
            f"DELETE FROM audit_entries {OF_ORGANIZATION} AND position = {LAST}",
            "newest entries are missing",
        ),
        (
            f"DELETE FROM audit_heads {OF_ORGANIZATION}",
            "end of the chain is missing",
        ),
    ],
)
def test_what_was_altered_is_found(
    organization_id: UUID, tamper: Callable[[str, UUID], None], statement: str, problem: str
) -> None:
    assert problems(organization_id) == []
    tamper(statement, organization_id)
    assert any(problem in each for each in problems(organization_id))


def test_an_erased_entry_still_holds_the_chain(
    organization_id: UUID, app_operator: psycopg.Connection[Any]
) -> None:
    before = audit.verify(JOB).erased
    app_operator.execute("SELECT turnout_audit_erase(%s, %s)", [organization_id, organization_id])
    app_operator.commit()
    assert problems(organization_id) == []
    assert audit.verify(JOB).erased > before


@pytest.fixture
def app_operator(settings: Settings) -> Iterator[psycopg.Connection[Any]]:
    with psycopg.connect(settings.database_operator_url.get_secret_value()) as connection:
        yield connection


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_entries SET actor = 'nobody'",
        "DELETE FROM audit_entries",
        "TRUNCATE audit_entries",
        "INSERT INTO audit_heads VALUES (gen_random_uuid(), 0, '', now())",
        "SELECT turnout_audit_seal(1)",
    ],
)
def test_the_application_cannot_write_the_log(
    app_connection: psycopg.Connection[Any], statement: str
) -> None:
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        app_connection.execute(statement)


def run_command() -> tuple[int, str]:
    main = click.Group("turnout")
    audit.add_commands(main, lambda: None)
    done = CliRunner().invoke(main, ["audit", "verify"])
    return done.exit_code, done.output


def test_the_command_names_what_was_tampered_with_and_fails(
    organization_id: UUID, tamper: Callable[[str, UUID], None]
) -> None:
    tamper(f"UPDATE audit_entries SET action = 'delete' {ONE}", organization_id)
    code, said = run_command()
    assert code == 1
    assert str(organization_id) in said
    assert "altered after it was sealed" in said


def test_the_command_says_how_much_it_checked(organization_id: UUID) -> None:
    _, said = run_command()
    assert "organizations checked" in said
    assert "0 not sealed yet" in said
