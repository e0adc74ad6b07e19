"""PostgreSQL keeps tenants, people and the audit log apart by itself, without our code's help."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

import psycopg
import pytest
from psycopg import errors, sql
from psycopg.types.json import Jsonb
from tests.distributed import nodes
from tests.factories.people import add_member, enter, make_organization, make_user
from tests.factories.sales import make_shop

from turnout.kernel.db.openings import set_local
from turnout.kernel.ids import new_id
from turnout_dev.stack.postgres import Postgres

Connection = psycopg.Connection[Any]

REFERENCES = """
    SELECT k.conname, c.relname, p.relname, array_agg(a.attname::text ORDER BY place.n),
        array_agg(b.attname::text ORDER BY place.n)
    FROM pg_constraint k
    JOIN pg_class c ON c.oid = k.conrelid
    JOIN pg_class p ON p.oid = k.confrelid
    CROSS JOIN LATERAL unnest(k.conkey, k.confkey) WITH ORDINALITY AS place(own, other, n)
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = place.own
    JOIN pg_attribute b ON b.attrelid = p.oid AND b.attnum = place.other
    WHERE k.contype = 'f' AND c.relnamespace = 'public'::regnamespace
        AND NOT (k.condeferrable AND %s)
    GROUP BY k.oid, k.conname, c.relname, p.relname
    HAVING 'organization_id' = ANY(array_agg(a.attname::text)) AND count(*) > 1
    ORDER BY k.conname
"""
COLUMNS = """
    SELECT a.attname, t.typname FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid
    WHERE a.attrelid = %s::regclass AND a.attnum > 0 AND NOT a.attisdropped AND a.attnotnull
        AND a.attgenerated = '' AND a.attidentity = ''
"""
MINE = """
    SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'
        AND a.attname = 'organization_id' AND NOT a.attisdropped
        AND has_table_privilege('turnout_app', c.oid, 'select')
    ORDER BY 1
