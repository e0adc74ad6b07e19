"""Waitlist: who waits for which ticket type, offers, settings; pools know how many are awaited."""

from alembic import op

from turnout.kernel.db.ddl import tenant_table

revision = "0100_waitlist"
down_revision = "0099_checkin_offline_scans"


def upgrade() -> None:
    op.execute("""
        ALTER TABLE inventory_counters ADD COLUMN awaited bigint NOT NULL DEFAULT 0;
        CREATE TABLE waitlist_settings (
            organization_id uuid NOT NULL, id uuid NOT NULL, event_id uuid NOT NULL,
            is_open boolean NOT NULL,
            freed_first boolean NOT NULL, offer_minutes bigint NOT NULL,
            most_quantity bigint NOT NULL, version bigint NOT NULL,
            CONSTRAINT pk_waitlist_settings PRIMARY KEY (organization_id, id),
            CONSTRAINT uq_waitlist_settings_event_id UNIQUE (organization_id, event_id),
            CONSTRAINT fk_waitlist_settings_organization_id_event_id
                FOREIGN KEY (organization_id, event_id) REFERENCES events (organization_id, id)
                ON DELETE CASCADE,
            CONSTRAINT ck_waitlist_settings_offer CHECK (offer_minutes BETWEEN 15 AND 20160),
            CONSTRAINT ck_waitlist_settings_quantity CHECK (most_quantity BETWEEN 1 AND 100)
        );
        CREATE TABLE waitlist_type_settings (
            organization_id uuid NOT NULL, id uuid NOT NULL, ticket_type_id uuid NOT NULL,
            event_id uuid NOT NULL, is_open boolean, freed_first boolean,
            CONSTRAINT pk_waitlist_type_settings PRIMARY KEY (organization_id, id),
            CONSTRAINT uq_waitlist_type_settings_ticket_type_id
                UNIQUE (organization_id, ticket_type_id),
            CONSTRAINT fk_waitlist_type_settings_organization_id_ticket_type_id
                FOREIGN KEY (organization_id, ticket_type_id)
                REFERENCES ticket_types (organization_id, id) ON DELETE CASCADE,
            CONSTRAINT fk_waitlist_type_settings_organization_id_event_id
                FOREIGN KEY (organization_id, event_id) REFERENCES events (organization_id, id)
                ON DELETE CASCADE,
            CONSTRAINT ck_waitlist_type_settings_says
                CHECK (is_open IS NOT NULL OR freed_first IS NOT NULL)
        );
        CREATE INDEX ix_waitlist_type_settings_event_id
            ON waitlist_type_settings (organization_id, event_id);
        CREATE TABLE waitlist_entries (
            organization_id uuid NOT NULL, id uuid NOT NULL, event_id uuid NOT NULL,
            ticket_type_id uuid NOT NULL, pool_id uuid NOT NULL, quantity bigint NOT NULL,
            places bigint NOT NULL, name text NOT NULL, email text NOT NULL,
            email_key text GENERATED ALWAYS AS (lower(email)) STORED, locale text NOT NULL,
            user_id uuid, priority text NOT NULL, rank bigint NOT NULL, arrival bigint,
            queue_key bigint NOT NULL GENERATED ALWAYS AS
                ((rank << 40) + coalesce(arrival, (1::bigint << 40) - 1)) STORED,
            state text NOT NULL, joined_at timestamptz NOT NULL, queued_at timestamptz,
            hold_id uuid, offered_at timestamptz, offered_by text NOT NULL DEFAULT '',
            expires_at timestamptz, remind_at timestamptz, order_id uuid, ended_at timestamptz,
            version bigint NOT NULL,
            CONSTRAINT pk_waitlist_entries PRIMARY KEY (organization_id, id),
            CONSTRAINT fk_waitlist_entries_organization_id_event_id
                FOREIGN KEY (organization_id, event_id) REFERENCES events (organization_id, id)
                ON DELETE CASCADE,
            CONSTRAINT fk_waitlist_entries_organization_id_ticket_type_id
                FOREIGN KEY (organization_id, ticket_type_id)
                REFERENCES ticket_types (organization_id, id) ON DELETE CASCADE,
            CONSTRAINT ck_waitlist_entries_quantity CHECK (quantity > 0 AND places > 0),
            CONSTRAINT ck_waitlist_entries_priority
                CHECK ((priority, rank) IN (('vip', 0), ('early_bird', 1), ('standard', 2))),
            CONSTRAINT ck_waitlist_entries_state CHECK (state IN ('unconfirmed', 'waiting',
                'offered', 'ordered', 'bought', 'lapsed', 'left', 'removed', 'ended')),
            CONSTRAINT ck_waitlist_entries_arrival
                CHECK (state NOT IN ('waiting', 'offered') OR arrival IS NOT NULL),
            CONSTRAINT ck_waitlist_entries_offer CHECK (state <> 'offered' OR num_nonnulls(
                hold_id, offered_at, expires_at) = 3)
        );
        CREATE UNIQUE INDEX ux_waitlist_entries_email ON waitlist_entries
            (organization_id, ticket_type_id, email_key)
            WHERE state IN ('unconfirmed', 'waiting', 'offered');
        CREATE INDEX ix_waitlist_entries_queue ON waitlist_entries
            (organization_id, pool_id, queue_key) WHERE state = 'waiting';
        CREATE UNIQUE INDEX ux_waitlist_entries_arrival
            ON waitlist_entries (organization_id, pool_id, arrival);
        CREATE INDEX ix_waitlist_entries_event_id
            ON waitlist_entries (organization_id, event_id, queue_key, id);
        CREATE INDEX ix_waitlist_entries_ticket_type_id
            ON waitlist_entries (organization_id, ticket_type_id);
        CREATE INDEX ix_waitlist_entries_order_id ON waitlist_entries (organization_id, order_id)
            WHERE order_id IS NOT NULL;
        CREATE INDEX ix_waitlist_entries_expires_at ON waitlist_entries (expires_at)
            WHERE state = 'offered';
        CREATE INDEX ix_waitlist_entries_remind_at ON waitlist_entries (remind_at)
            WHERE state = 'offered' AND remind_at IS NOT NULL;
        CREATE INDEX ix_waitlist_entries_joined_at ON waitlist_entries (joined_at)
            WHERE state IN ('unconfirmed', 'waiting', 'offered');
        CREATE INDEX ix_waitlist_entries_user_id ON waitlist_entries (user_id)
            WHERE user_id IS NOT NULL
    """)
    tenant_table("waitlist_settings")
    tenant_table("waitlist_type_settings")
    tenant_table("waitlist_entries", operator=("SELECT",), person_column="user_id")


def downgrade() -> None:
    op.execute("""
        DROP TABLE waitlist_entries, waitlist_type_settings, waitlist_settings;
        ALTER TABLE inventory_counters DROP COLUMN awaited
    """)
