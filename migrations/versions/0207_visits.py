"""Visits of events' pages by hour and day, whether they are counted, and where orders came from."""

from alembic import op

from turnout.kernel.db.ddl import tenant_table

revision = "0207_visits"
down_revision = "0206_event_city_points"
SOURCE = """source_kind text NOT NULL, source text NOT NULL, medium text NOT NULL,
            campaign text NOT NULL, link text NOT NULL, device text NOT NULL"""
KEY = "source_kind, source, medium, campaign, link, device"


def upgrade() -> None:
    op.execute("ALTER TABLE orders ADD COLUMN source jsonb")
    for table, time, kind in (
        ("visit_hours", "hour_at", "timestamptz"),
        ("visit_days", "day", "date"),
    ):
        op.execute(f"""
            CREATE TABLE {table} (
                organization_id uuid NOT NULL, event_id uuid NOT NULL, {time} {kind} NOT NULL,
                step text NOT NULL, {SOURCE}, visits bigint NOT NULL,
                CONSTRAINT pk_{table}
                    PRIMARY KEY (organization_id, event_id, {time}, step, {KEY}),
                CONSTRAINT ck_{table}_step CHECK (step IN ('seen', 'started')),
                CONSTRAINT fk_{table}_organization_id_event_id
                    FOREIGN KEY (organization_id, event_id)
                    REFERENCES events (organization_id, id) ON DELETE CASCADE
            )
        """)
    op.execute("""
        CREATE TABLE visit_counting (
            organization_id uuid NOT NULL, id uuid NOT NULL, is_on boolean NOT NULL,
            version bigint NOT NULL,
            CONSTRAINT pk_visit_counting PRIMARY KEY (organization_id, id),
            CONSTRAINT uq_visit_counting_organization_id UNIQUE (organization_id),
            CONSTRAINT fk_visit_counting_organization_id
                FOREIGN KEY (organization_id) REFERENCES organizations (id)
        )
    """)
    tenant_table("visit_hours", operator=("SELECT",))
    tenant_table("visit_days")
    tenant_table("visit_counting")


def downgrade() -> None:
    for table in ("visit_counting", "visit_days", "visit_hours"):
        op.execute(f"DROP TABLE {table}")
    op.execute("ALTER TABLE orders DROP COLUMN source")