"""

UNREFERENCED = {
    "visit_session_days.session_id": "a count may come a minute after the session is deleted",
    "data_requests.answered_by": "a person, who belongs to no organization",
    "organization_closures.closed_by": "a person, who belongs to no organization",
    "sso_sessions.login_id": "a login of a person; the session at the provider may outlive it",
    "sso_attempts.test_id": "the attempt lapses in minutes, the test sign-in in a day",
    "shift_assignments.user_id": "a person, who belongs to no organization",
    "event_plan_tasks.owner_user_id": "a person, who belongs to no organization",
    "reminders.announcement_id": "one that was taken back can be deleted; the reminder stays sent",
    "event_approvals.decided_by": "an operator, who belongs to no organization",
    "event_approvals.requested_by": "a person, who belongs to no organization",
    "ownership_claim_links.made_by": "an operator, or a person of the agency",
    "ownership_claim_links.used_by": "a person, who belongs to no organization",
    "verification_applications.decided_by": "an operator, who belongs to no organization",
    "verification_applications.requested_by": "a person, who belongs to no organization",
    "verifications.withdrawn_by": "an operator, who belongs to no organization",
    "organization_handovers.answered_by": "a person, who belongs to no organization",
    "organization_handovers.offered_by": "a person, who belongs to no organization",
    "figure_shares.shared_by": "a person, who belongs to no organization",
    "report_shares.shared_by": "a person, who belongs to no organization",
    "template_shares.shared_by": "a person, who belongs to no organization",
    "template_uses.client_id": "an organization of its own; the link to it may end",
    "attendee_index.attendee_id": "a read model, rebuilt from orders",
    "attendee_index.event_id": "a read model, rebuilt from orders",
    "attendee_index.ticket_id": "a read model, rebuilt from orders",
    "attendee_index.ticket_type_id": "a read model, rebuilt from orders",
    "order_index.event_id": "a read model, rebuilt from orders",
    "sales_report_days.event_id": "a read model, rebuilt from orders",
    "sales_report_days.sales_partner_id": "a read model, rebuilt from orders",
    "sales_report_days.ticket_type_id": "a read model, rebuilt from orders",
    "order_words.attendee_id": "a read model, rebuilt from orders",
    "saved_views.user_id": "a person, who belongs to no organization",
    "job_items.subject_id": "opaque: whatever the job is about",
    "support_access.ended_by": "a person, who belongs to no organization",
    "support_access.granted_by": "a person, who belongs to no organization",
    "sso_test_sign_ins.link_id": "through whose link it was tried; kept when the link is gone",
    "support_visits.user_id": "a person, who belongs to no organization",
    "agency_client_lists.user_id": "a person, who belongs to no organization",
    "api_tokens.agency_id": "through whom it was made; tokens end with the link by a fact",
    "api_tokens.created_by": "a person, who belongs to no organization",
    "api_tokens.user_id": "a person, who belongs to no organization",
    "service_accounts.created_by": "a person, who belongs to no organization",
    "admissions.event_id": "stands in the list and in the ticket, which are referenced",
    "admissions.list_id": "a policy refuses other lists; a key would lock the gate's one list row",
    "admissions.ticket_type_id": "copied from the ticket, which is referenced",
    "checkin_refusals.ticket_type_id": "copied from the ticket, which is referenced",
    "checkin_overrides.ticket_type_id": "copied from the ticket, which is referenced",
    "discount_counters.code_id": "a key would lock the code's row; deleted with its discount",
    "badge_print_runs.job_id": "jobs are forgotten after three months, prints are not",
    "discount_redemptions.code_id": "a key would lock the code's row; used discounts are kept",
    "member_number_counters.member_number_id": "a key would lock the number's row on each order",
    "member_number_uses.member_number_id": "orders keep their prices when a number is deleted",
    "price_rule_counters.ticket_type_id": "a key would lock the ticket type's row on each sale",
    "discovery_events.cover_file_id": "a read model, rebuilt from events",
    "discovery_events.event_id": "a read model, rebuilt from events",
    "discovery_events.series_id": "a read model, rebuilt from events",
    "discovery_images.file_id": "a read model, rebuilt from events and files",
    "discovery_slug_history.target_id": "a read model, rebuilt from events and organizations",
    "invoices.refund_id": "told by a fact of payments, whose rows are never deleted",
    "event_order_actions.last_seen": "the order at which a job stands; orders stand above events",
    "event_news.session_id": "what is told of a session that is gone, too",
    "event_series.model_event_id": "the event that others are copied from; gone, none is made",
    "inventory_allotments.pool_id": "counters on the hot path, as those of the pool are",
    "channel_settings.allotment_id": "the counter of its own; nothing points at hot counters",
    "order_line_allotments.allotment_id": "a hot counter, which may be gone before the order",
    "inventory_counters.pool_id": "nothing points at the hot counters, and they point at nothing",
    "inventory_holds.reference": "opaque: whoever holds",
    "invitations.invited_by": "a person, who belongs to no organization",
    "inbox_messages.source_id": "opaque: the fact, mail or announcement that it tells of",
    "chat_messages.source_id": "opaque: the fact that it tells of",
    "print_jobs.taken_by": "the connector that took it, which may have been replaced since",
    "text_messages.source_id": "opaque: the announcement, test or reply that asked for the text",
    "text_messages.user_id": "the member who asked for a test; people belong to no organization",
    "mails.source_id": "opaque: the fact that asked for the mail",
    "order_attendees.ticket_type_id": "one of the order's lines, which are referenced",
    "order_lines.pool_id": "the pool of the ticket type, which is referenced",
    "order_pass_events.pool_id": "the pool of the ticket type, which is referenced",
    "order_returns.terms_id": "a version of the terms; versions go with their event alone",
    "order_refunds.refund_id": "made in the same transaction by payments",
    "orders.hold_id": "made in the same statement, and gone with the hold",
    "orders.user_id": "a person, who belongs to no organization",
    "payment_deliveries.payment_id": "filled in from the delivery once it was read",
    "payments.reference": "opaque: whatever is paid for",
    "ticket_transfers.event_id": "copied from the ticket, which is referenced",
    "ticket_transfers.from_transfer_id": "an earlier row of the same ticket; rows are never deleted",
    "tickets.holder_user_id": "a person, who belongs to no organization",
    "tickets.transfer_id": "a transfer of orders, which stand above tickets; never deleted",
    "waiting_room_checkouts.order_id": "written before its order, which stands above",
    "session_mail_entries.session_id": "what an address was told; a deleted session is taken back",
    "session_waitlist_entries.ticket_id": "proved to be a ticket of the event; ends with it",
    "session_waitlist_entries.user_id": "a person, who belongs to no organization",
    "waitlist_entries.pool_id": "the pool of the ticket type, which is referenced",
    "waitlist_entries.hold_id": "made in the same transaction, and gone with the hold",
    "waitlist_entries.order_id": "the order is written after its offer is taken",
    "waitlist_entries.user_id": "a person, who belongs to no organization",
    "security_events.user_id": "a person, who belongs to no organization",
    "session_registrations.user_id": "a person, who belongs to no organization",
    "tickets.attendee_id": "opaque to tickets, which stand below orders",
    "tickets.reference": "opaque to tickets, which stand below orders",
}
"""Columns that hold an id and carry no foreign key, each with the reason for it."""


OVER_NODES = {"agency_links.agency_id", "organization_handovers.agency_id"}
"""The agency lies on another node, perhaps: no key leads there (`kernel/db/distribution.py`)."""
MADE_BY_THE_SERVER = {"custom_role"}
"""Columns that reference another table by a word, and are generated from one that people write."""


ONE_SHARD_AT_A_TIME = "SET LOCAL citus.multi_shard_modify_mode = 'sequential'"
"""For transactions that change several tables over nodes; elsewhere it means nothing."""


@pytest.fixture
def superuser(postgres: Postgres, database_name: str) -> Iterator[Connection]:
    """Above row security, so that only keys and constraints are left; rolled back."""
    with psycopg.connect(postgres.superuser_url(database_name)) as connection:
        connection.execute(ONE_SHARD_AT_A_TIME)
        yield connection
        connection.rollback()


def be_person(connection: Connection, user_id: UUID | str) -> None:
    connection.execute(set_local("turnout.user", str(user_id)).encode())


def assert_refused_by(name: str, refused: psycopg.Error) -> None:
    """By this constraint; over nodes by that of a shard, which bears its number and is not told."""
    if nodes.BINARIES:
        assert f'constraint "{name[:40]}' in str(refused)
    else:
        assert refused.diag.constraint_name == name


def plant(superuser: Connection, table: str, organization_id: UUID, **values: Any) -> UUID:
    """Write a row of any table without asking keys or checks: only its types have to fit."""
    row_id = new_id()
    made: dict[str, Any] = {}
    for name, kind in superuser.execute(COLUMNS, [table]).fetchall():
        made[name] = {
            "uuid": new_id(),
            "_uuid": [new_id()],
            "_timestamptz": [],
            "jsonb": Jsonb([]),
            "bytea": new_id().bytes,
            "bool": False,
            "timestamptz": "2030-01-01T00:00:00Z",
            "timestamp": "2030-01-01T00:00:00",
            "date": "2030-01-01",
            "int8": 1,
            "numeric": 1,
            "float8": 1.0,
        }.get(kind, f"x-{new_id().hex}")
    made |= {"organization_id": organization_id} | values
    if "id" in made:
        made["id"] = row_id
    superuser.execute(
        sql.SQL("INSERT INTO {} ({}) VALUES ({})").format(
            sql.Identifier(table),
            sql.SQL(", ").join(map(sql.Identifier, made)),
            sql.SQL(", ").join(sql.Placeholder() * len(made)),
        ),
        list(made.values()),
    )
    return row_id


def leave_only(superuser: Connection, table: str, *, reference: str) -> None:
    """Drop the table's checks and its other references, so that one refusal has one reason."""
    names = superuser.execute(
        "SELECT conname FROM pg_constraint"
        " WHERE conrelid = %s::regclass AND contype IN ('c', 'f') AND conname <> %s",
        [table, reference],
    ).fetchall()
    for (name,) in names:
        superuser.execute(
            sql.SQL("ALTER TABLE {} DROP CONSTRAINT {}").format(
                sql.Identifier(table), sql.Identifier(name)
            )
        )
    superuser.execute(sql.SQL("ALTER TABLE {} DISABLE TRIGGER USER").format(sql.Identifier(table)))


