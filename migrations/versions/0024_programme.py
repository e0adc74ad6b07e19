"""What sessions and speakers say besides, their imports and links, sponsors, personal agendas."""

from alembic import op

from turnout.kernel.db.ddl import tenant_table

revision = "0024_programme"
down_revision = "0023_storage"

EVENT = """
            organization_id uuid NOT NULL,
            id uuid NOT NULL,
            event_id uuid NOT NULL,
"""


def _of_event(table: str) -> str:
    return f"""
            CONSTRAINT pk_{table} PRIMARY KEY (organization_id, id),
            CONSTRAINT fk_{table}_organization_id_event_id FOREIGN KEY (organization_id, event_id)
                REFERENCES events (organization_id, id) ON DELETE CASCADE
    """


def upgrade() -> None:
    _sessions()
    _frames()
    _registrations()
    _sponsors()
    _links()
    _agendas()


def _sessions() -> None:
    op.execute("""
        ALTER TABLE sessions
            ADD COLUMN source_id text,
            ADD COLUMN tags jsonb NOT NULL DEFAULT '[]',
            ADD COLUMN logo_url text,
            ADD COLUMN recording jsonb,
            ADD COLUMN vanished_at timestamptz,
            ADD COLUMN needs_registration boolean NOT NULL DEFAULT false,
            ADD CONSTRAINT ck_sessions_needs_registration CHECK (
                NOT needs_registration OR capacity IS NOT NULL)
    """)
    op.execute("""
        ALTER TABLE speakers
            ADD COLUMN source_id text,
            ADD COLUMN merged_keys jsonb NOT NULL DEFAULT '[]'
    """)


def _frames() -> None:
    op.execute(f"""
        CREATE TABLE programme_frames ({EVENT}
            frame jsonb NOT NULL,
            imported_at timestamptz NOT NULL,
            CONSTRAINT uq_programme_frames_organization_id_event_id
                UNIQUE (organization_id, event_id),
            {_of_event("programme_frames")}
        )
    """)
    tenant_table("programme_frames")


def _registrations() -> None:
    op.execute(f"""
        CREATE TABLE session_registrations ({EVENT}
            session_id uuid NOT NULL,
            ticket_id uuid NOT NULL,
            user_id uuid,
            registered_at timestamptz NOT NULL,
            CONSTRAINT fk_session_registrations_organization_id_session_id
                FOREIGN KEY (organization_id, session_id)
                REFERENCES sessions (organization_id, id) ON DELETE CASCADE,
            CONSTRAINT fk_session_registrations_organization_id_ticket_id
                FOREIGN KEY (organization_id, ticket_id)
                REFERENCES tickets (organization_id, id) ON DELETE CASCADE,
            CONSTRAINT uq_session_registrations_organization_id_session_id_ticket_id
                UNIQUE (organization_id, session_id, ticket_id),
            {_of_event("session_registrations")}
        )
    """)
    for columns in ("event_id", "ticket_id"):
        op.execute(
            f"CREATE INDEX ix_session_registrations_organization_id_{columns}"
            f" ON session_registrations (organization_id, {columns})"
        )
    tenant_table("session_registrations")


def _sponsors() -> None:
    op.execute(f"""
        CREATE TABLE sponsor_levels ({EVENT}
            name text NOT NULL,
            position bigint NOT NULL,
            CONSTRAINT uq_sponsor_levels_organization_id_event_id_name
                UNIQUE (organization_id, event_id, name),
            {_of_event("sponsor_levels")}
        )
    """)
    tenant_table("sponsor_levels")
    op.execute(f"""
        CREATE TABLE sponsors ({EVENT}
            level_id uuid,
            name text NOT NULL,
            description text NOT NULL,
            url text,
            logo_file_id uuid,
            contact_name text NOT NULL,
            contact_email text,
            is_public boolean NOT NULL,
            position bigint NOT NULL,
            version bigint NOT NULL,
            CONSTRAINT fk_sponsors_organization_id_level_id FOREIGN KEY (organization_id, level_id)
                REFERENCES sponsor_levels (organization_id, id),
            CONSTRAINT fk_sponsors_organization_id_logo_file_id
                FOREIGN KEY (organization_id, logo_file_id)
                REFERENCES files (organization_id, id),
            {_of_event("sponsors")}
        )
    """)
    for columns in ("event_id", "level_id", "logo_file_id"):
        op.execute(
            f"CREATE INDEX ix_sponsors_organization_id_{columns}"
            f" ON sponsors (organization_id, {columns})"
        )
    tenant_table("sponsors")


def _links() -> None:
    op.execute(f"""
        CREATE TABLE self_service_links ({EVENT}
            speaker_id uuid,
            sponsor_id uuid,
            secret_hash bytea NOT NULL,
            expires_at timestamptz NOT NULL,
            revoked_at timestamptz,
            created_at timestamptz NOT NULL,
            CONSTRAINT fk_self_service_links_organization_id_speaker_id
                FOREIGN KEY (organization_id, speaker_id)
                REFERENCES speakers (organization_id, id) ON DELETE CASCADE,
            CONSTRAINT fk_self_service_links_organization_id_sponsor_id
                FOREIGN KEY (organization_id, sponsor_id)
                REFERENCES sponsors (organization_id, id) ON DELETE CASCADE,
            CONSTRAINT uq_self_service_links_organization_id_secret_hash
                UNIQUE (organization_id, secret_hash),
            CONSTRAINT ck_self_service_links_whose CHECK (
                num_nonnulls(speaker_id, sponsor_id) = 1),
            {_of_event("self_service_links")}
        )
    """)
    for columns in ("event_id", "speaker_id", "sponsor_id"):
        op.execute(
            f"CREATE INDEX ix_self_service_links_organization_id_{columns}"
            f" ON self_service_links (organization_id, {columns})"
        )
    tenant_table("self_service_links", redact=("secret_hash",))


def _agendas() -> None:
    op.execute(f"""
        CREATE TABLE agendas ({EVENT}
            user_id uuid,
            salt bytea NOT NULL,
            created_at timestamptz NOT NULL,
            CONSTRAINT fk_agendas_user_id FOREIGN KEY (user_id)
                REFERENCES users (id) ON DELETE CASCADE,
            CONSTRAINT uq_agendas_organization_id_event_id_user_id
                UNIQUE (organization_id, event_id, user_id),
            {_of_event("agendas")}
        )
    """)
    op.execute("CREATE INDEX ix_agendas_user_id ON agendas (user_id)")
    tenant_table("agendas", operator=("SELECT",), person_column="user_id", redact=("salt",))
    op.execute("""
        CREATE TABLE agenda_items (
            organization_id uuid NOT NULL,
            id uuid NOT NULL,
            agenda_id uuid NOT NULL,
            session_id uuid NOT NULL,
            added_at timestamptz NOT NULL,
            CONSTRAINT pk_agenda_items PRIMARY KEY (organization_id, id),
            CONSTRAINT fk_agenda_items_organization_id_agenda_id
                FOREIGN KEY (organization_id, agenda_id)
                REFERENCES agendas (organization_id, id) ON DELETE CASCADE,
            CONSTRAINT fk_agenda_items_organization_id_session_id
                FOREIGN KEY (organization_id, session_id)
                REFERENCES sessions (organization_id, id) ON DELETE CASCADE,
            CONSTRAINT uq_agenda_items_organization_id_agenda_id_session_id
                UNIQUE (organization_id, agenda_id, session_id)
        )
    """)
    op.execute("""
        CREATE INDEX ix_agenda_items_organization_id_session_id
        ON agenda_items (organization_id, session_id)
    """)
    tenant_table("agenda_items")
