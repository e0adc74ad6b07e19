"""Tables of orders: payment plans, what orders agreed on, and how long pending payments may take."""

from alembic import op

from turnout.kernel.db.ddl import operator_policy, tenant_table

revision = "0019_payment_plans"
down_revision = "0018_payment_methods"


def upgrade() -> None:
    _plans()
    _agreed()
    _parts()
    _terms()
    op.execute(
        "ALTER TABLE order_refunds ADD COLUMN payment_id uuid,"
        " ADD CONSTRAINT fk_order_refunds_organization_id_payment_id"
        " FOREIGN KEY (organization_id, payment_id) REFERENCES payments (organization_id, id)"
    )
    # Orders that wait for the organizer have a time limit too: the authorization's.
    op.execute("DROP INDEX ix_orders_due")
    op.execute(
        "CREATE INDEX ix_orders_due ON orders (organization_id, expires_at)"
        " WHERE state IN ('held', 'awaiting_payment', 'under_review')"
    )


def _plans() -> None:
    op.execute("""
        CREATE TABLE payment_plans (
            organization_id uuid NOT NULL, id uuid NOT NULL, event_id uuid NOT NULL,
            name text NOT NULL, currency text NOT NULL,
            deposit_bp bigint, deposit_minor bigint, instalments jsonb NOT NULL,
            last_days_before bigint NOT NULL, grace_days bigint NOT NULL,
            reminder_days bigint NOT NULL, minimum_minor bigint NOT NULL,
            keeps_deposit boolean NOT NULL, is_active boolean NOT NULL,
            version bigint NOT NULL, created_at timestamptz NOT NULL,
            CONSTRAINT pk_payment_plans PRIMARY KEY (organization_id, id),
            CONSTRAINT fk_payment_plans_organization_id_event_id
                FOREIGN KEY (organization_id, event_id) REFERENCES events (organization_id, id),
            CONSTRAINT ck_payment_plans_deposit CHECK (
                num_nonnulls(deposit_bp, deposit_minor) = 1
                AND coalesce(deposit_bp BETWEEN 1 AND 9999, deposit_minor > 0))
        )
    """)
    op.execute(
        "CREATE INDEX ix_payment_plans_organization_id_event_id_id"
        " ON payment_plans (organization_id, event_id, id)"
    )
    tenant_table("payment_plans")


def _agreed() -> None:
    op.execute("""
        CREATE TABLE order_plans (
            organization_id uuid NOT NULL, id uuid NOT NULL, order_id uuid NOT NULL,
            plan_id uuid NOT NULL, name text NOT NULL, keeps_deposit boolean NOT NULL,
            grace_days bigint NOT NULL, chosen_at timestamptz NOT NULL,
            in_force_since timestamptz,
            CONSTRAINT pk_order_plans PRIMARY KEY (organization_id, id),
            CONSTRAINT uq_order_plans_organization_id_order_id UNIQUE (organization_id, order_id),
            CONSTRAINT fk_order_plans_organization_id_order_id
                FOREIGN KEY (organization_id, order_id) REFERENCES orders (organization_id, id),
            CONSTRAINT fk_order_plans_organization_id_plan_id
                FOREIGN KEY (organization_id, plan_id)
                REFERENCES payment_plans (organization_id, id)
        )
    """)
    op.execute(
        "CREATE INDEX ix_order_plans_organization_id_plan_id"
        " ON order_plans (organization_id, plan_id)"
    )
    tenant_table("order_plans")


def _parts() -> None:
    op.execute("""
        CREATE TABLE order_parts (
            organization_id uuid NOT NULL, id uuid NOT NULL, order_id uuid NOT NULL,
            position bigint NOT NULL, amount_minor bigint NOT NULL,
            due_at timestamptz NOT NULL, remind_at timestamptz,
            CONSTRAINT pk_order_parts PRIMARY KEY (organization_id, id),
            CONSTRAINT uq_order_parts_organization_id_order_id_position
                UNIQUE (organization_id, order_id, position),
            CONSTRAINT fk_order_parts_organization_id_order_id
                FOREIGN KEY (organization_id, order_id) REFERENCES orders (organization_id, id),
            CONSTRAINT ck_order_parts_amount CHECK (amount_minor > 0)
        )
    """)
    op.execute(
        "CREATE INDEX ix_order_parts_due ON order_parts (organization_id, remind_at)"
        " WHERE remind_at IS NOT NULL"
    )
    tenant_table("order_parts")
    # The reminding job claims ids and times, never amounts.
    operator_policy("order_parts", ("SELECT (organization_id, id, order_id, remind_at)",))


def _terms() -> None:
    op.execute("""
        CREATE TABLE payment_terms (
            organization_id uuid NOT NULL, id uuid NOT NULL, event_id uuid NOT NULL,
            longest_pending_seconds bigint, version bigint NOT NULL,
            CONSTRAINT pk_payment_terms PRIMARY KEY (organization_id, id),
            CONSTRAINT uq_payment_terms_organization_id_event_id
                UNIQUE (organization_id, event_id),
            CONSTRAINT fk_payment_terms_organization_id_event_id
                FOREIGN KEY (organization_id, event_id) REFERENCES events (organization_id, id),
            CONSTRAINT ck_payment_terms_longest_pending_seconds
                CHECK (longest_pending_seconds >= 0)
        )
    """)
    tenant_table("payment_terms")
