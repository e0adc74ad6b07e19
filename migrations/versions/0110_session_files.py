"""Files and links of sessions, and how often files were downloaded."""

from alembic import op

from turnout.kernel.db.ddl import tenant_table

revision = "0110_session_files"
down_revision = "0109_wallet_passes"


def upgrade() -> None:
    op.execute("""
        CREATE TABLE session_files (
            organization_id uuid NOT NULL, id uuid NOT NULL, event_id uuid NOT NULL,
            session_id uuid NOT NULL, speaker_id uuid, state text NOT NULL, kind text NOT NULL,
            file_id uuid, url text, titles jsonb NOT NULL, audience text NOT NULL,
            release text NOT NULL, release_at timestamptz, position bigint NOT NULL,
            created_at timestamptz NOT NULL, version bigint NOT NULL,
            CONSTRAINT pk_session_files PRIMARY KEY (organization_id, id),
            CONSTRAINT uq_session_files_organization_id_session_id_file_id
                UNIQUE (organization_id, session_id, file_id),
            CONSTRAINT fk_session_files_organization_id_event_id
                FOREIGN KEY (organization_id, event_id) REFERENCES events (organization_id, id)
                ON DELETE CASCADE,
            CONSTRAINT fk_session_files_organization_id_session_id
                FOREIGN KEY (organization_id, session_id)
                REFERENCES sessions (organization_id, id) ON DELETE CASCADE,
            CONSTRAINT fk_session_files_organization_id_speaker_id
                FOREIGN KEY (organization_id, speaker_id)
                REFERENCES speakers (organization_id, id) ON DELETE SET NULL (speaker_id),
            CONSTRAINT fk_session_files_organization_id_file_id
                FOREIGN KEY (organization_id, file_id) REFERENCES files (organization_id, id),
            CONSTRAINT ck_session_files_kind
                CHECK (kind IN ('slides', 'handout', 'recording', 'other')),
            CONSTRAINT ck_session_files_audience
                CHECK (audience IN ('public', 'holders', 'staff')),
            CONSTRAINT ck_session_files_state CHECK (state IN ('submitted', 'approved')),
            CONSTRAINT ck_session_files_content CHECK ((file_id IS NULL) <> (url IS NULL)),
            CONSTRAINT ck_session_files_release
                CHECK ((release = 'moment') = (release_at IS NOT NULL)
                    AND release IN ('at_once', 'session_start', 'session_end', 'moment'))
        );
        CREATE INDEX ix_session_files_event_id ON session_files (organization_id, event_id);
        CREATE INDEX ix_session_files_file_id ON session_files (organization_id, file_id);
        CREATE INDEX ix_session_files_speaker_id ON session_files (organization_id, speaker_id);
        CREATE TABLE session_file_downloads (
            organization_id uuid NOT NULL, id uuid NOT NULL, session_file_id uuid NOT NULL,
            downloads bigint NOT NULL, last_at timestamptz NOT NULL,
            CONSTRAINT pk_session_file_downloads PRIMARY KEY (organization_id, id),
            CONSTRAINT uq_session_file_downloads_organization_id_session_file_id
                UNIQUE (organization_id, session_file_id),
            CONSTRAINT fk_session_file_downloads_organization_id_session_file_id
                FOREIGN KEY (organization_id, session_file_id)
                REFERENCES session_files (organization_id, id) ON DELETE CASCADE
        )
    """)
    for table in ("session_files", "session_file_downloads"):
        tenant_table(table)


def downgrade() -> None:
    op.execute("DROP TABLE session_file_downloads, session_files")
