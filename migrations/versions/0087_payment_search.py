"""Payments are found by order number, buyer and provider, and disputes among their facts."""

from alembic import op

revision = "0087_payment_search"
down_revision = "0086_personal_data_copies"


def upgrade() -> None:
    op.execute("""
        CREATE INDEX ix_payments_organization_id_description
            ON payments (organization_id, description);
        CREATE INDEX ix_payments_buyer_email ON payments (organization_id, lower(buyer_email));
        CREATE INDEX ix_payment_deliveries_payment
            ON payment_deliveries (organization_id, payment_id) WHERE payment_id IS NOT NULL;
        CREATE INDEX ix_payment_facts_disputes
            ON payment_facts (organization_id, payment_id, object_id)
            WHERE kind IN ('dispute.opened', 'dispute.won', 'dispute.lost')
    """)


def downgrade() -> None:
    op.execute("""
        DROP INDEX ix_payments_organization_id_description;
        DROP INDEX ix_payments_buyer_email;
        DROP INDEX ix_payment_deliveries_payment;
        DROP INDEX ix_payment_facts_disputes
    """)
