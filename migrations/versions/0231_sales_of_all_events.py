"""Days of sales are counted of all events together as well; all of them are counted again.

No release has counted days before, so no earlier one reads or writes them while this is applied.
"""

from alembic import op

revision = "0231_sales_of_all_events"
down_revision = "0230_sales_report_parts"
OF_EVENTS = "'events', 'hours', 'channels', 'codes', 'types'"


def upgrade() -> None:
    _allow(f"{OF_EVENTS}, 'all', 'all_hours', 'all_channels', 'all_codes'")


def downgrade() -> None:
    _allow(OF_EVENTS)


def _allow(parts: str) -> None:
    op.execute(f"""
        TRUNCATE sales_report_days, sales_report_zones;
        ALTER TABLE sales_report_days DROP CONSTRAINT ck_sales_report_days_part,
            ADD CONSTRAINT ck_sales_report_days_part CHECK (part IN ({parts}))
    """)
