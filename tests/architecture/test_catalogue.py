"""The database keeps tenants apart by itself, and each check of it is able to fail."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from turnout.kernel.db.ddl import AUDIT_EXEMPT
from turnout_dev.contracts import catalogue
from turnout_dev.contracts.sources import Breach
from turnout_dev.stack.postgres import Postgres

Owner = psycopg.Connection[Any]
Check = Callable[[Owner], list[Breach]]


def tables_without_audit(owner: Owner) -> list[Breach]:
    return catalogue.tables_without_audit(owner, AUDIT_EXEMPT)


def exemptions_of_nothing(owner: Owner) -> list[Breach]:
    return catalogue.exemptions_of_nothing(owner, AUDIT_EXEMPT)


CHECKS: list[Check] = [
    catalogue.tables_without_row_security,
    catalogue.policies_open_to_the_application,
    catalogue.person_policies_that_write,
    catalogue.indexes_not_led_by_organization,
    catalogue.references_across_tenants,
    tables_without_audit,
    exemptions_of_nothing,
    catalogue.roles_above_the_law,
    catalogue.audit_open_to_writes,
    catalogue.doors_around_row_security,
]

ORGANIZATION = "nullif(current_setting('turnout.organization', true), '')::uuid"
RAFFLE = """
    create table raffles (organization_id uuid not null, id uuid not null,
        primary key (organization_id, id));
"""
SEALED = f"""
    {RAFFLE}
    alter table raffles enable row level security;
    alter table raffles force row level security;
    create policy organization on raffles using (organization_id = {ORGANIZATION});
"""
WITHOUT_FORCE = SEALED.replace("alter table raffles force row level security;", "")
READ_ONLY_SEAL = SEALED.replace("on raffles using", "on raffles for select using")
OPEN_POLICY = SEALED + "create policy open on raffles using (true);"
PERSON_WRITES = (
    SEALED + "create policy person on raffles for update"
    " using (id = nullif(current_setting('turnout.user', true), '')::uuid);"
)
KEY_BY_ID = (
    "create table raffles (organization_id uuid not null, id uuid primary key, code text);"
    "create index ix_raffles_code on raffles (code);"
)
REFERENCE = (
    RAFFLE + "alter table raffles add unique (id);"
    "create table prizes (organization_id uuid not null, id uuid not null,"
    " raffle_id uuid references raffles (id), primary key (organization_id, id));"
)

BREACHES: dict[str, tuple[Check, str, str]] = {
    "a table without row security": (catalogue.tables_without_row_security, RAFFLE, "raffles"),
    "row security that is not forced": (
        catalogue.tables_without_row_security,
        WITHOUT_FORCE,
        "raffles: row-level security is not",
    ),
    "a policy that binds reads only": (
        catalogue.tables_without_row_security,
        READ_ONLY_SEAL,
        "raffles: no policy binds what is written",
    ),
    "a policy for everybody": (
        catalogue.policies_open_to_the_application,
        OPEN_POLICY,
        "policy open asks for no context",
    ),
    "a person who writes": (
        catalogue.person_policies_that_write,
        PERSON_WRITES,
        "policy person lets a person write",
    ),
    "a key by id alone": (
        catalogue.indexes_not_led_by_organization,
        KEY_BY_ID,
        "raffles_pkey does not begin",
    ),
    "an index that is not led": (
        catalogue.indexes_not_led_by_organization,
        KEY_BY_ID,
        "ix_raffles_code does not begin",
    ),
    "a reference into another organization": (
        catalogue.references_across_tenants,
        REFERENCE,
        "prizes: prizes_raffle_id_fkey may point",
    ),
    "a table without audit": (tables_without_audit, SEALED, "raffles: not every change"),
    "an exemption of nothing": (
        exemptions_of_nothing,
        "drop table outbox cascade",
        "outbox: is exempt",
    ),
    "an application that may write the log": (
        catalogue.audit_open_to_writes,
        "grant update on audit_entries to turnout_app",
        "audit_entries: turnout_app may UPDATE",
    ),
    "a view that asks as its owner": (
        catalogue.doors_around_row_security,
        "create view everything as select * from audit_entries",
        "everything: a view that does not ask as its caller",
    ),
    "a definer that trusts the search path": (
        catalogue.doors_around_row_security,
        "create function anything() returns int language sql security definer as 'select 1'",
        "anything: SECURITY DEFINER",
    ),
}


@pytest.fixture
def owner(owner_connection: Owner) -> Iterator[Owner]:
    """The owner's connection; whatever a test plants is rolled back."""
    with owner_connection.transaction(force_rollback=True):
        yield owner_connection


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_the_database_keeps_its_promise(owner: Owner, check: Check) -> None:
    breaches = check(owner)
    assert not breaches, "\n" + "\n".join(str(each) for each in breaches)


