"""A connection that payments refer to is archived instead of deleted; its name is free again."""

from alembic import op

revision = "0032_archived_connections"
down_revision = "0031_secret_serial"


def upgrade() -> None:
    op.execute("""
        ALTER TABLE connections DROP CONSTRAINT ck_connections_state;
        ALTER TABLE connections ADD CONSTRAINT ck_connections_state
            CHECK (state IN ('active', 'disabled', 'archived'));
        CREATE UNIQUE INDEX uq_connections_name ON connections (organization_id, kind, name)
            WHERE state <> 'archived';
        ALTER TABLE connections DROP CONSTRAINT uq_connections_organization_id_kind_name
    """)


def downgrade() -> None:
    op.execute("""
        UPDATE connections SET state = 'disabled', name = name || ' ' || id::text
            WHERE state = 'archived';
        ALTER TABLE connections ADD CONSTRAINT uq_connections_organization_id_kind_name
            UNIQUE (organization_id, kind, name);
        DROP INDEX uq_connections_name;
        ALTER TABLE connections DROP CONSTRAINT ck_connections_state;
        ALTER TABLE connections ADD CONSTRAINT ck_connections_state
            CHECK (state IN ('active', 'disabled'))
    """)