def test_every_reference_into_another_organization_is_refused(superuser: Connection) -> None:
    """For every composite key: the same row may point at its own organization's rows only."""
    # Over nodes one that waits for the end of the transaction cannot be told to wait no longer.
    references = superuser.execute(REFERENCES, [bool(nodes.BINARIES)]).fetchall()
    assert len(references) >= 35
    open_keys = []
    for name, child, parent, own, other in references:
        column = next(each for each in own if each != "organization_id")
        if column in MADE_BY_THE_SERVER:
            continue  # tried below, by what it is made of
        assert other[own.index(column)] == "id", name
        mine, theirs = new_id(), new_id()
        with superuser.transaction(force_rollback=True):
            leave_only(superuser, parent, reference=name)
            leave_only(superuser, child, reference=name)
            shared = [
                (ours, there, new_id())
                for ours, there in zip(own, other, strict=True)
                if ours not in ("organization_id", column)
            ]
            above = {there: value for _, there, value in shared}
            below = {ours: value for ours, _, value in shared}
            target = plant(superuser, parent, mine, **above)
            foreign = plant(superuser, parent, theirs, **above)
            superuser.execute("SET CONSTRAINTS ALL IMMEDIATE")
            plant(superuser, child, mine, **below, **{column: target})
            try:
                with superuser.transaction():
                    plant(superuser, child, mine, **below, **{column: foreign})
                open_keys.append(name)
            except errors.ForeignKeyViolation as refused:
                assert_refused_by(name, refused)
    assert open_keys == []


