"""Attendee imports: tables that were sent, their rows, and which of them came in."""

from alembic import op

from turnout.kernel.db.ddl import tenant_table

revision = "0091_attendee_imports"
down_revision = "0090_platform_health"


def upgrade() -> None:
    op.execute("""
        CREATE TABLE attendee_imports (
            organization_id uuid NOT NULL, id uuid NOT NULL, event_id uuid NOT NULL,
            file_name text NOT NULL, sha256 text NOT NULL, columns jsonb NOT NULL,
            mapping jsonb NOT NULL, state text NOT NULL, version bigint NOT NULL,
            created_at timestamptz NOT NULL, created_by text NOT NULL, checked_at timestamptz,
            job_id uuid, expires_at timestamptz NOT NULL, emptied_at timestamptz,
            CONSTRAINT pk_attendee_imports PRIMARY KEY (organization_id, id),
            CONSTRAINT fk_attendee_imports_organization_id_event_id
                FOREIGN KEY (organization_id, event_id) REFERENCES events (organization_id, id)
                ON DELETE CASCADE,
            CONSTRAINT fk_attendee_imports_organization_id_job_id
                FOREIGN KEY (organization_id, job_id) REFERENCES jobs (organization_id, id)
                ON DELETE SET NULL (job_id),
            CONSTRAINT ck_attendee_imports_state
                CHECK (state IN ('open', 'checked', 'running', 'done'))
        );
        CREATE INDEX ix_attendee_imports_event_id
            ON attendee_imports (organization_id, event_id, created_at, id);
        CREATE INDEX ix_attendee_imports_job_id ON attendee_imports (organization_id, job_id);
        CREATE INDEX ix_attendee_imports_expires_at
            ON attendee_imports (organization_id, expires_at) WHERE emptied_at IS NULL;
        CREATE TABLE attendee_import_rows (
            organization_id uuid NOT NULL, id uuid NOT NULL, import_id uuid NOT NULL,
            line bigint NOT NULL, cells jsonb NOT NULL, email text NOT NULL DEFAULT '',
            state text NOT NULL, reasons jsonb NOT NULL DEFAULT '[]', draft jsonb,
            order_position bigint, order_id uuid,
            CONSTRAINT pk_attendee_import_rows PRIMARY KEY (organization_id, id),
            CONSTRAINT fk_attendee_import_rows_organization_id_import_id
                FOREIGN KEY (organization_id, import_id)
                REFERENCES attendee_imports (organization_id, id) ON DELETE CASCADE,
            CONSTRAINT fk_attendee_import_rows_organization_id_order_id
                FOREIGN KEY (organization_id, order_id) REFERENCES orders (organization_id, id),
            CONSTRAINT uq_attendee_import_rows_import_id_line
                UNIQUE (organization_id, import_id, line),
            CONSTRAINT ck_attendee_import_rows_state
                CHECK (state IN ('waiting', 'ready', 'skipped', 'refused', 'imported')),
            CONSTRAINT ck_attendee_import_rows_order
                CHECK ((state = 'imported') = (order_id IS NOT NULL))
        );
        CREATE INDEX ix_attendee_import_rows_order_position
            ON attendee_import_rows (organization_id, import_id, order_position);
        CREATE INDEX ix_attendee_import_rows_order_id
            ON attendee_import_rows (organization_id, order_id);
        CREATE TABLE attendee_import_keys (
            organization_id uuid NOT NULL, id uuid NOT NULL, event_id uuid NOT NULL,
            key text NOT NULL, order_id uuid NOT NULL,
            CONSTRAINT pk_attendee_import_keys PRIMARY KEY (organization_id, id),
            CONSTRAINT fk_attendee_import_keys_organization_id_event_id
                FOREIGN KEY (organization_id, event_id) REFERENCES events (organization_id, id)
                ON DELETE CASCADE,
            CONSTRAINT fk_attendee_import_keys_organization_id_order_id
                FOREIGN KEY (organization_id, order_id) REFERENCES orders (organization_id, id)
                ON DELETE CASCADE,
            CONSTRAINT uq_attendee_import_keys_event_id_key UNIQUE (organization_id, event_id, key)
        );
        CREATE INDEX ix_attendee_import_keys_order_id
            ON attendee_import_keys (organization_id, order_id);
    """)
    tenant_table("attendee_imports", operator=("SELECT",), redact=("columns", "file_name"))
    tenant_table("attendee_import_rows")
    tenant_table("attendee_import_keys")


def downgrade() -> None:
    op.execute("DROP TABLE attendee_import_keys, attendee_import_rows, attendee_imports")
