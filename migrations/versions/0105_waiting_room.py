"""Waiting rooms: how each event's one works, and which order each pass began."""

from alembic import op

from turnout.kernel.db.ddl import tenant_table

revision = "0105_waiting_room"
down_revision = "0104_checkin_exits"


def upgrade() -> None:
    op.execute("""
        CREATE TABLE waiting_rooms (
            organization_id uuid NOT NULL, id uuid NOT NULL, event_id uuid NOT NULL,
            is_on boolean NOT NULL, is_paused boolean NOT NULL,
            lobby_opens_at timestamptz, opens_at timestamptz NOT NULL,
            least_per_minute bigint NOT NULL, most_per_minute bigint NOT NULL,
            most_shopping bigint NOT NULL, shopping_minutes bigint NOT NULL,
            target_milliseconds bigint NOT NULL,
            run bigint NOT NULL, key_id text NOT NULL, version bigint NOT NULL,
            CONSTRAINT pk_waiting_rooms PRIMARY KEY (organization_id, id),
            CONSTRAINT uq_waiting_rooms_event_id UNIQUE (organization_id, event_id),
            CONSTRAINT fk_waiting_rooms_organization_id_event_id
                FOREIGN KEY (organization_id, event_id) REFERENCES events (organization_id, id)
                ON DELETE CASCADE,
            CONSTRAINT ck_waiting_rooms_lobby CHECK (lobby_opens_at <= opens_at),
            CONSTRAINT ck_waiting_rooms_rate
                CHECK (least_per_minute >= 1 AND least_per_minute <= most_per_minute),
            CONSTRAINT ck_waiting_rooms_limits CHECK (most_shopping >= 1
                AND shopping_minutes >= 1 AND target_milliseconds >= 1 AND run >= 0)
        );
        CREATE TABLE waiting_room_checkouts (
            organization_id uuid NOT NULL, id uuid NOT NULL, event_id uuid NOT NULL,
            order_id uuid NOT NULL, begun_at timestamptz NOT NULL, ended_at timestamptz,
            CONSTRAINT pk_waiting_room_checkouts PRIMARY KEY (organization_id, id),
            CONSTRAINT fk_waiting_room_checkouts_organization_id_event_id
                FOREIGN KEY (organization_id, event_id) REFERENCES events (organization_id, id)
                ON DELETE CASCADE
        );
        CREATE INDEX ix_waiting_room_checkouts_event_id
            ON waiting_room_checkouts (organization_id, event_id) WHERE ended_at IS NULL
    """)
    tenant_table("waiting_rooms", operator=("SELECT",))
    tenant_table("waiting_room_checkouts")


def downgrade() -> None:
    op.execute("DROP TABLE waiting_room_checkouts, waiting_rooms")
