"""Waitlists of sessions: who waits for a place, how an event's work, where a session differs."""

from alembic import op

from turnout.kernel.db.ddl import tenant_table

revision = "0196_session_waitlist"
down_revision = "0195_embeds"


def upgrade() -> None:
    _settings()
    _entries()


def _settings() -> None:
    op.execute("""
        CREATE TABLE session_waitlist_settings (
            organization_id uuid NOT NULL, id uuid NOT NULL, event_id uuid NOT NULL,
            is_open boolean NOT NULL, freed_first boolean NOT NULL,
            gives_at_once boolean NOT NULL, offer_minutes bigint NOT NULL,
            version bigint NOT NULL,
            CONSTRAINT pk_session_waitlist_settings PRIMARY KEY (organization_id, id),
            CONSTRAINT uq_session_waitlist_settings_organization_id_event_id
                UNIQUE (organization_id, event_id),
            CONSTRAINT fk_session_waitlist_settings_organization_id_event_id
                FOREIGN KEY (organization_id, event_id) REFERENCES events (organization_id, id)
                ON DELETE CASCADE,
            CONSTRAINT ck_session_waitlist_settings_offer_minutes
                CHECK (offer_minutes BETWEEN 15 AND 20160)
        );
        CREATE TABLE session_waitlist_overrides (
            organization_id uuid NOT NULL, id uuid NOT NULL, event_id uuid NOT NULL,
            session_id uuid NOT NULL, is_open boolean, freed_first boolean, gives_at_once boolean,
            CONSTRAINT pk_session_waitlist_overrides PRIMARY KEY (organization_id, id),
            CONSTRAINT uq_session_waitlist_overrides_organization_id_session_id
                UNIQUE (organization_id, session_id),
            CONSTRAINT fk_session_waitlist_overrides_organization_id_event_id
                FOREIGN KEY (organization_id, event_id) REFERENCES events (organization_id, id)
                ON DELETE CASCADE,
            CONSTRAINT fk_session_waitlist_overrides_organization_id_session_id
                FOREIGN KEY (organization_id, session_id)
                REFERENCES sessions (organization_id, id) ON DELETE CASCADE
        );
        CREATE INDEX ix_session_waitlist_overrides_event_id
            ON session_waitlist_overrides (organization_id, event_id)
    """)
    tenant_table("session_waitlist_settings")
    tenant_table("session_waitlist_overrides")


def _entries() -> None:
    op.execute("""
        CREATE TABLE session_waitlist_entries (
            organization_id uuid NOT NULL, id uuid NOT NULL, event_id uuid NOT NULL,
            session_id uuid NOT NULL, ticket_id uuid NOT NULL, user_id uuid,
            priority text NOT NULL, rank bigint NOT NULL, arrival bigint NOT NULL,
            queue_key bigint NOT NULL GENERATED ALWAYS AS ((rank << 40) + arrival) STORED,
            state text NOT NULL, joined_at timestamptz NOT NULL,
            offered_at timestamptz, offered_by text NOT NULL DEFAULT '',
            expires_at timestamptz, remind_at timestamptz, ended_at timestamptz,
            version bigint NOT NULL,
            CONSTRAINT pk_session_waitlist_entries PRIMARY KEY (organization_id, id),
            CONSTRAINT fk_session_waitlist_entries_organization_id_event_id
                FOREIGN KEY (organization_id, event_id) REFERENCES events (organization_id, id)
                ON DELETE CASCADE,
            CONSTRAINT fk_session_waitlist_entries_organization_id_session_id
                FOREIGN KEY (organization_id, session_id)
                REFERENCES sessions (organization_id, id) ON DELETE CASCADE,
            CONSTRAINT ck_session_waitlist_entries_priority
                CHECK ((priority, rank) IN (('vip', 0), ('early_bird', 1), ('standard', 2))),
            CONSTRAINT ck_session_waitlist_entries_state CHECK (state IN ('waiting', 'offered',
                'taken', 'lapsed', 'left', 'removed', 'ended')),
            CONSTRAINT ck_session_waitlist_entries_offer
                CHECK (state <> 'offered' OR num_nonnulls(offered_at, expires_at) = 2)
        );
        CREATE UNIQUE INDEX ux_session_waitlist_entries_ticket ON session_waitlist_entries
            (organization_id, session_id, ticket_id) WHERE state IN ('waiting', 'offered');
        CREATE UNIQUE INDEX ux_session_waitlist_entries_arrival
            ON session_waitlist_entries (organization_id, session_id, arrival);
        CREATE INDEX ix_session_waitlist_entries_queue ON session_waitlist_entries
            (organization_id, session_id, queue_key) WHERE state IN ('waiting', 'offered');
        CREATE INDEX ix_session_waitlist_entries_event_id
            ON session_waitlist_entries (organization_id, event_id, queue_key, id);
        CREATE INDEX ix_session_waitlist_entries_ticket_id
            ON session_waitlist_entries (organization_id, ticket_id);
        CREATE INDEX ix_session_waitlist_entries_expires_at
            ON session_waitlist_entries (expires_at) WHERE state = 'offered';
        CREATE INDEX ix_session_waitlist_entries_remind_at ON session_waitlist_entries (remind_at)
            WHERE state = 'offered' AND remind_at IS NOT NULL;
        CREATE INDEX ix_session_waitlist_entries_joined_at ON session_waitlist_entries (joined_at)
            WHERE state IN ('waiting', 'offered');
        CREATE INDEX ix_session_waitlist_entries_user_id ON session_waitlist_entries (user_id)
            WHERE user_id IS NOT NULL
    """)
    tenant_table("session_waitlist_entries", operator=("SELECT",), person_column="user_id")
