"""Figures of events: counted in each organization, read by a person over all of theirs."""

from alembic import op

from turnout.kernel.db.ddl import ORGANIZATION, USER, backfill, tenant_table

revision = "0042_overviews"
down_revision = "0041_deletions"

MINE = f"SELECT m.organization_id FROM memberships m WHERE m.user_id = {USER}"
# As on organizations (0002); a list of clients closes the others here as well.
CLIENTS = f"""
    SELECT l.organization_id FROM agency_links l
    JOIN memberships m ON m.organization_id = l.agency_id
    LEFT JOIN agency_client_lists c ON c.organization_id = l.agency_id AND c.member_id = m.id
    WHERE m.user_id = {USER} AND l.state = 'active' AND m.event_ids IS NULL
        AND (c.id IS NULL OR c.clients ? l.organization_id::text)
"""


def upgrade() -> None:
    op.execute("""
        CREATE TABLE overview_events (
            organization_id uuid NOT NULL CONSTRAINT fk_overview_events_organization_id
                REFERENCES organizations (id),
            id uuid NOT NULL, is_stale boolean NOT NULL,
            title text NOT NULL DEFAULT '', state text NOT NULL DEFAULT 'draft',
            starts_at timestamptz, ends_at timestamptz, time_zone text NOT NULL DEFAULT 'UTC',
            capacity bigint NOT NULL DEFAULT 0, sold bigint NOT NULL DEFAULT 0,
            open_orders bigint NOT NULL DEFAULT 0, orders_to_decide bigint NOT NULL DEFAULT 0,
            revenue jsonb NOT NULL DEFAULT '{}', counted_at timestamptz,
            CONSTRAINT pk_overview_events PRIMARY KEY (organization_id, id)
        );
        CREATE INDEX ix_overview_events_stale ON overview_events (organization_id, id)
            WHERE is_stale
    """)
    tenant_table("overview_events", operator=("SELECT",))
    op.execute(f"""
        CREATE POLICY person ON overview_events FOR SELECT TO turnout_app
            USING ({ORGANIZATION} IS NULL AND {USER} IS NOT NULL
                AND (organization_id IN ({MINE}) OR organization_id IN ({CLIENTS})))
    """)
    backfill(
        "INSERT INTO overview_events (organization_id, id, is_stale)"
        " SELECT organization_id, id, true FROM events",
        tables=("overview_events", "events"),
        actor="system:migrations.overviews",
    )


def downgrade() -> None:
    op.execute("DROP TABLE overview_events")
