"""Tables of files: stored files, their variants, uploads, jobs, and the files of events."""

from alembic import op

from turnout.kernel.db.ddl import tenant_table

revision = "0005_files"
down_revision = "0004_connections"


def upgrade() -> None:
    _files()
    _file_variants()
    _file_uploads()
    _file_jobs()
    _event_files()
    _references()


def _files() -> None:
    op.execute("""
        CREATE TABLE files (
            organization_id uuid NOT NULL, id uuid NOT NULL,
            name text NOT NULL, kind text NOT NULL, media_type text NOT NULL, bytes bigint NOT NULL,
            sha256 text NOT NULL, storage_key text NOT NULL, visibility text NOT NULL, width bigint,
            height bigint, created_at timestamptz NOT NULL, version bigint NOT NULL,
            store text NOT NULL DEFAULT 'folder', scan text NOT NULL DEFAULT 'none',
            placeholder text, is_entrusted boolean NOT NULL DEFAULT false,
            CONSTRAINT pk_files PRIMARY KEY (organization_id, id),
            CONSTRAINT fk_files_organization_id
                FOREIGN KEY (organization_id) REFERENCES organizations (id),
            CONSTRAINT ck_files_kind CHECK (kind IN ('image', 'document')),
            CONSTRAINT ck_files_visibility CHECK (visibility IN ('private', 'public')),
            CONSTRAINT ck_files_bytes CHECK (bytes > 0),
            CONSTRAINT ck_files_size
                CHECK ((kind = 'image') = (width IS NOT NULL AND height IS NOT NULL)),
            CONSTRAINT ck_files_scan CHECK (scan IN ('none', 'pending', 'clean', 'infected')),
            CONSTRAINT ck_files_entrusted CHECK (NOT is_entrusted OR visibility = 'private')
        )
    """)
    tenant_table("files")


def _file_variants() -> None:
    op.execute("""
        CREATE TABLE file_variants (
            organization_id uuid NOT NULL, id uuid NOT NULL, file_id uuid NOT NULL,
            media_type text NOT NULL, width bigint NOT NULL, height bigint NOT NULL,
            bytes bigint NOT NULL, sha256 text NOT NULL, storage_key text NOT NULL,
            store text NOT NULL, created_at timestamptz NOT NULL,
            CONSTRAINT pk_file_variants PRIMARY KEY (organization_id, id),
            CONSTRAINT uq_file_variants_organization_id_file_id_media_type_width
                UNIQUE (organization_id, file_id, media_type, width),
            CONSTRAINT fk_file_variants_organization_id
                FOREIGN KEY (organization_id) REFERENCES organizations (id),
            CONSTRAINT fk_file_variants_organization_id_file_id
                FOREIGN KEY (organization_id, file_id)
                REFERENCES files (organization_id, id) ON DELETE CASCADE,
            CONSTRAINT ck_file_variants_bytes CHECK (bytes > 0),
            CONSTRAINT ck_file_variants_size CHECK (width > 0 AND height > 0)
        )
    """)
    tenant_table("file_variants")


def _file_uploads() -> None:
    op.execute("""
        CREATE TABLE file_uploads (
            organization_id uuid NOT NULL, id uuid NOT NULL,
            state text NOT NULL, name text NOT NULL, media_type text NOT NULL,
            bytes bigint NOT NULL, sha256 text, visibility text NOT NULL, store text NOT NULL,
            storage_key text NOT NULL, expires_at timestamptz NOT NULL, claimed_at timestamptz,
            file_id uuid, created_at timestamptz NOT NULL,
            CONSTRAINT pk_file_uploads PRIMARY KEY (organization_id, id),
            CONSTRAINT fk_file_uploads_organization_id
                FOREIGN KEY (organization_id) REFERENCES organizations (id),
            CONSTRAINT fk_file_uploads_organization_id_file_id
                FOREIGN KEY (organization_id, file_id)
                REFERENCES files (organization_id, id) ON DELETE CASCADE,
            CONSTRAINT ck_file_uploads_state
                CHECK (state IN ('storing', 'open', 'checking', 'done', 'refused')),
            CONSTRAINT ck_file_uploads_done CHECK ((state = 'done') = (file_id IS NOT NULL)),
            CONSTRAINT ck_file_uploads_visibility CHECK (visibility IN ('private', 'public')),
            CONSTRAINT ck_file_uploads_bytes CHECK (bytes > 0)
        );
        CREATE INDEX ix_file_uploads_organization_id_expires_at
            ON file_uploads (organization_id, expires_at);
        CREATE INDEX ix_file_uploads_organization_id_file_id
            ON file_uploads (organization_id, file_id)
    """)
    tenant_table("file_uploads", operator=("SELECT (organization_id, id, expires_at)",))


def _file_jobs() -> None:
    op.execute("""
        CREATE TABLE file_jobs (
            organization_id uuid NOT NULL, id uuid NOT NULL,
            kind text NOT NULL, file_id uuid, store text, storage_key text,
            due_at timestamptz NOT NULL, attempts bigint NOT NULL, given_up_at timestamptz,
            problem text, created_at timestamptz NOT NULL,
            CONSTRAINT pk_file_jobs PRIMARY KEY (organization_id, id),
            CONSTRAINT fk_file_jobs_organization_id
                FOREIGN KEY (organization_id) REFERENCES organizations (id),
            CONSTRAINT fk_file_jobs_organization_id_file_id
                FOREIGN KEY (organization_id, file_id)
                REFERENCES files (organization_id, id) ON DELETE CASCADE,
            CONSTRAINT ck_file_jobs_kind CHECK (kind IN ('scan', 'variants', 'remove')),
            CONSTRAINT ck_file_jobs_subject CHECK (
                (kind = 'remove') = (file_id IS NULL)
                AND (kind = 'remove') = (storage_key IS NOT NULL)
                AND (kind = 'remove') = (store IS NOT NULL))
        );
        CREATE INDEX ix_file_jobs_due
            ON file_jobs (organization_id, due_at) WHERE given_up_at IS NULL;
        CREATE INDEX ix_file_jobs_organization_id_file_id ON file_jobs (organization_id, file_id)
    """)
    tenant_table("file_jobs", operator=("SELECT (organization_id, id, due_at, given_up_at)",))


def _event_files() -> None:
    op.execute("""
        CREATE TABLE event_files (
            organization_id uuid NOT NULL, id uuid NOT NULL, event_id uuid NOT NULL,
            file_id uuid NOT NULL,
            audience text NOT NULL, title text NOT NULL, position bigint NOT NULL,
            created_at timestamptz NOT NULL, version bigint NOT NULL,
            CONSTRAINT pk_event_files PRIMARY KEY (organization_id, id),
            CONSTRAINT uq_event_files_organization_id_event_id_file_id
                UNIQUE (organization_id, event_id, file_id),
            CONSTRAINT fk_event_files_organization_id
                FOREIGN KEY (organization_id) REFERENCES organizations (id),
            CONSTRAINT fk_event_files_organization_id_file_id
                FOREIGN KEY (organization_id, file_id) REFERENCES files (organization_id, id),
            CONSTRAINT ck_event_files_audience CHECK (audience IN ('public', 'holders', 'staff'))
        );
        CREATE INDEX ix_event_files_organization_id_file_id
            ON event_files (organization_id, file_id)
    """)
    tenant_table("event_files")


def _references() -> None:
    """Foreign keys of tables that stand in earlier files."""
    op.execute("""
        ALTER TABLE organizations ADD CONSTRAINT fk_organizations_id_logo_file_id
            FOREIGN KEY (id, logo_file_id) REFERENCES files (organization_id, id)
    """)
