"""Demand prices: what an organizer plans for a ticket type, and how far its price has moved."""

from alembic import op

from turnout.kernel.db.ddl import tenant_table

revision = "0124_demand_prices"
down_revision = "0123_waiting_room_arrivals"


def upgrade() -> None:
    op.execute("""
        CREATE TABLE demand_prices (
            organization_id uuid NOT NULL, id uuid NOT NULL, event_id uuid NOT NULL,
            ticket_type_id uuid NOT NULL, floor_minor bigint NOT NULL,
            ceiling_minor bigint NOT NULL, by_share jsonb NOT NULL, by_time jsonb NOT NULL,
            every_minutes bigint NOT NULL, most_step_bp bigint NOT NULL,
            fall_back_bp bigint NOT NULL, state text NOT NULL, version bigint NOT NULL,
            created_at timestamptz NOT NULL, created_by text NOT NULL,
            CONSTRAINT pk_demand_prices PRIMARY KEY (organization_id, id),
            CONSTRAINT uq_demand_prices_organization_id_ticket_type_id
                UNIQUE (organization_id, ticket_type_id),
            CONSTRAINT fk_demand_prices_organization_id
                FOREIGN KEY (organization_id) REFERENCES organizations (id),
            CONSTRAINT fk_demand_prices_organization_id_event_id
                FOREIGN KEY (organization_id, event_id) REFERENCES events (organization_id, id)
                ON DELETE CASCADE,
            CONSTRAINT fk_demand_prices_organization_id_ticket_type_id
                FOREIGN KEY (organization_id, ticket_type_id)
                REFERENCES ticket_types (organization_id, id) ON DELETE CASCADE,
            CONSTRAINT ck_demand_prices_limits
                CHECK (floor_minor >= 0 AND floor_minor < ceiling_minor),
            CONSTRAINT ck_demand_prices_reaction CHECK (every_minutes > 0 AND most_step_bp > 0
                AND fall_back_bp BETWEEN 0 AND 10000),
            CONSTRAINT ck_demand_prices_state CHECK (state IN ('active', 'paused'))
        );
        CREATE INDEX ix_demand_prices_event_id ON demand_prices (organization_id, event_id, id);
        CREATE TABLE demand_price_levels (
            organization_id uuid NOT NULL, demand_price_id uuid NOT NULL,
            level_bp bigint NOT NULL, mark_bp bigint NOT NULL, moved_at timestamptz,
            next_look_at timestamptz,
            CONSTRAINT pk_demand_price_levels PRIMARY KEY (organization_id, demand_price_id),
            CONSTRAINT fk_demand_price_levels_organization_id_demand_price_id
                FOREIGN KEY (organization_id, demand_price_id)
                REFERENCES demand_prices (organization_id, id) ON DELETE CASCADE,
            CONSTRAINT ck_demand_price_levels_level CHECK (level_bp >= -10000),
            CONSTRAINT ck_demand_price_levels_mark CHECK (mark_bp BETWEEN 0 AND 20000)
        );
        CREATE INDEX ix_demand_price_levels_next_look_at
            ON demand_price_levels (organization_id, next_look_at)
            WHERE next_look_at IS NOT NULL
    """)
    tenant_table("demand_prices")
    tenant_table("demand_price_levels", operator=("SELECT",))


def downgrade() -> None:
    op.execute("DROP TABLE demand_price_levels, demand_prices")
