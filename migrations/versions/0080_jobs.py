"""Jobs: long work on many things, and what came of each of them."""

from alembic import op

from turnout.kernel.db.ddl import tenant_table

revision = "0080_jobs"
down_revision = "0079_ownership_claims"


def upgrade() -> None:
    op.execute("""
        CREATE TABLE jobs (
            organization_id uuid NOT NULL CONSTRAINT fk_jobs_organization_id
                REFERENCES organizations (id),
            id uuid NOT NULL, kind text NOT NULL, state text NOT NULL, parameters jsonb NOT NULL,
            started_by text NOT NULL, started_at timestamptz NOT NULL, finished_at timestamptz,
            leased_until timestamptz,
            CONSTRAINT pk_jobs PRIMARY KEY (organization_id, id),
            CONSTRAINT ck_jobs_state CHECK (state IN ('running', 'done', 'cancelled')),
            CONSTRAINT ck_jobs_finished CHECK ((state = 'running') = (finished_at IS NULL))
        );
        CREATE INDEX ix_jobs_started_at ON jobs (organization_id, started_at, id);
        CREATE INDEX ix_jobs_running ON jobs (organization_id, started_at)
            WHERE state = 'running';
        CREATE TABLE job_items (
            organization_id uuid NOT NULL, id uuid NOT NULL, job_id uuid NOT NULL,
            position bigint NOT NULL, subject_id uuid NOT NULL, state text NOT NULL,
            code text NOT NULL DEFAULT '', detail text NOT NULL DEFAULT '',
            finished_at timestamptz,
            CONSTRAINT pk_job_items PRIMARY KEY (organization_id, id),
            CONSTRAINT fk_job_items_organization_id_job_id
                FOREIGN KEY (organization_id, job_id) REFERENCES jobs (organization_id, id)
                ON DELETE CASCADE,
            CONSTRAINT uq_job_items_job_id_subject_id
                UNIQUE (organization_id, job_id, subject_id),
            CONSTRAINT ck_job_items_state
                CHECK (state IN ('waiting', 'done', 'skipped', 'failed'))
        );
        CREATE INDEX ix_job_items_position ON job_items (organization_id, job_id, position);
        CREATE INDEX ix_job_items_waiting ON job_items (organization_id, job_id, position)
            WHERE state = 'waiting'
    """)
    tenant_table("jobs", operator=("SELECT", "DELETE"))
    tenant_table("job_items")


def downgrade() -> None:
    op.execute("DROP TABLE job_items, jobs")
