"""Visits to the pages of sessions, by day."""

from alembic import op

from turnout.kernel.db.ddl import tenant_table

revision = "0210_session_visits"
down_revision = "0209_event_popularity"


def upgrade() -> None:
    op.execute("""
        CREATE TABLE visit_session_days (
            organization_id uuid NOT NULL, event_id uuid NOT NULL, session_id uuid NOT NULL,
            day date NOT NULL, visits bigint NOT NULL,
            CONSTRAINT pk_visit_session_days PRIMARY KEY (organization_id, session_id, day),
            CONSTRAINT fk_visit_session_days_organization_id_event_id
                FOREIGN KEY (organization_id, event_id) REFERENCES events (organization_id, id)
                ON DELETE CASCADE
        );
        CREATE INDEX ix_visit_session_days_event_id
            ON visit_session_days (organization_id, event_id)
    """)
    tenant_table("visit_session_days")


def downgrade() -> None:
    op.execute("DROP TABLE visit_session_days")
