"""Payments by method: what the buyer does next, authorizations, reviews, platform fees."""

from alembic import op

from turnout.kernel.db.ddl import audit_table, tenant_table

revision = "0018_payment_methods"
down_revision = "0017_invoices"


def upgrade() -> None:
    _connections()
    _payments()
    _refunds_and_facts()
    _ledger()
    _platform_fees()


def _connections() -> None:
    op.execute("""
        ALTER TABLE connections
            ADD COLUMN collects text NOT NULL DEFAULT 'at_once',
            ADD COLUMN countries jsonb NOT NULL DEFAULT '[]',
            ADD COLUMN currencies jsonb NOT NULL DEFAULT '[]',
            ADD CONSTRAINT ck_connections_collects CHECK (collects IN ('at_once', 'by_hand'))
    """)


def _payments() -> None:
    op.execute("""
        ALTER TABLE payments
            ADD COLUMN ref_is_learned boolean NOT NULL DEFAULT false,
            ADD COLUMN method text, ADD COLUMN country text,
            ADD COLUMN capture boolean NOT NULL DEFAULT true,
            ADD COLUMN flow text, ADD COLUMN client_token bytea, ADD COLUMN instructions jsonb,
            ADD COLUMN client_options jsonb, ADD COLUMN stray_minor bigint NOT NULL DEFAULT 0,
            ADD COLUMN authorized_minor bigint NOT NULL DEFAULT 0,
            ADD COLUMN authorized_until timestamptz,
            ADD COLUMN abandoned_at timestamptz, ADD COLUMN polled_at timestamptz,
            ADD COLUMN platform_fee_minor bigint NOT NULL DEFAULT 0,
            ADD COLUMN platform_fee_route text NOT NULL DEFAULT 'none',
            ADD COLUMN review_decision text, ADD COLUMN review_note text,
            ADD COLUMN reviewed_at timestamptz,
            ADD COLUMN reviewed_facts jsonb NOT NULL DEFAULT '[]',
            ADD CONSTRAINT ck_payments_flow
                CHECK (flow IN ('redirect', 'embedded', 'instructions')),
            ADD CONSTRAINT ck_payments_platform_fee
                CHECK (platform_fee_minor BETWEEN 0 AND amount_minor),
            ADD CONSTRAINT ck_payments_platform_fee_route
                CHECK (platform_fee_route IN ('none', 'provider', 'owed')),
            ADD CONSTRAINT ck_payments_review_decision
                CHECK (review_decision IN ('approved', 'refused'))
    """)
    # What a buyer needs to pay is theirs alone, so the log of changes keeps none of it.
    for trigger in ("fixed_id", "audit_insert", "audit_update", "audit_delete"):
        op.execute(f"DROP TRIGGER {trigger} ON payments")
    audit_table(
        "payments",
        function="turnout_audit",
        redact=("return_url", "cancel_url", "redirect_url", "client_token", "instructions"),
    )


def _refunds_and_facts() -> None:
    op.execute("ALTER TABLE payment_operations ADD COLUMN asked_key text")
    op.execute(
        "ALTER TABLE refunds ADD COLUMN platform_fee_minor bigint NOT NULL DEFAULT 0,"
        " ADD COLUMN payment_ref text"
    )
    op.execute("""
        ALTER TABLE payment_facts
            ADD COLUMN variant text NOT NULL DEFAULT '', ADD COLUMN expires_at timestamptz,
            ADD COLUMN reference text, ADD COLUMN account text,
            DROP CONSTRAINT uq_payment_facts_organization_id_payment_id_kind_object_id,
            ADD CONSTRAINT uq_payment_facts_variant
                UNIQUE (organization_id, payment_id, kind, object_id, variant),
            DROP CONSTRAINT ck_payment_facts_source,
            ADD CONSTRAINT ck_payment_facts_source
                CHECK (source IN ('answer', 'webhook', 'poll', 'statement', 'report'))
    """)


def _ledger() -> None:
    op.execute("ALTER TABLE ledger_entries ADD COLUMN subject text")
    op.execute(
        "CREATE INDEX ix_ledger_entries_organization_id_payment_id"
        " ON ledger_entries (organization_id, payment_id)"
    )
    op.execute("""
        ALTER TABLE ledger_lines
            DROP CONSTRAINT ck_ledger_lines_account,
            ADD CONSTRAINT ck_ledger_lines_account CHECK (account IN ('provider_receivable',
                'sales', 'fees', 'refunds', 'disputes', 'dispute_losses', 'held_for_review',
                'platform_fees', 'platform_payable', 'bank'))
    """)


def _platform_fees() -> None:
    op.execute("""
        CREATE TABLE platform_fees (
            organization_id uuid NOT NULL, id uuid NOT NULL,
            basis_points bigint NOT NULL, fixed jsonb NOT NULL, changed_at timestamptz NOT NULL,
            CONSTRAINT pk_platform_fees PRIMARY KEY (organization_id, id),
            CONSTRAINT uq_platform_fees_organization_id UNIQUE (organization_id),
            CONSTRAINT fk_platform_fees_organization_id
                FOREIGN KEY (organization_id) REFERENCES organizations (id),
            CONSTRAINT ck_platform_fees_basis_points CHECK (basis_points BETWEEN 0 AND 10000)
        )
    """)
    # The operator sets what the platform takes; the organization may only read it.
    tenant_table("platform_fees", app=("SELECT",), operator=("SELECT", "INSERT", "UPDATE"))
