"""Print stations: printers at the entrance, what prints for them, and their queues of badges."""

from alembic import op

from turnout.kernel.db.ddl import tenant_table

revision = "0180_print_stations"
down_revision = "0166_excludes_tax"
STATION = """
    FOREIGN KEY (organization_id, print_station_id) REFERENCES print_stations (organization_id, id)
        ON DELETE SET NULL (print_station_id)
"""


def upgrade() -> None:
    op.execute("""
        CREATE TABLE print_stations (
            organization_id uuid NOT NULL, id uuid NOT NULL, event_id uuid NOT NULL,
            name text NOT NULL, format text NOT NULL, dpi bigint NOT NULL,
            code_hash bytea, code_expires_at timestamptz, version bigint NOT NULL,
            created_at timestamptz NOT NULL, created_by text NOT NULL,
            CONSTRAINT pk_print_stations PRIMARY KEY (organization_id, id),
            CONSTRAINT fk_print_stations_organization_id_event_id
                FOREIGN KEY (organization_id, event_id) REFERENCES events (organization_id, id)
                ON DELETE CASCADE,
            CONSTRAINT uq_print_stations_code_hash UNIQUE (organization_id, code_hash),
            CONSTRAINT ck_print_stations_format CHECK (format IN ('pdf', 'zpl')),
            CONSTRAINT ck_print_stations_dpi CHECK ((format = 'zpl') = (dpi <> 0)),
            CONSTRAINT ck_print_stations_code CHECK ((code_hash IS NULL) = (code_expires_at IS NULL))
        );
        CREATE UNIQUE INDEX ux_print_stations_name
            ON print_stations (organization_id, event_id, lower(name));
        CREATE TABLE print_connectors (
            organization_id uuid NOT NULL, id uuid NOT NULL, event_id uuid NOT NULL,
            station_id uuid NOT NULL, name text NOT NULL, token_hash bytea NOT NULL,
            joined_at timestamptz NOT NULL, revoked_at timestamptz, revoked_by text,
            CONSTRAINT pk_print_connectors PRIMARY KEY (organization_id, id),
            CONSTRAINT uq_print_connectors_token_hash UNIQUE (organization_id, token_hash),
            CONSTRAINT fk_print_connectors_organization_id_event_id
                FOREIGN KEY (organization_id, event_id) REFERENCES events (organization_id, id)
                ON DELETE CASCADE,
            CONSTRAINT fk_print_connectors_organization_id_station_id
                FOREIGN KEY (organization_id, station_id)
                REFERENCES print_stations (organization_id, id) ON DELETE CASCADE
        );
        CREATE INDEX ix_print_connectors_event_id ON print_connectors (organization_id, event_id);
        CREATE INDEX ix_print_connectors_station_id
            ON print_connectors (organization_id, station_id, id);
        CREATE UNIQUE INDEX ux_print_connectors_one
            ON print_connectors (organization_id, station_id) WHERE revoked_at IS NULL;
        CREATE TABLE print_connector_status (
            organization_id uuid NOT NULL, connector_id uuid NOT NULL,
            seen_at timestamptz NOT NULL, app_version text NOT NULL,
            printer_state text NOT NULL, printer_detail text NOT NULL,
            CONSTRAINT pk_print_connector_status PRIMARY KEY (organization_id, connector_id),
            CONSTRAINT fk_print_connector_status_organization_id_connector_id
                FOREIGN KEY (organization_id, connector_id)
                REFERENCES print_connectors (organization_id, id) ON DELETE CASCADE,
            CONSTRAINT ck_print_connector_status_printer_state CHECK (printer_state IN
                ('ready', 'printing', 'paper_out', 'ribbon_out', 'head_open', 'paused', 'away',
                 'trouble'))
        );
        CREATE TABLE print_jobs (
            organization_id uuid NOT NULL, id uuid NOT NULL, event_id uuid NOT NULL,
            station_id uuid NOT NULL, kind text NOT NULL, run_id uuid, ticket_id uuid,
            state text NOT NULL, reason text NOT NULL, detail text NOT NULL,
            sent_from text NOT NULL, tries bigint NOT NULL, taken_by uuid,
            leased_until timestamptz, started_at timestamptz, ended_at timestamptz,
            retry_of uuid, created_at timestamptz NOT NULL, created_by text NOT NULL,
            expires_at timestamptz NOT NULL,
            CONSTRAINT pk_print_jobs PRIMARY KEY (organization_id, id),
            CONSTRAINT uq_print_jobs_retry_of UNIQUE (organization_id, retry_of),
            CONSTRAINT fk_print_jobs_organization_id_event_id
                FOREIGN KEY (organization_id, event_id) REFERENCES events (organization_id, id)
                ON DELETE CASCADE,
            CONSTRAINT fk_print_jobs_organization_id_station_id
                FOREIGN KEY (organization_id, station_id)
                REFERENCES print_stations (organization_id, id) ON DELETE CASCADE,
            CONSTRAINT fk_print_jobs_organization_id_run_id
                FOREIGN KEY (organization_id, run_id)
                REFERENCES badge_print_runs (organization_id, id) ON DELETE CASCADE,
            CONSTRAINT fk_print_jobs_organization_id_ticket_id
                FOREIGN KEY (organization_id, ticket_id) REFERENCES tickets (organization_id, id)
                ON DELETE CASCADE,
            CONSTRAINT fk_print_jobs_organization_id_retry_of
                FOREIGN KEY (organization_id, retry_of) REFERENCES print_jobs (organization_id, id)
                ON DELETE CASCADE,
            CONSTRAINT ck_print_jobs_kind CHECK (kind IN ('badge', 'test')),
            CONSTRAINT ck_print_jobs_content CHECK ((kind = 'badge') = (run_id IS NOT NULL)
                AND (kind = 'badge') = (ticket_id IS NOT NULL)),
            CONSTRAINT ck_print_jobs_state
                CHECK (state IN ('queued', 'taken', 'printed', 'failed', 'cancelled')),
            CONSTRAINT ck_print_jobs_reason CHECK (reason IN
                ('', 'expired', 'unclear', 'interrupted', 'printer', 'content')
                AND (state = 'failed') = (reason <> '')),
            CONSTRAINT ck_print_jobs_taken CHECK (
                (state <> 'taken' OR (taken_by IS NOT NULL AND leased_until IS NOT NULL))
                AND (state <> 'queued' OR (taken_by IS NULL AND started_at IS NULL)))
        );
        CREATE INDEX ix_print_jobs_open ON print_jobs (organization_id, station_id, id)
            WHERE state IN ('queued', 'taken');
        CREATE INDEX ix_print_jobs_station_id
            ON print_jobs (organization_id, station_id, created_at, id);
        CREATE INDEX ix_print_jobs_event_id
            ON print_jobs (organization_id, event_id, created_at, id);
        CREATE INDEX ix_print_jobs_run_id ON print_jobs (organization_id, run_id);
        CREATE INDEX ix_print_jobs_ticket_id ON print_jobs (organization_id, ticket_id)
    """)
    tenant_table("print_stations", redact=("code_hash",))
    tenant_table("print_connectors", redact=("token_hash",))
    tenant_table("print_connector_status")
    tenant_table("print_jobs")
    for table in ("checkin_joining_codes", "checkin_devices"):
        op.execute(f"""
            ALTER TABLE {table} ADD COLUMN print_station_id uuid,
                ADD CONSTRAINT fk_{table}_organization_id_print_station_id {STATION} NOT VALID;
            CREATE INDEX ix_{table}_print_station_id
                ON {table} (organization_id, print_station_id)
                WHERE print_station_id IS NOT NULL
        """)


def downgrade() -> None:
    op.execute("""
        ALTER TABLE checkin_devices DROP COLUMN print_station_id;
        ALTER TABLE checkin_joining_codes DROP COLUMN print_station_id;
        DROP TABLE print_jobs, print_connector_status, print_connectors, print_stations
    """)
