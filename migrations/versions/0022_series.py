"""Series and templates of events, access codes, custom fields, and what becomes of orders."""

from alembic import op

from turnout.kernel.db.ddl import tenant_table

revision = "0022_series"
down_revision = "0021_forms"

STATES = (
    "'draft', 'review', 'published', 'live', 'ended', 'cancelled', 'postponed', 'archived',"
    " 'deleted'"
)


def upgrade() -> None:
    _series()
    _events()
    _access()
    _aftermaths()
    _field_schemas()
    _people()
    _ends_with_its_event()


def _series() -> None:
    op.execute("""
        CREATE TABLE event_series (
            organization_id uuid NOT NULL,
            id uuid NOT NULL,
            slug text NOT NULL,
            title text NOT NULL,
            summary text NOT NULL,
            description text NOT NULL,
            cover_file_id uuid,
            is_public boolean NOT NULL,
            rule text,
            starts_local timestamp,
            time_zone text NOT NULL,
            added_times jsonb NOT NULL,
            left_out_times jsonb NOT NULL,
            model_event_id uuid,
            due_at timestamptz,
            created_at timestamptz NOT NULL,
            updated_at timestamptz NOT NULL,
            version bigint NOT NULL,
            CONSTRAINT pk_event_series PRIMARY KEY (organization_id, id),
            CONSTRAINT fk_event_series_organization_id FOREIGN KEY (organization_id)
                REFERENCES organizations (id),
            CONSTRAINT fk_event_series_organization_id_cover_file_id
                FOREIGN KEY (organization_id, cover_file_id)
                REFERENCES files (organization_id, id),
            CONSTRAINT uq_event_series_organization_id_slug UNIQUE (organization_id, slug),
            CONSTRAINT ck_event_series_slug CHECK (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
            CONSTRAINT ck_event_series_rule CHECK ((rule IS NULL) = (starts_local IS NULL))
        )
    """)
    op.execute("""
        CREATE INDEX ix_event_series_organization_id_cover_file_id
        ON event_series (organization_id, cover_file_id)
    """)
    op.execute("""
        CREATE INDEX ix_event_series_due ON event_series (organization_id, due_at)
        WHERE due_at IS NOT NULL
    """)
    tenant_table("event_series", operator=("SELECT",))


def _events() -> None:
    op.execute(f"""
        ALTER TABLE events
            ADD COLUMN is_template boolean NOT NULL DEFAULT false,
            ADD COLUMN series_id uuid,
            ADD COLUMN occurrence_local timestamp,
            ADD COLUMN is_own boolean NOT NULL DEFAULT false,
            ADD COLUMN custom jsonb NOT NULL DEFAULT '{{}}',
            ADD COLUMN translations jsonb NOT NULL DEFAULT '{{}}',
            ADD COLUMN contact_name text NOT NULL DEFAULT '',
            ADD COLUMN contact_phone text NOT NULL DEFAULT '',
            ADD CONSTRAINT fk_events_organization_id_series_id
                FOREIGN KEY (organization_id, series_id)
                REFERENCES event_series (organization_id, id),
            ADD CONSTRAINT uq_events_organization_id_series_id_occurrence_local
                UNIQUE (organization_id, series_id, occurrence_local),
            ADD CONSTRAINT ck_events_occurrence CHECK (
                occurrence_local IS NULL OR series_id IS NOT NULL),
            ADD CONSTRAINT ck_events_template CHECK (
                NOT is_template OR (series_id IS NULL
                    AND state IN ('draft', 'archived', 'deleted'))),
            DROP CONSTRAINT ck_events_state,
            ADD CONSTRAINT ck_events_state CHECK (state IN ({STATES})),
            DROP CONSTRAINT ck_events_archived_from,
            ADD CONSTRAINT ck_events_archived_from CHECK (
                (state IN ('archived', 'deleted')) = (archived_from IS NOT NULL))
    """)
    # Drafts deleted before this are marked by `deleted_at` alone; they stay out of sight.
    op.execute("""
        ALTER TABLE events ADD CONSTRAINT ck_events_deleted
            CHECK (state <> 'deleted' OR deleted_at IS NOT NULL)
    """)


def _access() -> None:
    op.execute("""
        CREATE TABLE event_access_codes (
            organization_id uuid NOT NULL,
            id uuid NOT NULL,
            event_id uuid NOT NULL,
            label text NOT NULL,
            email text,
            key_id text NOT NULL,
            code_hash bytea NOT NULL,
            expires_at timestamptz,
            revoked_at timestamptz,
            created_at timestamptz NOT NULL,
            CONSTRAINT pk_event_access_codes PRIMARY KEY (organization_id, id),
            CONSTRAINT fk_event_access_codes_organization_id_event_id
                FOREIGN KEY (organization_id, event_id)
                REFERENCES events (organization_id, id) ON DELETE CASCADE,
            CONSTRAINT uq_event_access_codes_organization_id_event_id_code_hash
                UNIQUE (organization_id, event_id, code_hash)
        )
    """)
    tenant_table("event_access_codes", redact=("code_hash", "email"))


