"""Tables of events."""

from alembic import op

from turnout.kernel.db.ddl import tenant_table

revision = "0007_events"
down_revision = "0006_venues"

SOURCED = """
            organization_id uuid NOT NULL,
            id uuid NOT NULL,
            event_id uuid NOT NULL,
            source_key text,
"""
"""`source_key` is what a repeated import finds its rows by; rows made by hand have none."""


def upgrade() -> None:
    _events()
    _tracks()
    _speakers()
    _sessions()
    _session_parts()
    _programme_imports()


def _events() -> None:
    op.execute("""
        CREATE TABLE events (
            organization_id uuid NOT NULL,
            id uuid NOT NULL,
            slug text NOT NULL,
            title text NOT NULL,
            summary text NOT NULL,
            description text NOT NULL,
            kind text NOT NULL,
            visibility text NOT NULL,
            state text NOT NULL,
            archived_from text,
            starts_local timestamp,
            ends_local timestamp,
            time_zone text NOT NULL,
            starts_at timestamptz,
            ends_at timestamptz,
            venue_id uuid,
            location jsonb NOT NULL,
            online_url text,
            language text NOT NULL,
            cover_file_id uuid,
            contact_email text,
            category text NOT NULL,
            tags jsonb NOT NULL,
            state_reason text NOT NULL,
            published_at timestamptz,
            created_at timestamptz NOT NULL,
            updated_at timestamptz NOT NULL,
            deleted_at timestamptz,
            version bigint NOT NULL,
            CONSTRAINT pk_events PRIMARY KEY (organization_id, id),
            CONSTRAINT fk_events_organization_id FOREIGN KEY (organization_id)
                REFERENCES organizations (id),
            CONSTRAINT fk_events_organization_id_venue_id FOREIGN KEY (organization_id, venue_id)
                REFERENCES venues (organization_id, id),
            CONSTRAINT fk_events_organization_id_cover_file_id
                FOREIGN KEY (organization_id, cover_file_id)
                REFERENCES files (organization_id, id),
            CONSTRAINT ck_events_kind CHECK (kind IN ('in_person', 'online', 'hybrid')),
            CONSTRAINT ck_events_visibility CHECK (visibility IN ('public', 'unlisted', 'private')),
            CONSTRAINT ck_events_state CHECK (state IN ('draft', 'published', 'live', 'ended',
                'cancelled', 'postponed', 'archived')),
            CONSTRAINT ck_events_archived_from CHECK (
                (state = 'archived') = (archived_from IS NOT NULL)),
            CONSTRAINT ck_events_dates CHECK (
                (starts_at IS NULL) = (ends_at IS NULL)
                AND (starts_at IS NULL) = (starts_local IS NULL)
                AND (ends_at IS NULL) = (ends_local IS NULL)
                AND ends_at > starts_at),
            CONSTRAINT ck_events_on_sale CHECK (
                state NOT IN ('published', 'live', 'ended') OR starts_at IS NOT NULL)
        )
    """)
    op.execute("""
        CREATE INDEX ix_events_organization_id_starts_at ON events (organization_id, starts_at)
        WHERE state IN ('published', 'live')
    """)
    op.execute("""
        CREATE INDEX ix_events_organization_id_venue_id ON events (organization_id, venue_id)
    """)
    op.execute("""
        CREATE INDEX ix_events_organization_id_cover_file_id
        ON events (organization_id, cover_file_id)
    """)
    tenant_table("events", operator=("SELECT",))
    op.execute("""
        CREATE TABLE event_slugs (
            organization_id uuid NOT NULL,
            id uuid NOT NULL,
            event_id uuid NOT NULL,
            slug text NOT NULL,
            taken_at timestamptz NOT NULL,
            CONSTRAINT pk_event_slugs PRIMARY KEY (organization_id, id),
            CONSTRAINT fk_event_slugs_organization_id_event_id
                FOREIGN KEY (organization_id, event_id)
                REFERENCES events (organization_id, id) ON DELETE CASCADE,
            CONSTRAINT uq_event_slugs_organization_id_slug UNIQUE (organization_id, slug),
            CONSTRAINT ck_event_slugs_slug CHECK (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$')
        )
    """)
    op.execute("""
        CREATE INDEX ix_event_slugs_organization_id_event_id
        ON event_slugs (organization_id, event_id)
    """)
    tenant_table("event_slugs")


def _tracks() -> None:
    op.execute("""
        CREATE TABLE tracks (
            organization_id uuid NOT NULL,
            id uuid NOT NULL,
            event_id uuid NOT NULL,
            name text NOT NULL,
            colour text,
            position bigint NOT NULL,
            CONSTRAINT pk_tracks PRIMARY KEY (organization_id, id),
            CONSTRAINT fk_tracks_organization_id_event_id FOREIGN KEY (organization_id, event_id)
                REFERENCES events (organization_id, id) ON DELETE CASCADE,
            CONSTRAINT uq_tracks_organization_id_event_id_name
                UNIQUE (organization_id, event_id, name),
            CONSTRAINT ck_tracks_colour CHECK (colour ~ '^#[0-9A-Fa-f]{3}([0-9A-Fa-f]{3})?$')
        )
    """)
    tenant_table("tracks")


