"""Tables of the programme: tracks, speakers, sessions, imports, self-service links."""

from alembic import op

from turnout.kernel.db.ddl import tenant_table

revision = "0009_programme"
down_revision = "0008_series"


def upgrade() -> None:
    _tracks()
    _speakers()
    _sessions()
    _session_links()
    _session_speakers()
    _programme_imports()
    _programme_frames()
    _self_service_links()


def _tracks() -> None:
    op.execute("""
        CREATE TABLE tracks (
            organization_id uuid NOT NULL, id uuid NOT NULL, event_id uuid NOT NULL,
            name text NOT NULL, colour text, position bigint NOT NULL,
            CONSTRAINT pk_tracks PRIMARY KEY (organization_id, id),
            CONSTRAINT uq_tracks_organization_id_event_id_name
                UNIQUE (organization_id, event_id, name),
            CONSTRAINT fk_tracks_organization_id_event_id
                FOREIGN KEY (organization_id, event_id)
                REFERENCES events (organization_id, id) ON DELETE CASCADE,
            CONSTRAINT ck_tracks_colour CHECK (colour ~ '^#[0-9A-Fa-f]{3}([0-9A-Fa-f]{3})?$')
        )
    """)
    tenant_table("tracks")


def _speakers() -> None:
    # `source_key` is what a repeated import finds its rows by; rows made by hand have none.
    op.execute("""
        CREATE TABLE speakers (
            organization_id uuid NOT NULL, id uuid NOT NULL, event_id uuid NOT NULL,
            source_key text, name text NOT NULL, biography text NOT NULL,
            professional_title text NOT NULL, company text NOT NULL, email text, photo_file_id uuid,
            links jsonb NOT NULL, version bigint NOT NULL, source_id text,
            merged_keys jsonb NOT NULL DEFAULT '[]',
            CONSTRAINT pk_speakers PRIMARY KEY (organization_id, id),
            CONSTRAINT uq_speakers_organization_id_event_id_source_key
                UNIQUE (organization_id, event_id, source_key),
            CONSTRAINT fk_speakers_organization_id_event_id
                FOREIGN KEY (organization_id, event_id)
                REFERENCES events (organization_id, id) ON DELETE CASCADE,
            CONSTRAINT fk_speakers_organization_id_photo_file_id
                FOREIGN KEY (organization_id, photo_file_id) REFERENCES files (organization_id, id)
        );
        CREATE INDEX ix_speakers_organization_id_event_id_name_id
            ON speakers (organization_id, event_id, name, id);
        CREATE INDEX ix_speakers_organization_id_photo_file_id
            ON speakers (organization_id, photo_file_id)
    """)
    tenant_table("speakers")


def _sessions() -> None:
    # `source_key` is what a repeated import finds its rows by; rows made by hand have none.
    op.execute("""
        CREATE TABLE sessions (
            organization_id uuid NOT NULL, id uuid NOT NULL, event_id uuid NOT NULL,
            source_key text, slug text, title text NOT NULL, subtitle text NOT NULL,
            abstract text NOT NULL, description text NOT NULL, kind text NOT NULL, language text,
            track_id uuid, room_id uuid, starts_at timestamptz NOT NULL,
            ends_at timestamptz NOT NULL, capacity bigint, state text NOT NULL, url text,
            feedback_url text, version bigint NOT NULL, source_id text,
            tags jsonb NOT NULL DEFAULT '[]', logo_url text, recording jsonb,
            vanished_at timestamptz, needs_registration boolean NOT NULL DEFAULT false,
            CONSTRAINT pk_sessions PRIMARY KEY (organization_id, id),
            CONSTRAINT uq_sessions_organization_id_event_id_source_key
                UNIQUE (organization_id, event_id, source_key),
            CONSTRAINT fk_sessions_organization_id_event_id
                FOREIGN KEY (organization_id, event_id)
                REFERENCES events (organization_id, id) ON DELETE CASCADE,
            CONSTRAINT fk_sessions_organization_id_track_id
                FOREIGN KEY (organization_id, track_id) REFERENCES tracks (organization_id, id),
            CONSTRAINT fk_sessions_organization_id_room_id
                FOREIGN KEY (organization_id, room_id) REFERENCES rooms (organization_id, id),
            CONSTRAINT ck_sessions_times CHECK (ends_at > starts_at),
            CONSTRAINT ck_sessions_capacity CHECK (capacity > 0),
            CONSTRAINT ck_sessions_state CHECK (state IN ('scheduled', 'cancelled')),
            CONSTRAINT ck_sessions_needs_registration
                CHECK (NOT needs_registration OR capacity IS NOT NULL)
        );
        CREATE INDEX ix_sessions_organization_id_event_id_starts_at_id
            ON sessions (organization_id, event_id, starts_at, id);
        CREATE INDEX ix_sessions_organization_id_track_id ON sessions (organization_id, track_id);
        CREATE INDEX ix_sessions_organization_id_room_id_starts_at
            ON sessions (organization_id, room_id, starts_at)
    """)
    tenant_table("sessions")


