"""Tables of files."""

from alembic import op

from turnout.kernel.db.ddl import tenant_table

revision = "0005_files"
down_revision = "0004_connections"


def upgrade() -> None:
    op.execute("""
        CREATE TABLE files (
            organization_id uuid NOT NULL,
            id uuid NOT NULL,
            name text NOT NULL,
            kind text NOT NULL,
            media_type text NOT NULL,
            bytes bigint NOT NULL,
            sha256 text NOT NULL,
            storage_key text NOT NULL,
            visibility text NOT NULL,
            width bigint,
            height bigint,
            created_at timestamptz NOT NULL,
            version bigint NOT NULL,
            CONSTRAINT pk_files PRIMARY KEY (organization_id, id),
            CONSTRAINT fk_files_organization_id FOREIGN KEY (organization_id)
                REFERENCES organizations (id),
            CONSTRAINT ck_files_kind CHECK (kind IN ('image', 'document')),
            CONSTRAINT ck_files_visibility CHECK (visibility IN ('private', 'public')),
            CONSTRAINT ck_files_bytes CHECK (bytes > 0),
            CONSTRAINT ck_files_size CHECK (
                (kind = 'image') = (width IS NOT NULL AND height IS NOT NULL))
        )
    """)
    tenant_table("files")
