"""A job has as many leases as workers share it, each until it ends or is given back.

No release has had jobs with a single lease, so no earlier one works on them meanwhile.
"""

from alembic import op

revision = "0232_job_leases"
down_revision = "0231_sales_of_all_events"


def upgrade() -> None:
    op.execute("""
        ALTER TABLE jobs ADD COLUMN leases timestamptz[] NOT NULL DEFAULT '{}',
            DROP COLUMN leased_until
    """)


def downgrade() -> None:
    op.execute("ALTER TABLE jobs ADD COLUMN leased_until timestamptz, DROP COLUMN leases")
