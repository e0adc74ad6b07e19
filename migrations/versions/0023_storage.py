"""Where a file lies, what is drawn of it, uploads under way, and files of events."""

from alembic import op

from turnout.kernel.db.ddl import operator_policy, tenant_table

revision = "0023_storage"
down_revision = "0022_series"


def upgrade() -> None:
    op.execute("""
        ALTER TABLE files
            ADD COLUMN store text NOT NULL DEFAULT 'folder',
            ADD COLUMN scan text NOT NULL DEFAULT 'none',
            ADD COLUMN placeholder text,
            ADD CONSTRAINT ck_files_scan CHECK (scan IN ('none', 'pending', 'clean', 'infected'))
    """)
    _variants()
    _uploads()
    _work()
    _event_files()


def _variants() -> None:
    op.execute("""
        CREATE TABLE file_variants (
            organization_id uuid NOT NULL,
            id uuid NOT NULL,
            file_id uuid NOT NULL,
            media_type text NOT NULL,
            width bigint NOT NULL,
            height bigint NOT NULL,
            bytes bigint NOT NULL,
            sha256 text NOT NULL,
            storage_key text NOT NULL,
            store text NOT NULL,
            created_at timestamptz NOT NULL,
            CONSTRAINT pk_file_variants PRIMARY KEY (organization_id, id),
            CONSTRAINT fk_file_variants_organization_id FOREIGN KEY (organization_id)
                REFERENCES organizations (id),
            CONSTRAINT fk_file_variants_organization_id_file_id
                FOREIGN KEY (organization_id, file_id)
                REFERENCES files (organization_id, id) ON DELETE CASCADE,
            CONSTRAINT uq_file_variants_organization_id_file_id_media_type_width
                UNIQUE (organization_id, file_id, media_type, width),
            CONSTRAINT ck_file_variants_bytes CHECK (bytes > 0),
            CONSTRAINT ck_file_variants_size CHECK (width > 0 AND height > 0)
        )
    """)
    tenant_table("file_variants")


def _uploads() -> None:
    op.execute("""
        CREATE TABLE file_uploads (
            organization_id uuid NOT NULL,
            id uuid NOT NULL,
            state text NOT NULL,
            name text NOT NULL,
            media_type text NOT NULL,
            bytes bigint NOT NULL,
            sha256 text,
            visibility text NOT NULL,
            store text NOT NULL,
            storage_key text NOT NULL,
            expires_at timestamptz NOT NULL,
            claimed_at timestamptz,
            file_id uuid,
            created_at timestamptz NOT NULL,
            CONSTRAINT pk_file_uploads PRIMARY KEY (organization_id, id),
            CONSTRAINT fk_file_uploads_organization_id FOREIGN KEY (organization_id)
                REFERENCES organizations (id),
            CONSTRAINT fk_file_uploads_organization_id_file_id
                FOREIGN KEY (organization_id, file_id)
                REFERENCES files (organization_id, id) ON DELETE CASCADE,
            CONSTRAINT ck_file_uploads_state
                CHECK (state IN ('storing', 'open', 'checking', 'done', 'refused')),
            CONSTRAINT ck_file_uploads_done CHECK ((state = 'done') = (file_id IS NOT NULL)),
            CONSTRAINT ck_file_uploads_visibility CHECK (visibility IN ('private', 'public')),
            CONSTRAINT ck_file_uploads_bytes CHECK (bytes > 0)
        )
    """)
    op.execute(
        "CREATE INDEX ix_file_uploads_organization_id_expires_at"
        " ON file_uploads (organization_id, expires_at)"
    )
    op.execute(
        "CREATE INDEX ix_file_uploads_organization_id_file_id"
        " ON file_uploads (organization_id, file_id)"
    )
    tenant_table("file_uploads")
    operator_policy("file_uploads", ("SELECT (organization_id, id, expires_at)",))


def _work() -> None:
    op.execute("""
        CREATE TABLE file_work (
            organization_id uuid NOT NULL,
            id uuid NOT NULL,
            kind text NOT NULL,
            file_id uuid,
            store text,
            storage_key text,
            due_at timestamptz NOT NULL,
            attempts bigint NOT NULL,
            given_up_at timestamptz,
            problem text,
            created_at timestamptz NOT NULL,
            CONSTRAINT pk_file_work PRIMARY KEY (organization_id, id),
            CONSTRAINT fk_file_work_organization_id FOREIGN KEY (organization_id)
                REFERENCES organizations (id),
            CONSTRAINT fk_file_work_organization_id_file_id
                FOREIGN KEY (organization_id, file_id)
                REFERENCES files (organization_id, id) ON DELETE CASCADE,
            CONSTRAINT ck_file_work_kind CHECK (kind IN ('scan', 'variants', 'remove')),
            CONSTRAINT ck_file_work_subject CHECK (
                (kind = 'remove') = (file_id IS NULL)
                AND (kind = 'remove') = (storage_key IS NOT NULL)
                AND (kind = 'remove') = (store IS NOT NULL))
        )
    """)
    op.execute(
        "CREATE INDEX ix_file_work_due ON file_work (organization_id, due_at)"
        " WHERE given_up_at IS NULL"
    )
    op.execute(
        "CREATE INDEX ix_file_work_organization_id_file_id ON file_work (organization_id, file_id)"
    )
    tenant_table("file_work")
    operator_policy("file_work", ("SELECT (organization_id, id, due_at, given_up_at)",))


def _event_files() -> None:
    op.execute("""
        CREATE TABLE event_files (
            organization_id uuid NOT NULL,
            id uuid NOT NULL,
            event_id uuid NOT NULL,
            file_id uuid NOT NULL,
            audience text NOT NULL,
            title text NOT NULL,
            position bigint NOT NULL,
            created_at timestamptz NOT NULL,
            version bigint NOT NULL,
            CONSTRAINT pk_event_files PRIMARY KEY (organization_id, id),
            CONSTRAINT fk_event_files_organization_id FOREIGN KEY (organization_id)
                REFERENCES organizations (id),
            CONSTRAINT fk_event_files_organization_id_event_id
                FOREIGN KEY (organization_id, event_id)
                REFERENCES events (organization_id, id) ON DELETE CASCADE,
            CONSTRAINT fk_event_files_organization_id_file_id
                FOREIGN KEY (organization_id, file_id)
                REFERENCES files (organization_id, id),
            CONSTRAINT uq_event_files_organization_id_event_id_file_id
                UNIQUE (organization_id, event_id, file_id),
            CONSTRAINT ck_event_files_audience CHECK (audience IN ('public', 'holders', 'staff'))
        )
    """)
    op.execute(
        "CREATE INDEX ix_event_files_organization_id_file_id"
        " ON event_files (organization_id, file_id)"
    )
    tenant_table("event_files")