@pytest.mark.parametrize(
    ("table", "values"),
    [("memberships", {}), ("invitations", {"state": "open"}), ("service_accounts", {})],
)
def test_a_role_is_one_of_the_four_or_the_organizations_own(
    superuser: Connection, table: str, values: dict[str, str]
) -> None:
    """The key of another organization's role opens nothing here; no row may name it."""
    mine, theirs = new_id(), new_id()
    name = f"fk_{table}_organization_id_custom_role"
    for parent in ("custom_roles", table):
        leave_only(superuser, parent, reference=name)
    for organization_id, key in ((mine, "ours"), (theirs, "theirs")):
        plant(superuser, "custom_roles", organization_id, key=key)
    superuser.execute("SET CONSTRAINTS ALL IMMEDIATE")
    for role in ("ours", "staff"):
        plant(superuser, table, mine, role=role, **values)
    with pytest.raises(errors.ForeignKeyViolation) as refused, superuser.transaction():
        plant(superuser, table, mine, role="theirs", **values)
    assert_refused_by(name, refused.value)


def test_every_column_that_holds_an_id_is_a_reference_or_says_why_not(
    owner_connection: Connection,
) -> None:
    found = owner_connection.execute(
        """
        SELECT c.relname || '.' || a.attname FROM pg_attribute a
        JOIN pg_class c ON c.oid = a.attrelid JOIN pg_type t ON t.oid = a.atttypid
        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND a.attnum > 0
            AND NOT a.attisdropped AND t.typname = 'uuid'
            AND a.attname NOT IN ('id', 'organization_id') AND c.relname NOT LIKE 'audit%'
            AND EXISTS (SELECT FROM pg_attribute o
                WHERE o.attrelid = c.oid AND o.attname = 'organization_id')
            AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conrelid = c.oid
                AND k.contype = 'f' AND a.attnum = ANY(k.conkey))
        """
    ).fetchall()
    unexplained = {name for (name,) in found} - UNREFERENCED.keys()
    if nodes.BINARIES:
        unexplained -= OVER_NODES
    assert unexplained == set()


