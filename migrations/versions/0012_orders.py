"""Tables of a purchase: orders, lines, attendees, refunds."""

from alembic import op

from turnout.kernel.db.ddl import operator_policy, tenant_table

revision = "0012_orders"
down_revision = "0011_tickets"


def upgrade() -> None:
    op.execute("""
        CREATE TABLE orders (
            organization_id uuid NOT NULL, id uuid NOT NULL,
            number text NOT NULL, event_id uuid NOT NULL,
            state text NOT NULL, money_state text NOT NULL,
            currency text NOT NULL, net_minor bigint NOT NULL, tax_minor bigint NOT NULL,
            total_minor bigint NOT NULL, paid_minor bigint NOT NULL,
            refunded_minor bigint NOT NULL,
            buyer_email text NOT NULL, buyer_name text NOT NULL, locale text NOT NULL,
            user_id uuid, hold_id uuid, channel text NOT NULL,
            placed_at timestamptz NOT NULL, expires_at timestamptz,
            confirmed_at timestamptz, ended_at timestamptz,
            CONSTRAINT pk_orders PRIMARY KEY (organization_id, id),
            CONSTRAINT uq_orders_organization_id_number UNIQUE (organization_id, number),
            CONSTRAINT fk_orders_organization_id_event_id
                FOREIGN KEY (organization_id, event_id) REFERENCES events (organization_id, id),
            CONSTRAINT ck_orders_state CHECK (state IN ('held', 'awaiting_approval',
                'awaiting_payment', 'under_review', 'confirmed', 'expired', 'cancelled')),
            CONSTRAINT ck_orders_money_state CHECK (money_state IN
                ('unpaid', 'part_paid', 'paid', 'part_refunded', 'refunded')),
            CONSTRAINT ck_orders_total
                CHECK (net_minor + tax_minor = total_minor AND total_minor >= 0),
            CONSTRAINT ck_orders_money
                CHECK (refunded_minor BETWEEN 0 AND paid_minor AND paid_minor >= 0)
        )
    """)
    op.execute(
        "CREATE INDEX ix_orders_organization_id_event_id_placed_at_id"
        " ON orders (organization_id, event_id, placed_at, id)"
    )
    op.execute(
        "CREATE INDEX ix_orders_organization_id_placed_at_id"
        " ON orders (organization_id, placed_at, id)"
    )
    op.execute(
        "CREATE INDEX ix_orders_due ON orders (organization_id, expires_at)"
        " WHERE state IN ('held', 'awaiting_payment')"
    )
    tenant_table("orders", person_column="user_id")
    # The expiry job claims ids; it never sees who bought.
    operator_policy("orders", ("SELECT (organization_id, id, state, expires_at)",))
    _lines()
    _attendees()
    _refunds()


def _lines() -> None:
    op.execute("""
        CREATE TABLE order_lines (
            organization_id uuid NOT NULL, id uuid NOT NULL, order_id uuid NOT NULL,
            ticket_type_id uuid NOT NULL, pool_id uuid NOT NULL, name text NOT NULL,
            quantity bigint NOT NULL, unit_minor bigint NOT NULL, tax_rate_bp bigint NOT NULL,
            net_minor bigint NOT NULL, tax_minor bigint NOT NULL, gross_minor bigint NOT NULL,
            CONSTRAINT pk_order_lines PRIMARY KEY (organization_id, id),
            CONSTRAINT fk_order_lines_organization_id_order_id
                FOREIGN KEY (organization_id, order_id) REFERENCES orders (organization_id, id),
            CONSTRAINT fk_order_lines_organization_id_ticket_type_id
                FOREIGN KEY (organization_id, ticket_type_id)
                REFERENCES ticket_types (organization_id, id),
            CONSTRAINT ck_order_lines_quantity CHECK (quantity > 0),
            CONSTRAINT ck_order_lines_gross CHECK (net_minor + tax_minor = gross_minor)
        )
    """)
    op.execute(
        "CREATE INDEX ix_order_lines_organization_id_order_id"
        " ON order_lines (organization_id, order_id)"
    )
    tenant_table("order_lines")


def _attendees() -> None:
    op.execute("""
        CREATE TABLE order_attendees (
            organization_id uuid NOT NULL, id uuid NOT NULL, order_id uuid NOT NULL,
            ticket_type_id uuid NOT NULL, name text NOT NULL, email text NOT NULL,
            position bigint NOT NULL,
            CONSTRAINT pk_order_attendees PRIMARY KEY (organization_id, id),
            CONSTRAINT fk_order_attendees_organization_id_order_id
                FOREIGN KEY (organization_id, order_id) REFERENCES orders (organization_id, id)
        )
    """)
    op.execute(
        "CREATE INDEX ix_order_attendees_organization_id_order_id_position"
        " ON order_attendees (organization_id, order_id, position)"
    )
    tenant_table("order_attendees")


def _refunds() -> None:
    op.execute("""
        CREATE TABLE order_refunds (
            organization_id uuid NOT NULL, id uuid NOT NULL, order_id uuid NOT NULL,
            refund_id uuid NOT NULL, amount_minor bigint NOT NULL, reason text NOT NULL,
            state text NOT NULL, requested_at timestamptz NOT NULL,
            CONSTRAINT pk_order_refunds PRIMARY KEY (organization_id, id),
            CONSTRAINT fk_order_refunds_organization_id_order_id
                FOREIGN KEY (organization_id, order_id) REFERENCES orders (organization_id, id),
            CONSTRAINT ck_order_refunds_state
                CHECK (state IN ('requested', 'succeeded', 'failed')),
            CONSTRAINT ck_order_refunds_amount CHECK (amount_minor > 0)
        )
    """)
    op.execute(
        "CREATE INDEX ix_order_refunds_organization_id_order_id"
        " ON order_refunds (organization_id, order_id)"
    )
    tenant_table("order_refunds")
