"""Multibuys: so many units of a ticket type cost as much as fewer."""

from alembic import op

revision = "0126_price_rules_multibuy"
down_revision = "0125_leads"


def upgrade() -> None:
    op.execute("""
        ALTER TABLE price_rules ADD COLUMN take_units bigint, ADD COLUMN pay_units bigint,
            DROP CONSTRAINT ck_price_rules_kind, DROP CONSTRAINT ck_price_rules_value,
            ADD CONSTRAINT ck_price_rules_kind
                CHECK (kind IN ('early_bird', 'quantity', 'multibuy')) NOT VALID,
            ADD CONSTRAINT ck_price_rules_value
                CHECK (num_nonnulls(price_minor, percent_bp, take_units) = 1) NOT VALID,
            ADD CONSTRAINT ck_price_rules_multibuy CHECK (
                (take_units IS NULL) = (pay_units IS NULL)
                AND pay_units > 0 AND pay_units < take_units) NOT VALID
    """)


def downgrade() -> None:
    op.execute("""
        DELETE FROM price_rules WHERE kind = 'multibuy';
        ALTER TABLE price_rules DROP CONSTRAINT ck_price_rules_multibuy,
            DROP CONSTRAINT ck_price_rules_value, DROP CONSTRAINT ck_price_rules_kind,
            DROP COLUMN take_units, DROP COLUMN pay_units,
            ADD CONSTRAINT ck_price_rules_kind CHECK (kind IN ('early_bird', 'quantity')),
            ADD CONSTRAINT ck_price_rules_value CHECK (num_nonnulls(price_minor, percent_bp) = 1)
    """)