ESCAPES = (
    "SET ROLE turnout_owner",
    "SET ROLE turnout_operator",
    "SET SESSION AUTHORIZATION turnout_owner",
    "SET session_replication_role = replica",
    "ALTER TABLE orders NO FORCE ROW LEVEL SECURITY",
    "ALTER TABLE orders DISABLE ROW LEVEL SECURITY",
    "ALTER TABLE orders DISABLE TRIGGER ALL",
    "DROP POLICY organization ON orders",
    "CREATE POLICY open ON orders USING (true)",
    "ALTER POLICY organization ON orders USING (true)",
    "TRUNCATE orders CASCADE",
    "TRUNCATE audit_entries",
    "DROP TABLE orders CASCADE",
    "CREATE TABLE public.copies (id bigint)",
    "CREATE VIEW public.every_order AS SELECT * FROM orders",
    "CREATE FUNCTION public.sneak() RETURNS int LANGUAGE sql SECURITY DEFINER AS 'SELECT 1'",
    "ALTER ROLE turnout_app BYPASSRLS",
    "ALTER ROLE turnout_app SUPERUSER",
    "GRANT turnout_owner TO turnout_app",
    "COPY orders TO '/tmp/orders.csv'",
    "COPY orders FROM PROGRAM 'id'",
    "SELECT pg_read_file('/etc/passwd')",
    "SELECT lo_import('/etc/passwd')",
    "SELECT * FROM user_passwords",
    "SELECT * FROM signing_keys",
    "SELECT * FROM refresh_tokens",
    "SELECT * FROM email_tokens",
    "SELECT * FROM audit_platform",
    "SELECT * FROM platform_mails",
    "SELECT * FROM platform_security_events",
    "UPDATE security_events SET kind = 'x'",
    "DELETE FROM security_events",
    "SELECT * FROM outbox_global",
    "SELECT turnout_audit_erase(gen_random_uuid(), gen_random_uuid())",
    "SELECT turnout_audit_seal(1)",
    "SELECT turnout_audit_summary()",
    "INSERT INTO users SELECT * FROM users",
    "UPDATE users SET display_name = 'x'",
)


@pytest.mark.parametrize("escape", ESCAPES)
def test_the_application_cannot_step_out_of_row_security(
    app_connection: Connection, escape: str
) -> None:
    enter(app_connection, make_organization().id)
    refusals = (errors.InsufficientPrivilege, errors.InvalidParameterValue, errors.InternalError_)
    with pytest.raises(refusals) as refused:
        app_connection.execute(escape)
    if nodes.BINARIES and isinstance(refused.value, errors.InternalError_):
        assert "failure on connection marked as essential" in str(refused.value)  # it refused
    else:
        assert refused.value.sqlstate in ("42501", "22023")


def test_switching_row_security_off_shows_nothing(app_connection: Connection) -> None:
    shop = make_shop()
    app_connection.execute("SET row_security = off")
    enter(app_connection, make_organization().id)
    with pytest.raises(errors.InsufficientPrivilege, match="row-level security"):
        app_connection.execute("SELECT * FROM events WHERE id = %s", [shop.event_id])


def test_copying_a_table_out_takes_the_own_rows_only(app_connection: Connection) -> None:
    mine, theirs = make_shop(), make_shop()
    enter(app_connection, mine.organization.id)
    with app_connection.cursor().copy("COPY (SELECT id FROM events) TO STDOUT") as copied:
        rows = b"".join(bytes(block) for block in copied).decode().split()
    assert str(mine.event_id) in rows
    assert str(theirs.event_id) not in rows


@contextmanager
def refused_change(connection: Connection) -> Iterator[None]:
    """Who may do it or not, no row goes to another organization's shard over nodes."""
    refusals = (errors.InsufficientPrivilege, errors.FeatureNotSupported)
    with pytest.raises(refusals) as refused, connection.transaction():
        yield
    if isinstance(refused.value, errors.FeatureNotSupported):
        assert nodes.BINARIES
        assert "modifying the partition value" in str(refused.value)