def _aftermaths() -> None:
    op.execute("""
        CREATE TABLE event_aftermaths (
            organization_id uuid NOT NULL,
            id uuid NOT NULL,
            event_id uuid NOT NULL,
            step text NOT NULL,
            orders text NOT NULL,
            reason text NOT NULL,
            due_at timestamptz,
            done_at timestamptz,
            last_seen uuid,
            total bigint NOT NULL,
            handled bigint NOT NULL,
            failed bigint NOT NULL,
            created_at timestamptz NOT NULL,
            CONSTRAINT pk_event_aftermaths PRIMARY KEY (organization_id, id),
            CONSTRAINT fk_event_aftermaths_organization_id_event_id
                FOREIGN KEY (organization_id, event_id)
                REFERENCES events (organization_id, id) ON DELETE CASCADE,
            CONSTRAINT ck_event_aftermaths_step CHECK (step IN ('cancel', 'postpone', 'move')),
            CONSTRAINT ck_event_aftermaths_orders CHECK (orders IN ('keep', 'refund', 'ask')),
            CONSTRAINT ck_event_aftermaths_counts CHECK (
                total >= 0 AND failed >= 0 AND handled >= failed),
            CONSTRAINT ck_event_aftermaths_open CHECK ((due_at IS NULL) = (done_at IS NOT NULL))
        )
    """)
    op.execute("""
        CREATE INDEX ix_event_aftermaths_organization_id_event_id_id
        ON event_aftermaths (organization_id, event_id, id)
    """)
    op.execute("""
        CREATE INDEX ix_event_aftermaths_due ON event_aftermaths (organization_id, due_at)
        WHERE due_at IS NOT NULL
    """)
    tenant_table("event_aftermaths", operator=("SELECT",))


def _field_schemas() -> None:
    op.execute("""
        CREATE TABLE event_field_schemas (
            organization_id uuid NOT NULL,
            id uuid NOT NULL,
            fields jsonb NOT NULL,
            updated_at timestamptz NOT NULL,
            version bigint NOT NULL,
            CONSTRAINT pk_event_field_schemas PRIMARY KEY (organization_id, id),
            CONSTRAINT fk_event_field_schemas_organization_id FOREIGN KEY (organization_id)
                REFERENCES organizations (id),
            CONSTRAINT uq_event_field_schemas_organization_id UNIQUE (organization_id)
        )
    """)
    tenant_table("event_field_schemas")


def _people() -> None:
    op.execute("""
        CREATE TABLE event_favourites (
            organization_id uuid NOT NULL,
            id uuid NOT NULL,
            user_id uuid NOT NULL,
            event_id uuid NOT NULL,
            created_at timestamptz NOT NULL,
            CONSTRAINT pk_event_favourites PRIMARY KEY (organization_id, id),
            CONSTRAINT fk_event_favourites_organization_id_event_id
                FOREIGN KEY (organization_id, event_id)
                REFERENCES events (organization_id, id) ON DELETE CASCADE,
            CONSTRAINT fk_event_favourites_user_id FOREIGN KEY (user_id)
                REFERENCES users (id) ON DELETE CASCADE,
            CONSTRAINT uq_event_favourites_organization_id_event_id_user_id
                UNIQUE (organization_id, event_id, user_id)
        )
    """)
    op.execute("CREATE INDEX ix_event_favourites_user_id ON event_favourites (user_id)")
    tenant_table("event_favourites", operator=("SELECT",), person_column="user_id")
    op.execute("""
        CREATE TABLE event_followers (
            organization_id uuid NOT NULL,
            id uuid NOT NULL,
            user_id uuid NOT NULL,
            created_at timestamptz NOT NULL,
            CONSTRAINT pk_event_followers PRIMARY KEY (organization_id, id),
            CONSTRAINT fk_event_followers_organization_id FOREIGN KEY (organization_id)
                REFERENCES organizations (id),
            CONSTRAINT fk_event_followers_user_id FOREIGN KEY (user_id)
                REFERENCES users (id) ON DELETE CASCADE,
            CONSTRAINT uq_event_followers_organization_id_user_id UNIQUE (organization_id, user_id)
        )
    """)
    op.execute("CREATE INDEX ix_event_followers_user_id ON event_followers (user_id)")
    tenant_table("event_followers", operator=("SELECT",), person_column="user_id")


def _ends_with_its_event() -> None:
    """What is on sale goes with an event that is deleted for good; records of money hold it."""
    for table in ("ticket_types", "inventory_pools"):
        op.execute(f"""
            ALTER TABLE {table}
                DROP CONSTRAINT fk_{table}_organization_id_event_id,
                ADD CONSTRAINT fk_{table}_organization_id_event_id
                    FOREIGN KEY (organization_id, event_id)
                    REFERENCES events (organization_id, id) ON DELETE CASCADE
        """)
