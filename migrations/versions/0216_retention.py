"""Retention policies of organizations, and what they took."""

from alembic import op

from turnout.kernel.db.ddl import tenant_table

revision = "0216_retention"
down_revision = "0215_pdf_exports"


def upgrade() -> None:
    op.execute("""
        CREATE TABLE retention_policies (
            organization_id uuid NOT NULL, id uuid NOT NULL,
            kind text NOT NULL, months bigint NOT NULL, begins_at timestamptz NOT NULL,
            version bigint NOT NULL,
            CONSTRAINT pk_retention_policies PRIMARY KEY (organization_id, id),
            CONSTRAINT uq_retention_policies_organization_id_kind UNIQUE (organization_id, kind),
            CONSTRAINT fk_retention_policies_organization_id
                FOREIGN KEY (organization_id) REFERENCES organizations (id),
            CONSTRAINT ck_retention_policies_kind CHECK (kind IN ('people', 'answers')),
            CONSTRAINT ck_retention_policies_months CHECK (months BETWEEN 1 AND 120)
        )
    """)
    tenant_table("retention_policies", operator=("SELECT (organization_id, id, kind, begins_at)",))
    op.execute("""
        CREATE TABLE retention_runs (
            organization_id uuid NOT NULL, id uuid NOT NULL,
            event_id uuid NOT NULL, kind text NOT NULL,
            begun_at timestamptz NOT NULL, last_at timestamptz NOT NULL,
            event_rows_at timestamptz, pending jsonb,
            order_count bigint NOT NULL, deleted jsonb NOT NULL, anonymised jsonb NOT NULL,
            file_count bigint NOT NULL, log_entry_count bigint NOT NULL,
            CONSTRAINT pk_retention_runs PRIMARY KEY (organization_id, id),
            CONSTRAINT uq_retention_runs_organization_id_event_id_kind
                UNIQUE (organization_id, event_id, kind),
            CONSTRAINT fk_retention_runs_organization_id_event_id
                FOREIGN KEY (organization_id, event_id) REFERENCES events (organization_id, id)
                ON DELETE CASCADE,
            CONSTRAINT ck_retention_runs_kind CHECK (kind IN ('people', 'answers'))
        );
        CREATE INDEX ix_retention_runs_organization_id_last_at_id
            ON retention_runs (organization_id, last_at, id);
        CREATE INDEX ix_retention_runs_pending
            ON retention_runs (organization_id, id) WHERE pending IS NOT NULL
    """)
    tenant_table("retention_runs", app=("SELECT", "INSERT", "UPDATE"))


def downgrade() -> None:
    op.execute("DROP TABLE retention_runs; DROP TABLE retention_policies")