def test_a_row_cannot_be_written_into_or_moved_to_another_organization(
    app_connection: Connection,
) -> None:
    mine, theirs = make_shop(), make_organization()
    enter(app_connection, mine.organization.id)
    for statement in (
        "UPDATE events SET organization_id = %s",
        (
            "INSERT INTO handled_facts (organization_id, id, handler, handled_at)"
            " VALUES (%s, gen_random_uuid(), 'x', now())"
        ),
    ):
        with refused_change(app_connection):
            app_connection.execute(statement, [theirs.id])


def test_nobody_sees_another_organization_by_any_table(
    app_connection: Connection, owner_connection: Connection
) -> None:
    theirs = make_shop()
    theirs.add_type()
    names = [name for (name,) in owner_connection.execute(MINE)]
    assert len(names) >= 30
    enter(app_connection, make_organization().id)
    for name in names:
        public = (
            " AND NOT is_public" if name in ("discovery_events", "discovery_organizations") else ""
        )
        if name == "discovery_slug_history":
            continue
        seen = app_connection.execute(
            f"SELECT count(*) FROM {name} WHERE organization_id = %s{public}",
            [theirs.organization.id],
        ).fetchone()
        assert seen == (0,), name
    assert app_connection.execute(
        "SELECT count(*) FROM organizations WHERE id = %s", [theirs.organization.id]
    ).fetchone() == (0,)


def test_organization_and_person_together_see_no_more_than_the_organization(
    app_connection: Connection, owner_connection: Connection
) -> None:
    """Two permissive policies are OR-ed: with both settings the person's must be silent."""
    person = make_user()
    elsewhere = make_organization(owner=person)
    here = make_organization()
    add_member(elsewhere, "staff")
    names = [name for (name,) in owner_connection.execute(MINE)]
    enter(app_connection, here.id)
    be_person(app_connection, person.id)
    for name in names:
        if name.startswith("discovery"):
            continue
        seen = app_connection.execute(
            f"SELECT count(*) FROM {name} WHERE organization_id <> %s", [here.id]
        ).fetchone()
        assert seen == (0,), name
    for statement in (
        "SELECT id FROM organizations WHERE id <> %s",
        "SELECT id FROM logins WHERE id <> %s",
    ):
        assert app_connection.execute(statement, [here.id]).fetchall() == []


def test_a_person_sees_their_own_memberships_and_changes_none(
    app_connection: Connection,
) -> None:
    person = make_user()
    organization = make_organization(owner=person)
    other = make_organization()
    app_connection.execute(ONE_SHARD_AT_A_TIME)
    app_connection.execute(set_local("turnout.actor", "user:x").encode())
    be_person(app_connection, person.id)
    seen = {each for (each,) in app_connection.execute("SELECT organization_id FROM memberships")}
    assert organization.id in seen
    assert other.id not in seen
    assert app_connection.execute("UPDATE memberships SET role = 'owner'").rowcount == 0
    assert app_connection.execute("DELETE FROM memberships").rowcount == 0
    with pytest.raises(errors.InsufficientPrivilege):
        app_connection.execute(
            "INSERT INTO memberships (organization_id, id, user_id, role, created_at, version)"
            " VALUES (%s, %s, %s, 'owner', now(), 1)",
            [other.id, new_id(), person.id],
        )


@pytest.mark.parametrize("setting", ["", "not-a-uuid", "' OR true --", "%"])
def test_a_setting_that_is_no_organization_shows_nothing(
    app_connection: Connection, setting: str
) -> None:
    make_shop()
    enter(app_connection, setting)
    if setting:
        with pytest.raises(errors.InvalidTextRepresentation):
            app_connection.execute("SELECT count(*) FROM events")
    else:
        assert app_connection.execute("SELECT count(*) FROM events").fetchone() == (0,)