def _speakers() -> None:
    op.execute(f"""
        CREATE TABLE speakers ({SOURCED}
            name text NOT NULL,
            biography text NOT NULL,
            professional_title text NOT NULL,
            company text NOT NULL,
            email text,
            photo_file_id uuid,
            links jsonb NOT NULL,
            version bigint NOT NULL,
            CONSTRAINT pk_speakers PRIMARY KEY (organization_id, id),
            CONSTRAINT fk_speakers_organization_id_event_id FOREIGN KEY (organization_id, event_id)
                REFERENCES events (organization_id, id) ON DELETE CASCADE,
            CONSTRAINT fk_speakers_organization_id_photo_file_id
                FOREIGN KEY (organization_id, photo_file_id)
                REFERENCES files (organization_id, id),
            CONSTRAINT uq_speakers_organization_id_event_id_source_key
                UNIQUE (organization_id, event_id, source_key)
        )
    """)
    op.execute("""
        CREATE INDEX ix_speakers_organization_id_event_id_name_id
        ON speakers (organization_id, event_id, name, id)
    """)
    op.execute("""
        CREATE INDEX ix_speakers_organization_id_photo_file_id
        ON speakers (organization_id, photo_file_id)
    """)
    tenant_table("speakers")


def _sessions() -> None:
    op.execute(f"""
        CREATE TABLE sessions ({SOURCED}
            slug text,
            title text NOT NULL,
            subtitle text NOT NULL,
            abstract text NOT NULL,
            description text NOT NULL,
            kind text NOT NULL,
            language text,
            track_id uuid,
            room_id uuid,
            starts_at timestamptz NOT NULL,
            ends_at timestamptz NOT NULL,
            capacity bigint,
            state text NOT NULL,
            url text,
            feedback_url text,
            version bigint NOT NULL,
            CONSTRAINT pk_sessions PRIMARY KEY (organization_id, id),
            CONSTRAINT fk_sessions_organization_id_event_id FOREIGN KEY (organization_id, event_id)
                REFERENCES events (organization_id, id) ON DELETE CASCADE,
            CONSTRAINT fk_sessions_organization_id_track_id FOREIGN KEY (organization_id, track_id)
                REFERENCES tracks (organization_id, id),
            CONSTRAINT fk_sessions_organization_id_room_id FOREIGN KEY (organization_id, room_id)
                REFERENCES rooms (organization_id, id),
            CONSTRAINT uq_sessions_organization_id_event_id_source_key
                UNIQUE (organization_id, event_id, source_key),
            CONSTRAINT ck_sessions_times CHECK (ends_at > starts_at),
            CONSTRAINT ck_sessions_capacity CHECK (capacity > 0),
            CONSTRAINT ck_sessions_state CHECK (state IN ('scheduled', 'cancelled'))
        )
    """)
    for columns in ("event_id, starts_at, id", "track_id", "room_id, starts_at"):
        name = columns.replace(", ", "_")
        op.execute(
            f"CREATE INDEX ix_sessions_organization_id_{name}"
            f" ON sessions (organization_id, {columns})"
        )
    tenant_table("sessions")


def _session_parts() -> None:
    op.execute("""
        CREATE TABLE session_links (
            organization_id uuid NOT NULL,
            id uuid NOT NULL,
            session_id uuid NOT NULL,
            kind text NOT NULL,
            href text NOT NULL,
            title text NOT NULL,
            position bigint NOT NULL,
            CONSTRAINT pk_session_links PRIMARY KEY (organization_id, id),
            CONSTRAINT fk_session_links_organization_id_session_id
                FOREIGN KEY (organization_id, session_id)
                REFERENCES sessions (organization_id, id) ON DELETE CASCADE,
            CONSTRAINT uq_session_links_organization_id_session_id_kind_position
                UNIQUE (organization_id, session_id, kind, position),
            CONSTRAINT ck_session_links_kind CHECK (kind IN ('link', 'attachment'))
        )
    """)
    tenant_table("session_links")
    op.execute("""
        CREATE TABLE session_speakers (
            organization_id uuid NOT NULL,
            id uuid NOT NULL,
            session_id uuid NOT NULL,
            speaker_id uuid NOT NULL,
            role text NOT NULL,
            position bigint NOT NULL,
            CONSTRAINT pk_session_speakers PRIMARY KEY (organization_id, id),
            CONSTRAINT fk_session_speakers_organization_id_session_id
                FOREIGN KEY (organization_id, session_id)
                REFERENCES sessions (organization_id, id) ON DELETE CASCADE,
            CONSTRAINT fk_session_speakers_organization_id_speaker_id
                FOREIGN KEY (organization_id, speaker_id)
                REFERENCES speakers (organization_id, id) ON DELETE CASCADE,
            CONSTRAINT uq_session_speakers_organization_id_session_id_speaker_id
                UNIQUE (organization_id, session_id, speaker_id)
        )
    """)
    op.execute("""
        CREATE INDEX ix_session_speakers_organization_id_speaker_id
        ON session_speakers (organization_id, speaker_id)
    """)
    tenant_table("session_speakers")


def _programme_imports() -> None:
    op.execute("""
        CREATE TABLE programme_imports (
            organization_id uuid NOT NULL,
            id uuid NOT NULL,
            event_id uuid NOT NULL,
            imported_at timestamptz NOT NULL,
            imported_by text NOT NULL,
            sha256 text NOT NULL,
            bytes bigint NOT NULL,
            report jsonb NOT NULL,
            CONSTRAINT pk_programme_imports PRIMARY KEY (organization_id, id),
            CONSTRAINT fk_programme_imports_organization_id_event_id
                FOREIGN KEY (organization_id, event_id)
                REFERENCES events (organization_id, id) ON DELETE CASCADE
        )
    """)
    op.execute("""
        CREATE INDEX ix_programme_imports_organization_id_event_id_id
        ON programme_imports (organization_id, event_id, id)
    """)
    tenant_table("programme_imports")
