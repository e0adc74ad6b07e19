"""Check-in devices: joining codes, devices with their tokens, and what devices report."""

from alembic import op

from turnout.kernel.db.ddl import tenant_table

revision = "0097_checkin_devices"
down_revision = "0096_discount_code_pause"

SCOPE = """
    event_id uuid NOT NULL, list_ids jsonb, gate text NOT NULL,
    starts_at timestamptz, ends_at timestamptz NOT NULL,
"""


def upgrade() -> None:
    op.execute(f"""
        CREATE TABLE checkin_joining_codes (
            organization_id uuid NOT NULL, id uuid NOT NULL, {SCOPE}
            code_hash bytea NOT NULL, max_uses bigint NOT NULL, uses bigint NOT NULL,
            expires_at timestamptz NOT NULL, revoked_at timestamptz,
            created_at timestamptz NOT NULL, created_by text NOT NULL,
            CONSTRAINT pk_checkin_joining_codes PRIMARY KEY (organization_id, id),
            CONSTRAINT fk_checkin_joining_codes_organization_id_event_id
                FOREIGN KEY (organization_id, event_id)
                REFERENCES events (organization_id, id) ON DELETE CASCADE,
            CONSTRAINT uq_checkin_joining_codes_code_hash UNIQUE (organization_id, code_hash),
            CONSTRAINT ck_checkin_joining_codes_uses CHECK (uses BETWEEN 0 AND max_uses),
            CONSTRAINT ck_checkin_joining_codes_window CHECK (starts_at < ends_at)
        );
        CREATE INDEX ix_checkin_joining_codes_event_id
            ON checkin_joining_codes (organization_id, event_id, id);
        CREATE TABLE checkin_devices (
            organization_id uuid NOT NULL, id uuid NOT NULL, {SCOPE}
            name text NOT NULL, joining_code_id uuid NOT NULL, token_hash bytea NOT NULL,
            joined_at timestamptz NOT NULL, revoked_at timestamptz, revoked_by text,
            CONSTRAINT pk_checkin_devices PRIMARY KEY (organization_id, id),
            CONSTRAINT fk_checkin_devices_organization_id_event_id
                FOREIGN KEY (organization_id, event_id)
                REFERENCES events (organization_id, id) ON DELETE CASCADE,
            CONSTRAINT fk_checkin_devices_organization_id_joining_code_id
                FOREIGN KEY (organization_id, joining_code_id)
                REFERENCES checkin_joining_codes (organization_id, id) ON DELETE CASCADE,
            CONSTRAINT uq_checkin_devices_token_hash UNIQUE (organization_id, token_hash),
            CONSTRAINT ck_checkin_devices_window CHECK (starts_at < ends_at),
            CONSTRAINT ck_checkin_devices_revoked
                CHECK ((revoked_at IS NULL) = (revoked_by IS NULL))
        );
        CREATE UNIQUE INDEX ux_checkin_devices_name
            ON checkin_devices (organization_id, event_id, lower(name)) WHERE revoked_at IS NULL;
        CREATE INDEX ix_checkin_devices_joining_code_id
            ON checkin_devices (organization_id, joining_code_id);
        CREATE TABLE checkin_device_status (
            organization_id uuid NOT NULL, device_id uuid NOT NULL, seen_at timestamptz NOT NULL,
            battery_percent bigint, app_version text NOT NULL, queue_length bigint NOT NULL,
            clock_offset_seconds bigint,
            CONSTRAINT pk_checkin_device_status PRIMARY KEY (organization_id, device_id),
            CONSTRAINT fk_checkin_device_status_organization_id_device_id
                FOREIGN KEY (organization_id, device_id)
                REFERENCES checkin_devices (organization_id, id) ON DELETE CASCADE,
            CONSTRAINT ck_checkin_device_status_battery CHECK (battery_percent BETWEEN 0 AND 100),
            CONSTRAINT ck_checkin_device_status_queue CHECK (queue_length >= 0)
        );
        ALTER TABLE admissions DROP CONSTRAINT ck_admissions_method;
        ALTER TABLE admissions ADD CONSTRAINT ck_admissions_method
            CHECK (method IN ('scan', 'code', 'name'))
    """)
    tenant_table("checkin_joining_codes", redact=("code_hash",))
    tenant_table("checkin_devices", redact=("token_hash",))
    tenant_table("checkin_device_status")


def downgrade() -> None:
    op.execute("""
        DROP TABLE checkin_device_status, checkin_devices, checkin_joining_codes;
        ALTER TABLE admissions DROP CONSTRAINT ck_admissions_method;
        ALTER TABLE admissions ADD CONSTRAINT ck_admissions_method
            CHECK (method IN ('scan', 'code'))
    """)