def _session_links() -> None:
    op.execute("""
        CREATE TABLE session_links (
            organization_id uuid NOT NULL, id uuid NOT NULL, session_id uuid NOT NULL,
            kind text NOT NULL, href text NOT NULL, title text NOT NULL, position bigint NOT NULL,
            CONSTRAINT pk_session_links PRIMARY KEY (organization_id, id),
            CONSTRAINT uq_session_links_organization_id_session_id_kind_position
                UNIQUE (organization_id, session_id, kind, position),
            CONSTRAINT fk_session_links_organization_id_session_id
                FOREIGN KEY (organization_id, session_id)
                REFERENCES sessions (organization_id, id) ON DELETE CASCADE,
            CONSTRAINT ck_session_links_kind CHECK (kind IN ('link', 'attachment'))
        )
    """)
    tenant_table("session_links")


def _session_speakers() -> None:
    op.execute("""
        CREATE TABLE session_speakers (
            organization_id uuid NOT NULL, id uuid NOT NULL, session_id uuid NOT NULL,
            speaker_id uuid NOT NULL,
            role text NOT NULL, position bigint NOT NULL,
            CONSTRAINT pk_session_speakers PRIMARY KEY (organization_id, id),
            CONSTRAINT uq_session_speakers_organization_id_session_id_speaker_id
                UNIQUE (organization_id, session_id, speaker_id),
            CONSTRAINT fk_session_speakers_organization_id_session_id
                FOREIGN KEY (organization_id, session_id)
                REFERENCES sessions (organization_id, id) ON DELETE CASCADE,
            CONSTRAINT fk_session_speakers_organization_id_speaker_id
                FOREIGN KEY (organization_id, speaker_id)
                REFERENCES speakers (organization_id, id) ON DELETE CASCADE
        );
        CREATE INDEX ix_session_speakers_organization_id_speaker_id
            ON session_speakers (organization_id, speaker_id)
    """)
    tenant_table("session_speakers")


def _programme_imports() -> None:
    op.execute("""
        CREATE TABLE programme_imports (
            organization_id uuid NOT NULL, id uuid NOT NULL, event_id uuid NOT NULL,
            imported_at timestamptz NOT NULL, imported_by text NOT NULL, sha256 text NOT NULL,
            bytes bigint NOT NULL, report jsonb NOT NULL,
            CONSTRAINT pk_programme_imports PRIMARY KEY (organization_id, id),
            CONSTRAINT fk_programme_imports_organization_id_event_id
                FOREIGN KEY (organization_id, event_id)
                REFERENCES events (organization_id, id) ON DELETE CASCADE
        );
        CREATE INDEX ix_programme_imports_organization_id_event_id_id
            ON programme_imports (organization_id, event_id, id)
    """)
    tenant_table("programme_imports")


def _programme_frames() -> None:
    op.execute("""
        CREATE TABLE programme_frames (
            organization_id uuid NOT NULL, id uuid NOT NULL, event_id uuid NOT NULL,
            frame jsonb NOT NULL, imported_at timestamptz NOT NULL,
            CONSTRAINT pk_programme_frames PRIMARY KEY (organization_id, id),
            CONSTRAINT uq_programme_frames_organization_id_event_id
                UNIQUE (organization_id, event_id),
            CONSTRAINT fk_programme_frames_organization_id_event_id
                FOREIGN KEY (organization_id, event_id)
                REFERENCES events (organization_id, id) ON DELETE CASCADE
        )
    """)
    tenant_table("programme_frames")


def _self_service_links() -> None:
    op.execute("""
        CREATE TABLE self_service_links (
            organization_id uuid NOT NULL, id uuid NOT NULL, event_id uuid NOT NULL,
            speaker_id uuid, sponsor_id uuid, secret_hash bytea NOT NULL,
            expires_at timestamptz NOT NULL, revoked_at timestamptz,
            created_at timestamptz NOT NULL,
            CONSTRAINT pk_self_service_links PRIMARY KEY (organization_id, id),
            CONSTRAINT uq_self_service_links_organization_id_secret_hash
                UNIQUE (organization_id, secret_hash),
            CONSTRAINT fk_self_service_links_organization_id_speaker_id
                FOREIGN KEY (organization_id, speaker_id)
                REFERENCES speakers (organization_id, id) ON DELETE CASCADE,
            CONSTRAINT fk_self_service_links_organization_id_event_id
                FOREIGN KEY (organization_id, event_id)
                REFERENCES events (organization_id, id) ON DELETE CASCADE,
            CONSTRAINT ck_self_service_links_whose CHECK (num_nonnulls(speaker_id, sponsor_id) = 1)
        );
        CREATE INDEX ix_self_service_links_organization_id_event_id
            ON self_service_links (organization_id, event_id);
        CREATE INDEX ix_self_service_links_organization_id_speaker_id
            ON self_service_links (organization_id, speaker_id);
        CREATE INDEX ix_self_service_links_organization_id_sponsor_id
            ON self_service_links (organization_id, sponsor_id)
    """)
    tenant_table("self_service_links", redact=("secret_hash",))
