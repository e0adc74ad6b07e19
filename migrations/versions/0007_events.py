"""Tables of events: the event, its addresses, access, custom fields, and what follows a change."""

from alembic import op

from turnout.kernel.db.ddl import tenant_table

revision = "0007_events"
down_revision = "0006_venues"


def upgrade() -> None:
    _events()
    _event_slugs()
    _event_access_codes()
    _event_invitations()
    _event_field_schemas()
    _event_news()
    _event_order_actions()
    _references()


def _events() -> None:
    op.execute("""
        CREATE TABLE events (
            organization_id uuid NOT NULL, id uuid NOT NULL,
            slug text NOT NULL, title text NOT NULL, summary text NOT NULL,
            description text NOT NULL, kind text NOT NULL, visibility text NOT NULL,
            state text NOT NULL, archived_from text, starts_local timestamp, ends_local timestamp,
            time_zone text NOT NULL, starts_at timestamptz, ends_at timestamptz, venue_id uuid,
            location jsonb NOT NULL, online_url text, language text NOT NULL, cover_file_id uuid,
            contact_email text, category text NOT NULL, tags jsonb NOT NULL,
            state_reason text NOT NULL, published_at timestamptz, created_at timestamptz NOT NULL,
            updated_at timestamptz NOT NULL, deleted_at timestamptz, version bigint NOT NULL,
            is_template boolean NOT NULL DEFAULT false, series_id uuid, occurrence_local timestamp,
            is_detached boolean NOT NULL DEFAULT false, custom jsonb NOT NULL DEFAULT '{}',
            translations jsonb NOT NULL DEFAULT '{}', contact_name text NOT NULL DEFAULT '',
            contact_phone text NOT NULL DEFAULT '', feed_salt bytea,
            CONSTRAINT pk_events PRIMARY KEY (organization_id, id),
            CONSTRAINT uq_events_organization_id_series_id_occurrence_local
                UNIQUE (organization_id, series_id, occurrence_local),
            CONSTRAINT fk_events_organization_id
                FOREIGN KEY (organization_id) REFERENCES organizations (id),
            CONSTRAINT fk_events_organization_id_venue_id
                FOREIGN KEY (organization_id, venue_id) REFERENCES venues (organization_id, id),
            CONSTRAINT fk_events_organization_id_cover_file_id
                FOREIGN KEY (organization_id, cover_file_id) REFERENCES files (organization_id, id),
            CONSTRAINT ck_events_kind CHECK (kind IN ('in_person', 'online', 'hybrid')),
            CONSTRAINT ck_events_visibility CHECK (visibility IN ('public', 'unlisted', 'private')),
            CONSTRAINT ck_events_state CHECK (state IN ('draft', 'review', 'published', 'live',
                'ended', 'cancelled', 'postponed', 'archived', 'deleted')),
            CONSTRAINT ck_events_archived_from
                CHECK ((state IN ('archived', 'deleted')) = (archived_from IS NOT NULL)),
            CONSTRAINT ck_events_dates CHECK (
                (starts_at IS NULL) = (ends_at IS NULL)
                AND (starts_at IS NULL) = (starts_local IS NULL)
                AND (ends_at IS NULL) = (ends_local IS NULL)
                AND ends_at > starts_at),
            CONSTRAINT ck_events_on_sale
                CHECK (state NOT IN ('published', 'live', 'ended') OR starts_at IS NOT NULL),
            CONSTRAINT ck_events_occurrence
                CHECK (occurrence_local IS NULL OR series_id IS NOT NULL),
            CONSTRAINT ck_events_template CHECK (
                NOT is_template OR (series_id IS NULL
                    AND state IN ('draft', 'archived', 'deleted'))),
            CONSTRAINT ck_events_deleted CHECK (state <> 'deleted' OR deleted_at IS NOT NULL)
        );
        CREATE INDEX ix_events_organization_id_starts_at
            ON events (organization_id, starts_at) WHERE state IN ('published', 'live');
        CREATE INDEX ix_events_organization_id_venue_id ON events (organization_id, venue_id);
        CREATE INDEX ix_events_organization_id_cover_file_id
            ON events (organization_id, cover_file_id)
    """)
    tenant_table("events", operator=("SELECT",))


def _event_slugs() -> None:
    op.execute("""
        CREATE TABLE event_slugs (
            organization_id uuid NOT NULL, id uuid NOT NULL, event_id uuid NOT NULL,
            slug text NOT NULL, taken_at timestamptz NOT NULL,
            CONSTRAINT pk_event_slugs PRIMARY KEY (organization_id, id),
            CONSTRAINT uq_event_slugs_organization_id_slug UNIQUE (organization_id, slug),
            CONSTRAINT fk_event_slugs_organization_id_event_id
                FOREIGN KEY (organization_id, event_id)
                REFERENCES events (organization_id, id) ON DELETE CASCADE,
            CONSTRAINT ck_event_slugs_slug CHECK (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$')
        );
        CREATE INDEX ix_event_slugs_organization_id_event_id
            ON event_slugs (organization_id, event_id)
    """)
    tenant_table("event_slugs")


