"""What a refund pays for, and when one that failed is asked for again."""

from alembic import op

revision = "0032_refunds_of_returns"
down_revision = "0031_branding"

FILL = """
    UPDATE order_refunds f SET return_id = b.id, is_owed = true
    FROM order_returns b
    WHERE b.organization_id = f.organization_id AND b.order_id = f.order_id
        AND b.returned_at = f.requested_at
        AND (SELECT sum(o.amount_minor) FILTER (WHERE o.state <> 'failed') FROM order_refunds o
            WHERE o.organization_id = b.organization_id AND o.order_id = b.order_id
                AND o.requested_at = b.returned_at) = b.amount_minor
        AND NOT EXISTS (SELECT FROM order_refunds o
            WHERE o.organization_id = b.organization_id AND o.order_id = b.order_id
                AND o.requested_at = b.returned_at AND o.state = 'failed')
"""
"""A return and its refunds are written in one transaction, so they bear the same time. Where one of
them failed, something asked for later may have paid instead: those stay as they are."""


def upgrade() -> None:
    op.execute("""
        ALTER TABLE order_refunds
            ADD COLUMN return_id uuid,
            ADD COLUMN is_owed boolean NOT NULL DEFAULT false,
            ADD COLUMN attempts bigint NOT NULL DEFAULT 1,
            ADD COLUMN ask_again_at timestamptz,
            ADD CONSTRAINT fk_order_refunds_organization_id_return_id
                FOREIGN KEY (organization_id, return_id)
                REFERENCES order_returns (organization_id, id),
            ADD CONSTRAINT ck_order_refunds_owed CHECK (is_owed OR return_id IS NULL),
            ADD CONSTRAINT ck_order_refunds_ask_again CHECK (
                ask_again_at IS NULL OR (is_owed AND state = 'failed')),
            DROP CONSTRAINT ck_order_refunds_state,
            ADD CONSTRAINT ck_order_refunds_state
                CHECK (state IN ('requested', 'succeeded', 'failed', 'settled'))
    """)
    op.execute(
        "CREATE INDEX ix_order_refunds_organization_id_return_id"
        " ON order_refunds (organization_id, return_id)"
    )
    _fill()


def _fill() -> None:
    tables = ("order_refunds", "order_returns")
    for table in tables:
        op.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
    op.execute("SELECT set_config('turnout.actor', 'system:migrations.0032', true)")
    op.execute(FILL)
    op.execute("SELECT set_config('turnout.actor', '', true)")
    for table in tables:
        op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
