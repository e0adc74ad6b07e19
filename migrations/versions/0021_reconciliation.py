"""Tables of reconciliation: bank statements, payouts, reconciliations and their findings."""

from alembic import op

from turnout.kernel.db.ddl import tenant_table

revision = "0021_reconciliation"
down_revision = "0021_accounting"


def upgrade() -> None:
    _payment_statement_lines()
    _payouts()
    _payout_items()
    _settlement_reports()
    _reconciliations()
    _reconciliation_findings()


def _payment_statement_lines() -> None:
    op.execute("""
        CREATE TABLE payment_statement_lines (
            organization_id uuid NOT NULL, id uuid NOT NULL,
            connection_id uuid NOT NULL, line_id text NOT NULL,
            booked_on date NOT NULL, amount_minor bigint NOT NULL, currency text NOT NULL,
            text text NOT NULL, party text NOT NULL, party_account text NOT NULL,
            state text NOT NULL, payment_id uuid, fact_kind text, object_id text,
            reason text NOT NULL, imported_at timestamptz NOT NULL, settled_at timestamptz,
            CONSTRAINT pk_payment_statement_lines PRIMARY KEY (organization_id, id),
            CONSTRAINT uq_payment_statement_lines_line
                UNIQUE (organization_id, connection_id, line_id),
            CONSTRAINT fk_payment_statement_lines_organization_id_connection_id
                FOREIGN KEY (organization_id, connection_id)
                REFERENCES connections (organization_id, id),
            CONSTRAINT fk_payment_statement_lines_organization_id_payment_id
                FOREIGN KEY (organization_id, payment_id) REFERENCES payments (organization_id, id),
            CONSTRAINT ck_payment_statement_lines_state
                CHECK (state IN ('unmatched', 'matched', 'applied', 'ignored')),
            CONSTRAINT ck_payment_statement_lines_amount CHECK (amount_minor <> 0),
            CONSTRAINT ck_payment_statement_lines_payment CHECK (
                (state IN ('matched', 'applied')) = (payment_id IS NOT NULL
                    AND fact_kind IS NOT NULL AND object_id IS NOT NULL))
        );
        CREATE INDEX ix_payment_statement_lines_organization_id_imported_at_id
            ON payment_statement_lines (organization_id, imported_at, id);
        CREATE INDEX ix_payment_statement_lines_organization_id_payment_id
            ON payment_statement_lines (organization_id, payment_id);
        CREATE INDEX ix_payment_statement_lines_waiting
            ON payment_statement_lines (organization_id, connection_id) WHERE state = 'matched'
    """)
    # Who paid whom, in a stranger's words: the log of changes keeps none of it. The operator's
    # job claims connections of which lines wait.
    tenant_table(
        "payment_statement_lines",
        app=("SELECT", "INSERT", "UPDATE"),
        operator=("SELECT (organization_id, connection_id, state)",),
        redact=("text", "party", "party_account"),
    )


def _payouts() -> None:
    op.execute("""
        CREATE TABLE payouts (
            organization_id uuid NOT NULL, id uuid NOT NULL,
            connection_id uuid NOT NULL, provider_ref text NOT NULL, currency text NOT NULL,
            amount_minor bigint NOT NULL, fee_minor bigint NOT NULL,
            paid_at timestamptz NOT NULL, recorded_at timestamptz NOT NULL,
            CONSTRAINT pk_payouts PRIMARY KEY (organization_id, id),
            CONSTRAINT uq_payouts_organization_id_connection_id_provider_ref
                UNIQUE (organization_id, connection_id, provider_ref),
            CONSTRAINT fk_payouts_organization_id_connection_id
                FOREIGN KEY (organization_id, connection_id)
                REFERENCES connections (organization_id, id)
        );
        CREATE INDEX ix_payouts_organization_id_paid_at_id
            ON payouts (organization_id, paid_at, id)
    """)
    tenant_table("payouts", app=("SELECT", "INSERT"))