def test_the_checks_look_at_real_tables(owner: Owner) -> None:
    assert len(catalogue.tenant_tables(owner)) >= 20


@pytest.mark.parametrize("breach", BREACHES)
def test_a_planted_table_turns_its_check_red(owner: Owner, breach: str) -> None:
    check, ddl, says = BREACHES[breach]
    before = set(check(owner))
    owner.execute(ddl)
    found = [str(each) for each in set(check(owner)) - before]
    assert any(says in each for each in found), found


def test_every_check_of_the_database_has_a_breach_that_turns_it_red() -> None:
    tested = {check for check, _, _ in BREACHES.values()} | {catalogue.roles_above_the_law}
    assert tested == set(CHECKS)


def test_an_application_role_above_the_law_is_found(postgres: Postgres, database_name: str) -> None:
    """One test for all: roles are the whole server's, and other workers read them meanwhile."""
    with psycopg.connect(postgres.superuser_url(database_name)) as superuser:
        assert found_after(superuser, "alter role turnout_app superuser", "is a superuser")
        assert found_after(superuser, "alter role turnout_app bypassrls", "bypasses row security")
        assert found_after(superuser, "alter table outbox owner to turnout_app", "owns tables")
        assert found_after(
            superuser, "grant turnout_owner to turnout_app", "may become one who does"
        )


def found_after(superuser: Owner, change: str, says: str) -> bool:
    with superuser.transaction(force_rollback=True):
        superuser.execute(change)
        breaches = [str(each) for each in catalogue.roles_above_the_law(superuser)]
    return f"turnout_app: {says}" in breaches


def test_the_application_role_is_bound_by_row_security(app_connection: Owner) -> None:
    role = app_connection.execute(
        "select rolsuper or rolbypassrls from pg_roles where rolname = current_user"
    ).fetchone()
    assert role == (False,)
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        app_connection.execute("alter table outbox no force row level security")
    app_connection.rollback()


def test_without_a_context_the_application_sees_no_row(app_connection: Owner, owner: Owner) -> None:
    names = [
        name
        for (name,) in owner.execute(
            """
            select c.relname from pg_class c where c.oid = any(%s)
              and has_table_privilege('turnout_app', c.oid, 'select')
              and c.relname not like 'discovery%%'
            """,
            [catalogue.tenant_tables(owner)],
        )
    ]
    assert names
    for name in names:
        counted = app_connection.execute(f"select count(*) from {name}").fetchone()
        assert counted == (0,), name
    app_connection.rollback()


def test_no_audited_row_changes_without_an_actor(app_connection: Owner, owner: Owner) -> None:
    """The triggers fire per statement, so that a change of no row tells as well."""
    names = [
        name
        for (name,) in owner.execute(
            """
            select distinct g.tgrelid::regclass::text from pg_trigger g
            where g.tgname like 'audit%%' and has_table_privilege('turnout_app', g.tgrelid, 'delete')
            """
        )
    ]
    assert names
    for name in names:
        with (
            pytest.raises(psycopg.errors.InsufficientPrivilege, match="without an actor"),
            app_connection.transaction(),
        ):
            app_connection.execute(f"delete from {name} where false")


def test_every_audited_table_has_its_word_in_the_logs_of_the_console(owner: Owner) -> None:
    texts = Path(__file__).parents[2] / "platform/web/src/features/console/records/texts/en.json"
    words = {each.partition("table.")[2] for each in json.loads(texts.read_text("utf-8"))} - {""}
    found = owner.execute(
        "select distinct c.relname from pg_trigger g join pg_class c on c.oid = g.tgrelid"
        " where g.tgname like 'audit%' and not g.tgisinternal and not c.relispartition"
    )
    assert {table for (table,) in found} == words
