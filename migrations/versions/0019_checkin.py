"""Tables of check-in: check-in lists and admissions."""

from alembic import op

from turnout.kernel.db.ddl import ORGANIZATION, tenant_table

revision = "0019_checkin"
down_revision = "0018_transfers"


def upgrade() -> None:
    _checkin_lists()
    _admissions()


def _checkin_lists() -> None:
    # A session that is deleted leaves its list behind, closed: who came in stays on record.
    op.execute("""
        CREATE TABLE checkin_lists (
            organization_id uuid NOT NULL, id uuid NOT NULL,
            event_id uuid NOT NULL, name text NOT NULL, is_default boolean NOT NULL,
            ticket_type_ids jsonb, once_per text NOT NULL, time_zone text NOT NULL,
            opens_at timestamptz, closes_at timestamptz,
            created_at timestamptz NOT NULL, version bigint NOT NULL,
            scope text NOT NULL DEFAULT 'event', session_id uuid,
            CONSTRAINT pk_checkin_lists PRIMARY KEY (organization_id, id),
            CONSTRAINT uq_checkin_lists_organization_id_event_id_name
                UNIQUE (organization_id, event_id, name),
            CONSTRAINT fk_checkin_lists_organization_id_event_id
                FOREIGN KEY (organization_id, event_id)
                REFERENCES events (organization_id, id) ON DELETE CASCADE,
            CONSTRAINT fk_checkin_lists_organization_id_session_id
                FOREIGN KEY (organization_id, session_id)
                REFERENCES sessions (organization_id, id) ON DELETE SET NULL (session_id),
            CONSTRAINT ck_checkin_lists_once_per CHECK (once_per IN ('event', 'day')),
            CONSTRAINT ck_checkin_lists_window CHECK (opens_at < closes_at),
            CONSTRAINT ck_checkin_lists_ticket_types
                CHECK (ticket_type_ids IS NULL OR jsonb_typeof(ticket_type_ids) = 'array'),
            CONSTRAINT ck_checkin_lists_scope CHECK (
                scope IN ('event', 'session') AND (session_id IS NULL OR scope = 'session')
                AND NOT (is_default AND scope = 'session'))
        );
        CREATE UNIQUE INDEX uq_checkin_lists_organization_id_event_id_default
            ON checkin_lists (organization_id, event_id) WHERE is_default;
        CREATE INDEX ix_checkin_lists_organization_id_session_id
            ON checkin_lists (organization_id, session_id)
    """)
    tenant_table("checkin_lists", app=("SELECT", "INSERT", "UPDATE"))


def _admissions() -> None:
    op.execute("""
        CREATE TABLE admissions (
            organization_id uuid NOT NULL, id uuid NOT NULL,
            event_id uuid NOT NULL, list_id uuid NOT NULL,
            ticket_id uuid NOT NULL, ticket_type_id uuid NOT NULL, period text NOT NULL,
            admitted_at timestamptz NOT NULL, gate text NOT NULL, device text NOT NULL,
            method text NOT NULL, actor text NOT NULL, scan_id text,
            undone_at timestamptz, undone_by text, undo_reason text,
            CONSTRAINT pk_admissions PRIMARY KEY (organization_id, id),
            CONSTRAINT fk_admissions_organization_id_ticket_id
                FOREIGN KEY (organization_id, ticket_id) REFERENCES tickets (organization_id, id),
            CONSTRAINT ck_admissions_method CHECK (method IN ('scan', 'code')),
            CONSTRAINT ck_admissions_undone CHECK (
                (undone_at IS NULL) = (undone_by IS NULL)
                AND (undone_at IS NULL) = (undo_reason IS NULL))
        );
        CREATE UNIQUE INDEX uq_admissions_once
            ON admissions (organization_id, list_id, ticket_id, period) WHERE undone_at IS NULL;
        CREATE INDEX ix_admissions_organization_id_event_id_admitted_at
            ON admissions (organization_id, event_id, admitted_at);
        CREATE INDEX ix_admissions_organization_id_ticket_id
            ON admissions (organization_id, ticket_id)
    """)
    tenant_table("admissions", app=("SELECT", "INSERT", "UPDATE"))
    # Every scan of a gate names the same list. A foreign key would lock that one row for each of
    # them (a seventh of the door's speed); the policy looks without locking, and lists stay.
    for right in ("INSERT", "UPDATE"):
        op.execute(f"""
            CREATE POLICY list_{right.lower()} ON admissions AS RESTRICTIVE FOR {right}
                TO turnout_app WITH CHECK (organization_id = {ORGANIZATION} AND EXISTS (
                    SELECT FROM checkin_lists l
                    WHERE l.organization_id = admissions.organization_id AND l.id = list_id))
        """)
