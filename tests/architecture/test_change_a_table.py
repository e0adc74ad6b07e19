"""The guide's two migrations: rows of either release are kept, and the table stays sealed."""

import re
from collections.abc import Iterator
from types import ModuleType
from typing import Any
from uuid import UUID

import psycopg
import pytest
from psycopg import sql

from tests.architecture.checkout import ROOT
from tests.architecture.migration import apply
from tests.factories.people import context_of, make_organization
from turnout.kernel.ids import new_id
from turnout.modules.venues import api as venues
from turnout_dev.contracts import catalogue

GUIDE = ROOT / "docs/how-to/change-a-table.md"
Owner = psycopg.Connection[Any]


@pytest.fixture
def owner(owner_connection: Owner) -> Iterator[Owner]:
    with owner_connection.transaction(force_rollback=True):
        yield owner_connection


@pytest.fixture
def migrations() -> list[ModuleType]:
    blocks = re.findall(r"```python\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    modules = []
    for block in blocks:
        module = ModuleType("migration")
        exec(block, module.__dict__)  # noqa: S102 - our own guide
        modules.append(module)
    return modules


def add_venue(owner: Owner, organization_id: UUID, name: str, **notes: str) -> None:
    values = {
        "organization_id": organization_id,
        "id": new_id(),
        "name": name,
        "version": 1,
        **dict.fromkeys(("street", "postal_code", "city", "region"), ""),
        **notes,
    }
    columns = [sql.Identifier(each) for each in (*values, "created_at")]
    places = [*([sql.Placeholder()] * len(values)), sql.SQL("now()")]
    statement = sql.SQL("INSERT INTO venues ({}) VALUES ({})").format(
        sql.SQL(", ").join(columns), sql.SQL(", ").join(places)
    )
    owner.execute(statement, list(values.values()))


def enter(owner: Owner, organization_id: UUID) -> None:
    owner.execute(
        "SELECT set_config('turnout.organization', %s, true),"
        " set_config('turnout.actor', 'system:tests', true)",
        [str(organization_id)],
    )


def notes_of(owner: Owner, *columns: str) -> dict[str, tuple[str, ...]]:
    chosen = sql.SQL(", ").join(sql.Identifier(each) for each in columns)
    rows = owner.execute(sql.SQL("SELECT name, {} FROM venues").format(chosen)).fetchall()
    return {name: tuple(notes) for name, *notes in rows}


def test_a_column_changes_its_name_while_two_releases_write_it(
    running: None, owner: Owner, migrations: list[ModuleType]
) -> None:
    organization = make_organization()
    ctx = context_of(organization, organization.owner)
    venues.create_venue(ctx, venues.NewVenue(name="before", accessibility="a ramp"))
    expand, contract = migrations

    apply(expand, owner)
    enter(owner, organization.id)
    add_venue(owner, organization.id, "former release", accessibility="a lift")
    add_venue(owner, organization.id, "new release", access_notes="level")
    both = ("accessibility", "access_notes")
    assert notes_of(owner, *both) == {
        "before": ("a ramp", "a ramp"),
        "former release": ("a lift", "a lift"),
        "new release": ("level", "level"),
    }
    owner.execute("UPDATE venues SET access_notes = 'two ramps' WHERE name = 'former release'")
    owner.execute("UPDATE venues SET accessibility = 'one step' WHERE name = 'new release'")
    assert notes_of(owner, *both)["former release"] == ("two ramps", "two ramps")
    assert notes_of(owner, *both)["new release"] == ("one step", "one step")

    apply(contract, owner)
    assert notes_of(owner, "access_notes")["new release"] == ("one step",)


def test_a_backfilled_table_is_sealed_again_and_the_change_is_audited(
    running: None, owner: Owner, migrations: list[ModuleType]
) -> None:
    organization = make_organization()
    ctx = context_of(organization, organization.owner)
    venues.create_venue(ctx, venues.NewVenue(name="before", accessibility="a ramp"))
    apply(migrations[0], owner)
    assert not catalogue.tables_without_row_security(owner)
    actors = owner.execute(
        "SELECT actor FROM audit_entries WHERE organization_id = %s AND table_name = 'venues'"
        " AND action = 'update'",
        [organization.id],
    ).fetchall()
    assert actors == [("system:migrations.0025",)]