def _payout_items() -> None:
    op.execute("""
        CREATE TABLE payout_items (
            organization_id uuid NOT NULL, id uuid NOT NULL,
            connection_id uuid NOT NULL, line_id text NOT NULL, payout_ref text,
            kind text NOT NULL, gross_minor bigint NOT NULL, fee_minor bigint NOT NULL,
            currency text NOT NULL, occurred_at timestamptz NOT NULL,
            provider_ref text, object_id text, recorded_at timestamptz NOT NULL,
            CONSTRAINT pk_payout_items PRIMARY KEY (organization_id, id),
            CONSTRAINT uq_payout_items_organization_id_connection_id_line_id
                UNIQUE (organization_id, connection_id, line_id),
            CONSTRAINT fk_payout_items_organization_id_connection_id
                FOREIGN KEY (organization_id, connection_id)
                REFERENCES connections (organization_id, id),
            CONSTRAINT ck_payout_items_kind
                CHECK (kind IN ('charge', 'refund', 'dispute', 'fee', 'adjustment', 'payout'))
        );
        CREATE INDEX ix_payout_items_organization_id_connection_id_payout_ref
            ON payout_items (organization_id, connection_id, payout_ref);
        CREATE INDEX ix_payout_items_organization_id_connection_id_provider_ref
            ON payout_items (organization_id, connection_id, provider_ref);
        CREATE INDEX ix_payout_items_organization_id_connection_id_occurred_at
            ON payout_items (organization_id, connection_id, occurred_at)
    """)
    # What a report said stays; only the payout that carried a line becomes known later.
    tenant_table("payout_items", app=("SELECT", "INSERT", "UPDATE (payout_ref)"))


def _settlement_reports() -> None:
    op.execute("""
        CREATE TABLE settlement_reports (
            organization_id uuid NOT NULL, id uuid NOT NULL, connection_id uuid NOT NULL,
            read_from timestamptz NOT NULL, read_until timestamptz NOT NULL,
            CONSTRAINT pk_settlement_reports PRIMARY KEY (organization_id, id),
            CONSTRAINT uq_settlement_reports_organization_id_connection_id
                UNIQUE (organization_id, connection_id),
            CONSTRAINT fk_settlement_reports_organization_id_connection_id
                FOREIGN KEY (organization_id, connection_id)
                REFERENCES connections (organization_id, id),
            CONSTRAINT ck_settlement_reports_period CHECK (read_from <= read_until)
        )
    """)
    tenant_table("settlement_reports", app=("SELECT", "INSERT", "UPDATE"))


def _reconciliations() -> None:
    op.execute("""
        CREATE TABLE reconciliations (
            organization_id uuid NOT NULL, id uuid NOT NULL,
            ran_at timestamptz NOT NULL, is_repairing boolean NOT NULL,
            orders bigint NOT NULL, payments bigint NOT NULL, items bigint NOT NULL,
            asked bigint NOT NULL, repaired bigint NOT NULL, differences bigint NOT NULL,
            CONSTRAINT pk_reconciliations PRIMARY KEY (organization_id, id),
            CONSTRAINT fk_reconciliations_organization_id
                FOREIGN KEY (organization_id) REFERENCES organizations (id)
        );
        CREATE INDEX ix_reconciliations_organization_id_ran_at_id
            ON reconciliations (organization_id, ran_at, id)
    """)
    tenant_table("reconciliations", app=("SELECT", "INSERT"))


def _reconciliation_findings() -> None:
    op.execute("""
        CREATE TABLE reconciliation_findings (
            organization_id uuid NOT NULL, id uuid NOT NULL,
            kind text NOT NULL, subject text NOT NULL,
            order_id uuid, payment_id uuid, connection_id uuid,
            currency text NOT NULL, expected bigint NOT NULL, found bigint NOT NULL,
            state text NOT NULL, first_seen_at timestamptz NOT NULL,
            last_seen_at timestamptz NOT NULL,
            settled_at timestamptz, settled_by text NOT NULL, reason text NOT NULL,
            CONSTRAINT pk_reconciliation_findings PRIMARY KEY (organization_id, id),
            CONSTRAINT uq_reconciliation_findings_organization_id_kind_subject
                UNIQUE (organization_id, kind, subject),
            CONSTRAINT fk_reconciliation_findings_organization_id
                FOREIGN KEY (organization_id) REFERENCES organizations (id),
            CONSTRAINT fk_reconciliation_findings_organization_id_order_id
                FOREIGN KEY (organization_id, order_id) REFERENCES orders (organization_id, id),
            CONSTRAINT fk_reconciliation_findings_organization_id_payment_id
                FOREIGN KEY (organization_id, payment_id) REFERENCES payments (organization_id, id),
            CONSTRAINT fk_reconciliation_findings_organization_id_connection_id
                FOREIGN KEY (organization_id, connection_id)
                REFERENCES connections (organization_id, id),
            CONSTRAINT ck_reconciliation_findings_state
                CHECK (state IN ('open', 'settled', 'gone'))
        );
        CREATE INDEX ix_reconciliation_findings_organization_id_first_seen_at_id
            ON reconciliation_findings (organization_id, first_seen_at, id)
    """)
    tenant_table("reconciliation_findings", app=("SELECT", "INSERT", "UPDATE"))