def _event_access_codes() -> None:
    op.execute("""
        CREATE TABLE event_access_codes (
            organization_id uuid NOT NULL, id uuid NOT NULL, event_id uuid NOT NULL,
            label text NOT NULL, email text, key_id text NOT NULL, code_hash bytea NOT NULL,
            expires_at timestamptz, revoked_at timestamptz, created_at timestamptz NOT NULL,
            CONSTRAINT pk_event_access_codes PRIMARY KEY (organization_id, id),
            CONSTRAINT uq_event_access_codes_organization_id_event_id_code_hash
                UNIQUE (organization_id, event_id, code_hash),
            CONSTRAINT fk_event_access_codes_organization_id_event_id
                FOREIGN KEY (organization_id, event_id)
                REFERENCES events (organization_id, id) ON DELETE CASCADE
        )
    """)
    tenant_table("event_access_codes", redact=("code_hash", "email"))


def _event_invitations() -> None:
    op.execute("""
        CREATE TABLE event_invitations (
            organization_id uuid NOT NULL, id uuid NOT NULL, event_id uuid NOT NULL,
            email text NOT NULL, name text NOT NULL, locale text NOT NULL, serial bigint NOT NULL,
            key_id text NOT NULL, secret_hash bytea NOT NULL, created_at timestamptz NOT NULL,
            asked_at timestamptz NOT NULL, mailed_at timestamptz, opened_at timestamptz,
            withdrawn_at timestamptz, expires_at timestamptz,
            CONSTRAINT pk_event_invitations PRIMARY KEY (organization_id, id),
            CONSTRAINT uq_event_invitations_organization_id_event_id_email
                UNIQUE (organization_id, event_id, email),
            CONSTRAINT fk_event_invitations_organization_id_event_id
                FOREIGN KEY (organization_id, event_id)
                REFERENCES events (organization_id, id) ON DELETE CASCADE
        );
        CREATE INDEX ix_event_invitations_organization_id_asked_at
            ON event_invitations (organization_id, asked_at)
    """)
    tenant_table("event_invitations", redact=("secret_hash", "email", "name"))


def _event_field_schemas() -> None:
    op.execute("""
        CREATE TABLE event_field_schemas (
            organization_id uuid NOT NULL, id uuid NOT NULL,
            fields jsonb NOT NULL, updated_at timestamptz NOT NULL, version bigint NOT NULL,
            CONSTRAINT pk_event_field_schemas PRIMARY KEY (organization_id, id),
            CONSTRAINT uq_event_field_schemas_organization_id UNIQUE (organization_id),
            CONSTRAINT fk_event_field_schemas_organization_id
                FOREIGN KEY (organization_id) REFERENCES organizations (id)
        )
    """)
    tenant_table("event_field_schemas")


def _event_news() -> None:
    op.execute("""
        CREATE TABLE event_news (
            organization_id uuid NOT NULL, id uuid NOT NULL, event_id uuid NOT NULL,
            kind text NOT NULL, session_id uuid, before jsonb NOT NULL, ticket_ids jsonb,
            user_ids jsonb, first_noted_at timestamptz NOT NULL, noted_at timestamptz NOT NULL,
            CONSTRAINT pk_event_news PRIMARY KEY (organization_id, id),
            CONSTRAINT uq_event_news_organization_id_event_id_kind_session_id
                UNIQUE NULLS NOT DISTINCT (organization_id, event_id, kind, session_id),
            CONSTRAINT fk_event_news_organization_id_event_id
                FOREIGN KEY (organization_id, event_id)
                REFERENCES events (organization_id, id) ON DELETE CASCADE,
            CONSTRAINT ck_event_news_kind CHECK (kind IN ('published', 'event', 'session')),
            CONSTRAINT ck_event_news_session_id
                CHECK ((kind = 'session') = (session_id IS NOT NULL))
        )
    """)
    tenant_table(
        "event_news",
        operator=("SELECT (organization_id, event_id, kind, first_noted_at, noted_at)",),
        redact=("ticket_ids", "user_ids"),
    )


def _event_order_actions() -> None:
    op.execute("""
        CREATE TABLE event_order_actions (
            organization_id uuid NOT NULL, id uuid NOT NULL, event_id uuid NOT NULL,
            step text NOT NULL, orders text NOT NULL, reason text NOT NULL, due_at timestamptz,
            done_at timestamptz, last_seen uuid, total bigint NOT NULL, handled bigint NOT NULL,
            failed bigint NOT NULL, created_at timestamptz NOT NULL,
            CONSTRAINT pk_event_order_actions PRIMARY KEY (organization_id, id),
            CONSTRAINT fk_event_order_actions_organization_id_event_id
                FOREIGN KEY (organization_id, event_id)
                REFERENCES events (organization_id, id) ON DELETE CASCADE,
            CONSTRAINT ck_event_order_actions_step CHECK (step IN ('cancel', 'postpone', 'move')),
            CONSTRAINT ck_event_order_actions_orders CHECK (orders IN ('keep', 'refund', 'ask')),
            CONSTRAINT ck_event_order_actions_counts
                CHECK (total >= 0 AND failed >= 0 AND handled >= failed),
            CONSTRAINT ck_event_order_actions_open CHECK ((due_at IS NULL) = (done_at IS NOT NULL))
        );
        CREATE INDEX ix_event_order_actions_organization_id_event_id_id
            ON event_order_actions (organization_id, event_id, id);
        CREATE INDEX ix_event_order_actions_due
            ON event_order_actions (organization_id, due_at) WHERE due_at IS NOT NULL
    """)
    tenant_table("event_order_actions", operator=("SELECT",))


def _references() -> None:
    """Foreign keys of tables that stand in earlier files."""
    op.execute("""
        ALTER TABLE event_files ADD CONSTRAINT fk_event_files_organization_id_event_id
            FOREIGN KEY (organization_id, event_id)
            REFERENCES events (organization_id, id) ON DELETE CASCADE
    """)
