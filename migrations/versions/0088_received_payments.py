"""Received payments: money that people took, outside any provider, and the accounts it lies in."""

from alembic import op

from turnout.kernel.db.ddl import tenant_table

revision = "0088_received_payments"
down_revision = "0087_payment_search"

METHODS = "'cash', 'card_terminal', 'transfer', 'other'"


def upgrade() -> None:
    op.execute(f"""
        ALTER TABLE payments ALTER COLUMN connection_id DROP NOT NULL;
        ALTER TABLE payments ADD CONSTRAINT ck_payments_received
            CHECK (connection_id IS NOT NULL OR coalesce(method, '') IN ({METHODS}));
        ALTER TABLE payment_facts DROP CONSTRAINT ck_payment_facts_source;
        ALTER TABLE payment_facts ADD CONSTRAINT ck_payment_facts_source
            CHECK (source IN ('answer', 'webhook', 'poll', 'statement', 'report', 'person'));
        ALTER TABLE ledger_lines DROP CONSTRAINT ck_ledger_lines_account;
        ALTER TABLE ledger_lines ADD CONSTRAINT ck_ledger_lines_account
            CHECK (account IN ('provider_receivable', 'sales', 'fees', 'refunds', 'disputes',
                'dispute_losses', 'held_for_review', 'platform_fees', 'platform_payable', 'bank',
                'adjustments', 'cash', 'card_terminal', 'other_receipts'));
        CREATE TABLE received_payments (
            organization_id uuid NOT NULL, id uuid NOT NULL, order_id uuid NOT NULL,
            payment_id uuid NOT NULL, method text NOT NULL, amount_minor bigint NOT NULL,
            currency text NOT NULL, received_at timestamptz NOT NULL,
            reference text NOT NULL, note text NOT NULL,
            recorded_by text NOT NULL, recorded_at timestamptz NOT NULL,
            CONSTRAINT pk_received_payments PRIMARY KEY (organization_id, id),
            CONSTRAINT uq_received_payments_payment_id UNIQUE (organization_id, payment_id),
            CONSTRAINT fk_received_payments_organization_id_payment_id
                FOREIGN KEY (organization_id, payment_id) REFERENCES payments (organization_id, id),
            CONSTRAINT fk_received_payments_organization_id_order_id
                FOREIGN KEY (organization_id, order_id) REFERENCES orders (organization_id, id),
            CONSTRAINT ck_received_payments_method CHECK (method IN ({METHODS})),
            CONSTRAINT ck_received_payments_amount CHECK (amount_minor > 0)
        );
        CREATE INDEX ix_received_payments_order_id
            ON received_payments (organization_id, order_id, recorded_at, id)
    """)
    tenant_table("received_payments", app=("SELECT", "INSERT", "UPDATE"))


def downgrade() -> None:
    op.execute("DROP TABLE received_payments")
