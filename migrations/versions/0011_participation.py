"""Tables of participation: agendas, session registrations, favourites, followers."""

from alembic import op

from turnout.kernel.db.ddl import tenant_table

revision = "0011_participation"
down_revision = "0010_sponsors"


def upgrade() -> None:
    _agendas()
    _agenda_items()
    _session_registrations()
    _event_favourites()
    _event_followers()


def _agendas() -> None:
    op.execute("""
        CREATE TABLE agendas (
            organization_id uuid NOT NULL, id uuid NOT NULL, event_id uuid NOT NULL,
            user_id uuid, salt bytea NOT NULL, created_at timestamptz NOT NULL, feed_salt bytea,
            CONSTRAINT pk_agendas PRIMARY KEY (organization_id, id),
            CONSTRAINT uq_agendas_organization_id_event_id_user_id
                UNIQUE (organization_id, event_id, user_id),
            CONSTRAINT fk_agendas_user_id
                FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE,
            CONSTRAINT fk_agendas_organization_id_event_id
                FOREIGN KEY (organization_id, event_id)
                REFERENCES events (organization_id, id) ON DELETE CASCADE
        );
        CREATE INDEX ix_agendas_user_id ON agendas (user_id)
    """)
    tenant_table("agendas", operator=("SELECT",), person_column="user_id", redact=("salt",))


def _agenda_items() -> None:
    op.execute("""
        CREATE TABLE agenda_items (
            organization_id uuid NOT NULL, id uuid NOT NULL, agenda_id uuid NOT NULL,
            session_id uuid NOT NULL,
            added_at timestamptz NOT NULL,
            CONSTRAINT pk_agenda_items PRIMARY KEY (organization_id, id),
            CONSTRAINT uq_agenda_items_organization_id_agenda_id_session_id
                UNIQUE (organization_id, agenda_id, session_id),
            CONSTRAINT fk_agenda_items_organization_id_agenda_id
                FOREIGN KEY (organization_id, agenda_id)
                REFERENCES agendas (organization_id, id) ON DELETE CASCADE,
            CONSTRAINT fk_agenda_items_organization_id_session_id
                FOREIGN KEY (organization_id, session_id)
                REFERENCES sessions (organization_id, id) ON DELETE CASCADE
        );
        CREATE INDEX ix_agenda_items_organization_id_session_id
            ON agenda_items (organization_id, session_id)
    """)
    tenant_table("agenda_items")


def _session_registrations() -> None:
    op.execute("""
        CREATE TABLE session_registrations (
            organization_id uuid NOT NULL, id uuid NOT NULL, event_id uuid NOT NULL,
            session_id uuid NOT NULL, ticket_id uuid NOT NULL,
            user_id uuid, registered_at timestamptz NOT NULL,
            CONSTRAINT pk_session_registrations PRIMARY KEY (organization_id, id),
            CONSTRAINT uq_session_registrations_organization_id_session_id_ticket_id
                UNIQUE (organization_id, session_id, ticket_id),
            CONSTRAINT fk_session_registrations_organization_id_session_id
                FOREIGN KEY (organization_id, session_id)
                REFERENCES sessions (organization_id, id) ON DELETE CASCADE,
            CONSTRAINT fk_session_registrations_organization_id_event_id
                FOREIGN KEY (organization_id, event_id)
                REFERENCES events (organization_id, id) ON DELETE CASCADE
        );
        CREATE INDEX ix_session_registrations_organization_id_event_id
            ON session_registrations (organization_id, event_id);
        CREATE INDEX ix_session_registrations_organization_id_ticket_id
            ON session_registrations (organization_id, ticket_id)
    """)
    tenant_table("session_registrations")


def _event_favourites() -> None:
    op.execute("""
        CREATE TABLE event_favourites (
            organization_id uuid NOT NULL, id uuid NOT NULL, user_id uuid NOT NULL,
            event_id uuid NOT NULL,
            created_at timestamptz NOT NULL,
            CONSTRAINT pk_event_favourites PRIMARY KEY (organization_id, id),
            CONSTRAINT uq_event_favourites_organization_id_event_id_user_id
                UNIQUE (organization_id, event_id, user_id),
            CONSTRAINT fk_event_favourites_organization_id_event_id
                FOREIGN KEY (organization_id, event_id)
                REFERENCES events (organization_id, id) ON DELETE CASCADE,
            CONSTRAINT fk_event_favourites_user_id
                FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE
        );
        CREATE INDEX ix_event_favourites_user_id ON event_favourites (user_id)
    """)
    tenant_table("event_favourites", operator=("SELECT",), person_column="user_id")


def _event_followers() -> None:
    op.execute("""
        CREATE TABLE event_followers (
            organization_id uuid NOT NULL, id uuid NOT NULL, user_id uuid NOT NULL,
            created_at timestamptz NOT NULL,
            CONSTRAINT pk_event_followers PRIMARY KEY (organization_id, id),
            CONSTRAINT uq_event_followers_organization_id_user_id UNIQUE (organization_id, user_id),
            CONSTRAINT fk_event_followers_organization_id
                FOREIGN KEY (organization_id) REFERENCES organizations (id),
            CONSTRAINT fk_event_followers_user_id
                FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE
        );
        CREATE INDEX ix_event_followers_user_id ON event_followers (user_id)
    """)
    tenant_table("event_followers", operator=("SELECT",), person_column="user_id")
