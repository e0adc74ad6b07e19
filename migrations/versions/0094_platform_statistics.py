"""Platform statistics: days of each organization, and how far each of them is counted."""

from alembic import op

from turnout.kernel.db.ddl import backfill, platform_table, tenant_table

revision = "0094_platform_statistics"
down_revision = "0093_discounts"


def upgrade() -> None:
    op.execute("""
        CREATE INDEX ix_orders_confirmed_at ON orders (organization_id, confirmed_at)
            WHERE confirmed_at IS NOT NULL;
        CREATE INDEX ix_users_created_at ON users (created_at);
        CREATE TABLE platform_statistics_cursors (
            organization_id uuid NOT NULL CONSTRAINT fk_platform_statistics_cursors_organization_id
                REFERENCES organizations (id),
            is_stale boolean NOT NULL, counted_until timestamptz,
            CONSTRAINT pk_platform_statistics_cursors PRIMARY KEY (organization_id)
        );
        CREATE INDEX ix_platform_statistics_cursors_stale
            ON platform_statistics_cursors (organization_id) WHERE is_stale;
        CREATE TABLE platform_statistics_events (
            organization_id uuid NOT NULL CONSTRAINT fk_platform_statistics_events_organization_id
                REFERENCES organizations (id),
            id uuid NOT NULL, day date NOT NULL,
            CONSTRAINT pk_platform_statistics_events PRIMARY KEY (organization_id, id)
        );
        CREATE INDEX ix_platform_statistics_events_day
            ON platform_statistics_events (organization_id, day);
        CREATE TABLE platform_statistics_days (
            organization_id uuid NOT NULL CONSTRAINT fk_platform_statistics_days_organization_id
                REFERENCES organizations (id),
            day date NOT NULL, currency text NOT NULL,
            sign_ups bigint NOT NULL, event_count bigint NOT NULL,
            order_count bigint NOT NULL, ticket_count bigint NOT NULL,
            gross_minor bigint NOT NULL, refunds_minor bigint NOT NULL,
            fees_minor bigint NOT NULL,
            CONSTRAINT pk_platform_statistics_days PRIMARY KEY (organization_id, day, currency)
        );
        CREATE INDEX ix_platform_statistics_days_day ON platform_statistics_days
            (day, organization_id) INCLUDE (currency, sign_ups, event_count, order_count,
                ticket_count, gross_minor, refunds_minor, fees_minor);
        CREATE TABLE platform_statistics_people (
            day date CONSTRAINT pk_platform_statistics_people PRIMARY KEY,
            people bigint NOT NULL
        )
    """)
    tenant_table("platform_statistics_cursors", operator=("SELECT",))
    tenant_table("platform_statistics_events")
    tenant_table("platform_statistics_days", operator=("SELECT",))
    platform_table("platform_statistics_people", operator=("SELECT", "INSERT", "UPDATE"))
    backfill(
        "INSERT INTO platform_statistics_cursors (organization_id, is_stale)"
        " SELECT id, true FROM organizations",
        tables=("platform_statistics_cursors", "organizations"),
        actor="system:migrations.platform-statistics",
    )


def downgrade() -> None:
    op.execute("""
        DROP TABLE platform_statistics_people, platform_statistics_days,
            platform_statistics_events, platform_statistics_cursors;
        DROP INDEX ix_users_created_at;
        DROP INDEX ix_orders_confirmed_at
    """)
