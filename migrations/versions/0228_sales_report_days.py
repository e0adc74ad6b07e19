"""Figures of sales counted by day, so that a report adds up days and not a million orders."""

from alembic import op

from turnout.kernel.db.ddl import tenant_table

revision = "0228_sales_report_days"
down_revision = "0227_report_links"


def upgrade() -> None:
    op.execute("""
        CREATE TABLE sales_report_zones (
            organization_id uuid NOT NULL CONSTRAINT fk_sales_report_zones_organization_id
                REFERENCES organizations (id),
            time_zone text NOT NULL, is_counted boolean NOT NULL, covered bigint NOT NULL,
            counted_at timestamptz NOT NULL,
            CONSTRAINT pk_sales_report_zones PRIMARY KEY (organization_id, time_zone)
        );
        CREATE TABLE sales_report_days (
            organization_id uuid NOT NULL CONSTRAINT fk_sales_report_days_organization_id
                REFERENCES organizations (id),
            time_zone text NOT NULL, part text NOT NULL,
            day date NOT NULL, number bigint NOT NULL, currency text NOT NULL, event_id uuid,
            hour bigint, channel text,
            sales_partner_id uuid, sold_by text, used_codes jsonb, ticket_type_id uuid,
            orders bigint NOT NULL, cancelled_orders bigint NOT NULL, tickets bigint NOT NULL,
            returned_tickets bigint NOT NULL, net_minor bigint NOT NULL, tax_minor bigint NOT NULL,
            gross_minor bigint NOT NULL, received_minor bigint NOT NULL,
            refunded_minor bigint NOT NULL, fees_minor bigint NOT NULL,
            disputed_minor bigint NOT NULL, adjusted_minor bigint NOT NULL,
            CONSTRAINT pk_sales_report_days
                PRIMARY KEY (organization_id, time_zone, part, day, number),
            CONSTRAINT ck_sales_report_days_part CHECK (part IN ('orders', 'hours', 'types'))
        )
    """)
    tenant_table("sales_report_zones", operator=("SELECT",))
    tenant_table("sales_report_days")


def downgrade() -> None:
    op.execute("DROP TABLE sales_report_days, sales_report_zones")
