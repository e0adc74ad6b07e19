"""What an account's new address refuses since the former one did is kept as proof, too."""

from alembic import op

from turnout.kernel.db.ddl import backfill, operator_policy

revision = "0085_carried_consents"
down_revision = "0084_order_timeline"

SOURCES = ("unsubscribe-link", "preferences", "organizer-page", "api")
CARRIED = "address-change"


def upgrade() -> None:
    operator_policy("consent_records", ("INSERT",))
    _allow((*SOURCES, CARRIED))


def downgrade() -> None:
    backfill(
        f"DELETE FROM consent_records WHERE source = '{CARRIED}'",
        tables=("consent_records",),
        actor=f"migration:{revision}",
    )
    op.execute("""
        DROP POLICY operator ON consent_records;
        REVOKE ALL ON consent_records FROM turnout_operator
    """)
    _allow(SOURCES)


def _allow(sources: tuple[str, ...]) -> None:
    listed = ", ".join(f"'{each}'" for each in sources)
    op.execute(f"""
        ALTER TABLE consent_records DROP CONSTRAINT ck_consent_records_source;
        ALTER TABLE consent_records ADD CONSTRAINT ck_consent_records_source
            CHECK (source IN ({listed}))
    """)
