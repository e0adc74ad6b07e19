"""Table of connections: the adapters that an organization has configured."""

from alembic import op

from turnout.kernel.db.ddl import tenant_table

revision = "0004_connections"
down_revision = "0003_identity"


def upgrade() -> None:
    _connections()


def _connections() -> None:
    op.execute("""
        CREATE TABLE connections (
            organization_id uuid NOT NULL, id uuid NOT NULL,
            kind text NOT NULL, adapter_key text NOT NULL, name text NOT NULL,
            mode text NOT NULL, settings jsonb NOT NULL, secrets bytea NOT NULL,
            state text NOT NULL, position bigint NOT NULL,
            is_healthy boolean, health_detail text NOT NULL, checked_at timestamptz,
            version bigint NOT NULL, collects text NOT NULL DEFAULT 'at_once',
            countries jsonb NOT NULL DEFAULT '[]', currencies jsonb NOT NULL DEFAULT '[]',
            CONSTRAINT pk_connections PRIMARY KEY (organization_id, id),
            CONSTRAINT uq_connections_organization_id_kind_name
                UNIQUE (organization_id, kind, name),
            CONSTRAINT fk_connections_organization_id
                FOREIGN KEY (organization_id) REFERENCES organizations (id),
            CONSTRAINT ck_connections_state CHECK (state IN ('active', 'disabled')),
            CONSTRAINT ck_connections_mode CHECK (mode IN ('test', 'live')),
            CONSTRAINT ck_connections_collects CHECK (collects IN ('at_once', 'by_hand'))
        );
        CREATE INDEX ix_connections_organization_id_kind_position
            ON connections (organization_id, kind, position)
    """)
    tenant_table("connections", redact=("secrets",))