@pytest.mark.parametrize(
    "statement",
    [
        (
            "INSERT INTO audit_entries (organization_id, table_name, action, actor, on_behalf_of,"
            " request_id) SELECT organization_id, 'events', 'insert', 'user:x', '', ''"
            " FROM audit_entries LIMIT 1"
        ),
        "UPDATE audit_entries SET actor = 'user:somebody-else'",
        "UPDATE audit_entries SET position = NULL",
        "DELETE FROM audit_entries",
        "UPDATE audit_heads SET position = 0",
        "DELETE FROM audit_heads",
        "INSERT INTO audit_heads SELECT * FROM audit_heads",
        (
            "INSERT INTO audit_platform (table_name, action, actor, on_behalf_of, request_id)"
            " VALUES ('users', 'insert', 'x', '', '')"
        ),
        "DELETE FROM audit_platform",
    ],
)
@pytest.mark.parametrize("role", ["app", "operator"])
def test_no_role_of_the_application_writes_the_log(
    settings: Any, statement: str, role: str
) -> None:
    urls = {"app": settings.database_url, "operator": settings.database_operator_url}
    with psycopg.connect(urls[role].get_secret_value()) as connection:
        enter(connection, make_organization().id)
        with pytest.raises(errors.InsufficientPrivilege):
            connection.execute(statement)


def entries_of(owner: Connection, row_id: UUID) -> list[tuple[Any, ...]]:
    return owner.execute(
        "SELECT action, actor, before, after FROM audit_entries WHERE row_id = %s ORDER BY seq",
        [row_id],
    ).fetchall()


def test_a_change_is_in_the_log_with_its_actor_and_both_sides(
    owner_connection: Connection, app_connection: Connection
) -> None:
    organization = make_organization(name="Before")
    enter(app_connection, organization.id, actor="user:eve")
    app_connection.execute("UPDATE organizations SET name = 'After'")
    app_connection.commit()
    action, actor, before, after = entries_of(owner_connection, organization.id)[-1]
    assert (action, actor, before["name"], after["name"]) == (
        "update",
        "user:eve",
        "Before",
        "After",
    )


def test_an_id_never_changes_so_no_row_slips_past_the_log(
    app_connection: Connection, owner_connection: Connection
) -> None:
    """The log joins a row's two sides by its id: a changed one would leave no entry."""
    names = owner_connection.execute(
        "SELECT DISTINCT c.relname FROM pg_trigger g JOIN pg_class c ON c.oid = g.tgrelid"
        " WHERE g.tgname = 'audit_update' AND has_table_privilege('turnout_app', c.oid, 'update')"
    ).fetchall()
    assert len(names) >= 20
    app_connection.execute(ONE_SHARD_AT_A_TIME)
    enter(app_connection, make_organization().id)
    for (name,) in names:
        with refused_change(app_connection):
            app_connection.execute(f"UPDATE {name} SET id = '{new_id()}'")


def test_a_table_of_the_session_cannot_take_the_place_of_the_log(
    app_connection: Connection, owner_connection: Connection
) -> None:
    """SECURITY DEFINER looks temporary tables up first unless its search path says otherwise."""
    organization = make_organization()
    count = "SELECT count(*) FROM audit_entries WHERE organization_id = %s"
    before = owner_connection.execute(count, [organization.id]).fetchone()
    try:
        with app_connection.transaction():
            app_connection.execute(
                "CREATE TEMP TABLE audit_entries AS SELECT * FROM public.audit_entries LIMIT 0"
            )
            app_connection.execute("GRANT ALL ON pg_temp.audit_entries TO PUBLIC")
    except errors.InsufficientPrivilege:
        pass
    enter(app_connection, organization.id)
    app_connection.execute("UPDATE organizations SET name = 'Unseen'")
    app_connection.commit()
    after = owner_connection.execute(count, [organization.id]).fetchone()
    assert after == (before[0] + 1,)


def test_every_definer_function_names_its_temporary_schema_last(
    owner_connection: Connection,
) -> None:
    found = owner_connection.execute(
        "SELECT oid::regprocedure::text, proconfig FROM pg_proc"
        " WHERE prosecdef AND pronamespace = 'public'::regnamespace"
    ).fetchall()
    assert len(found) >= 10
    loose = [
        name
        for name, settings in found
        if not any(re.fullmatch(r"search_path=.*, ?pg_temp", each) for each in settings or ())
    ]
    assert loose == []
