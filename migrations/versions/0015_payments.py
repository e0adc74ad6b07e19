"""Tables of payments: payments, refunds, operations, what providers told, the ledger."""

from alembic import op

from turnout.kernel.db.ddl import tenant_table

revision = "0015_payments"
down_revision = "0014_inventory"

APPEND_ONLY = ("SELECT", "INSERT")


def upgrade() -> None:
    _payments()
    _refunds()
    _payment_operations()
    _payment_facts()
    _payment_deliveries()
    _ledger_entries()
    _ledger_lines()
    _ledger_is_balanced()
    _platform_fees()


def _payments() -> None:
    op.execute("""
        CREATE TABLE payments (
            organization_id uuid NOT NULL, id uuid NOT NULL,
            connection_id uuid NOT NULL, reference uuid NOT NULL,
            amount_minor bigint NOT NULL, currency text NOT NULL,
            description text NOT NULL, buyer_email text NOT NULL, locale text NOT NULL,
            return_url text NOT NULL, cancel_url text NOT NULL,
            state text NOT NULL, answer_state text NOT NULL,
            provider_ref text, account text, redirect_url text, error_code text,
            captured_minor bigint NOT NULL, settled_minor bigint NOT NULL,
            refunded_minor bigint NOT NULL, refunding_minor bigint NOT NULL,
            disputed_minor bigint NOT NULL, fee_minor bigint NOT NULL,
            dispute text, review_reason text,
            longest_pending_seconds bigint NOT NULL,
            opened_at timestamptz NOT NULL, asked_at timestamptz, action_expires_at timestamptz,
            pending_since timestamptz, settled_at timestamptz, poll_at timestamptz,
            polls bigint NOT NULL, ref_is_learned boolean NOT NULL DEFAULT false, method text,
            country text, capture boolean NOT NULL DEFAULT true, flow text, client_token bytea,
            instructions jsonb, client_options jsonb, stray_minor bigint NOT NULL DEFAULT 0,
            authorized_minor bigint NOT NULL DEFAULT 0, authorized_until timestamptz,
            abandoned_at timestamptz, polled_at timestamptz,
            platform_fee_minor bigint NOT NULL DEFAULT 0,
            platform_fee_route text NOT NULL DEFAULT 'none', review_decision text, review_note text,
            reviewed_at timestamptz, reviewed_facts jsonb NOT NULL DEFAULT '[]',
            CONSTRAINT pk_payments PRIMARY KEY (organization_id, id),
            CONSTRAINT fk_payments_organization_id_connection_id
                FOREIGN KEY (organization_id, connection_id)
                REFERENCES connections (organization_id, id),
            CONSTRAINT ck_payments_state CHECK (state IN ('pending', 'unknown', 'needs_action',
                'processing', 'authorized', 'succeeded', 'part_refunded', 'refunded', 'failed',
                'cancelled')),
            CONSTRAINT ck_payments_amount CHECK (amount_minor > 0),
            CONSTRAINT ck_payments_settled CHECK (settled_minor BETWEEN 0 AND captured_minor),
            CONSTRAINT ck_payments_refunding CHECK (refunding_minor BETWEEN 0 AND captured_minor),
            CONSTRAINT ck_payments_dispute CHECK (dispute IN ('open', 'won', 'lost')),
            CONSTRAINT ck_payments_flow CHECK (flow IN ('redirect', 'embedded', 'instructions')),
            CONSTRAINT ck_payments_platform_fee
                CHECK (platform_fee_minor BETWEEN 0 AND amount_minor),
            CONSTRAINT ck_payments_platform_fee_route
                CHECK (platform_fee_route IN ('none', 'provider', 'owed')),
            CONSTRAINT ck_payments_review_decision
                CHECK (review_decision IN ('approved', 'refused'))
        );
        CREATE UNIQUE INDEX uq_payments_organization_id_connection_id_provider_ref
            ON payments (organization_id, connection_id, provider_ref)
            WHERE provider_ref IS NOT NULL;
        CREATE INDEX ix_payments_organization_id_reference_opened_at
            ON payments (organization_id, reference, opened_at);
        CREATE INDEX ix_payments_organization_id_opened_at_id
            ON payments (organization_id, opened_at, id);
        CREATE INDEX ix_payments_due
            ON payments (organization_id, poll_at) WHERE poll_at IS NOT NULL
    """)
    # The operator's jobs claim ids; they never see who paid. Return addresses hold order secrets,
    # and what a buyer needs to pay is theirs alone: the log of changes keeps none of it.
    tenant_table(
        "payments",
        app=("SELECT", "INSERT", "UPDATE"),
        operator=("SELECT (organization_id, id, poll_at)",),
        redact=("return_url", "cancel_url", "redirect_url", "client_token", "instructions"),
    )


def _refunds() -> None:
    op.execute("""
        CREATE TABLE refunds (
            organization_id uuid NOT NULL, id uuid NOT NULL,
            payment_id uuid NOT NULL, key text NOT NULL,
            amount_minor bigint NOT NULL, currency text NOT NULL, reason text NOT NULL,
            state text NOT NULL, provider_ref text, error_code text,
            requested_at timestamptz NOT NULL, ended_at timestamptz,
            platform_fee_minor bigint NOT NULL DEFAULT 0, payment_ref text,
            CONSTRAINT pk_refunds PRIMARY KEY (organization_id, id),
            CONSTRAINT uq_refunds_organization_id_payment_id_key
                UNIQUE (organization_id, payment_id, key),
            CONSTRAINT fk_refunds_organization_id_payment_id
                FOREIGN KEY (organization_id, payment_id) REFERENCES payments (organization_id, id),
            CONSTRAINT ck_refunds_state
                CHECK (state IN ('requested', 'pending', 'succeeded', 'failed')),
            CONSTRAINT ck_refunds_amount CHECK (amount_minor > 0)
        );
        CREATE UNIQUE INDEX uq_refunds_organization_id_payment_id_provider_ref
            ON refunds (organization_id, payment_id, provider_ref) WHERE provider_ref IS NOT NULL
    """)
    tenant_table("refunds", app=("SELECT", "INSERT", "UPDATE"))


def _payment_operations() -> None:
    op.execute("""
        CREATE TABLE payment_operations (
            organization_id uuid NOT NULL, id uuid NOT NULL,
            payment_id uuid NOT NULL, refund_id uuid,
            kind text NOT NULL, key text NOT NULL,
            amount_minor bigint NOT NULL, currency text NOT NULL,
            state text NOT NULL, attempts bigint NOT NULL, error text NOT NULL,
            planned_at timestamptz NOT NULL, sent_at timestamptz, due_at timestamptz,
            finished_at timestamptz, asked_key text,
            CONSTRAINT pk_payment_operations PRIMARY KEY (organization_id, id),
            CONSTRAINT uq_payment_operations_organization_id_key UNIQUE (organization_id, key),
            CONSTRAINT fk_payment_operations_organization_id_payment_id
                FOREIGN KEY (organization_id, payment_id) REFERENCES payments (organization_id, id),
            CONSTRAINT fk_payment_operations_organization_id_refund_id
                FOREIGN KEY (organization_id, refund_id) REFERENCES refunds (organization_id, id),
            CONSTRAINT ck_payment_operations_kind
                CHECK (kind IN ('start', 'refund', 'capture', 'void')),
            CONSTRAINT ck_payment_operations_state
                CHECK (state IN ('planned', 'sent', 'unknown', 'done', 'failed'))
        );
        CREATE INDEX ix_payment_operations_organization_id_payment_id
            ON payment_operations (organization_id, payment_id);
        CREATE INDEX ix_payment_operations_due
            ON payment_operations (organization_id, due_at) WHERE due_at IS NOT NULL
    """)
    tenant_table(
        "payment_operations",
        app=("SELECT", "INSERT", "UPDATE"),
        operator=("SELECT (organization_id, id, due_at)",),
    )


def _payment_facts() -> None:
    op.execute("""
        CREATE TABLE payment_facts (
            organization_id uuid NOT NULL, id uuid NOT NULL,
            payment_id uuid NOT NULL, kind text NOT NULL, object_id text NOT NULL,
            provider_ref text NOT NULL, amount_minor bigint NOT NULL, currency text NOT NULL,
            fee_minor bigint, key text, code text, fault text, source text NOT NULL,
            occurred_at timestamptz NOT NULL, recorded_at timestamptz NOT NULL,
            variant text NOT NULL DEFAULT '', expires_at timestamptz, reference text, account text,
            CONSTRAINT pk_payment_facts PRIMARY KEY (organization_id, id),
            CONSTRAINT uq_payment_facts_variant
                UNIQUE (organization_id, payment_id, kind, object_id, variant),
            CONSTRAINT fk_payment_facts_organization_id_payment_id
                FOREIGN KEY (organization_id, payment_id) REFERENCES payments (organization_id, id),
            CONSTRAINT ck_payment_facts_source
                CHECK (source IN ('answer', 'webhook', 'poll', 'statement', 'report'))
        )
    """)
    tenant_table("payment_facts", app=APPEND_ONLY)


def _payment_deliveries() -> None:
    op.execute("""
        CREATE TABLE payment_deliveries (
            organization_id uuid NOT NULL, id uuid NOT NULL,
            connection_id uuid NOT NULL, payment_id uuid, digest text NOT NULL,
            headers jsonb NOT NULL, body bytea NOT NULL,
            state text NOT NULL, attempts bigint NOT NULL, detail text NOT NULL,
            received_at timestamptz NOT NULL, due_at timestamptz, finished_at timestamptz,
            CONSTRAINT pk_payment_deliveries PRIMARY KEY (organization_id, id),
            CONSTRAINT uq_payment_deliveries_organization_id_connection_id_digest
                UNIQUE (organization_id, connection_id, digest),
            CONSTRAINT fk_payment_deliveries_organization_id_connection_id
                FOREIGN KEY (organization_id, connection_id)
                REFERENCES connections (organization_id, id),
            CONSTRAINT ck_payment_deliveries_state
                CHECK (state IN ('received', 'done', 'ignored', 'foreign', 'dead'))
        );
        CREATE INDEX ix_payment_deliveries_organization_id_received_at_id
            ON payment_deliveries (organization_id, received_at, id);
        CREATE INDEX ix_payment_deliveries_due
            ON payment_deliveries (organization_id, due_at) WHERE due_at IS NOT NULL
    """)
    # The operator's jobs claim what is due and drop what is old; they read no body.
    tenant_table(
        "payment_deliveries",
        app=("SELECT", "INSERT", "UPDATE"),
        operator=("SELECT (organization_id, id, due_at, state, finished_at)", "DELETE"),
        redact=("headers", "body"),
    )


def _ledger_entries() -> None:
    op.execute("""
        CREATE TABLE ledger_entries (
            organization_id uuid NOT NULL, id uuid NOT NULL,
            payment_id uuid, kind text NOT NULL, source text NOT NULL, currency text NOT NULL,
            occurred_at timestamptz NOT NULL, recorded_at timestamptz NOT NULL, subject text,
            CONSTRAINT pk_ledger_entries PRIMARY KEY (organization_id, id),
            CONSTRAINT uq_ledger_entries_organization_id_source UNIQUE (organization_id, source),
            CONSTRAINT fk_ledger_entries_organization_id_payment_id
                FOREIGN KEY (organization_id, payment_id) REFERENCES payments (organization_id, id)
        );
        CREATE INDEX ix_ledger_entries_organization_id_recorded_at_id
            ON ledger_entries (organization_id, recorded_at, id);
        CREATE INDEX ix_ledger_entries_organization_id_payment_id
            ON ledger_entries (organization_id, payment_id);
        CREATE INDEX ix_ledger_entries_organization_id_occurred_at_id
            ON ledger_entries (organization_id, occurred_at, id)
    """)
    tenant_table("ledger_entries", app=APPEND_ONLY)


def _ledger_lines() -> None:
    op.execute("""
        CREATE TABLE ledger_lines (
            organization_id uuid NOT NULL, id uuid NOT NULL,
            entry_id uuid NOT NULL, account text NOT NULL, amount_minor bigint NOT NULL,
            CONSTRAINT pk_ledger_lines PRIMARY KEY (organization_id, id),
            CONSTRAINT fk_ledger_lines_organization_id_entry_id
                FOREIGN KEY (organization_id, entry_id)
                REFERENCES ledger_entries (organization_id, id),
            CONSTRAINT ck_ledger_lines_amount CHECK (amount_minor <> 0),
            CONSTRAINT ck_ledger_lines_account CHECK (account IN ('provider_receivable',
                'sales', 'fees', 'refunds', 'disputes', 'dispute_losses', 'held_for_review',
                'platform_fees', 'platform_payable', 'bank', 'adjustments'))
        );
        CREATE INDEX ix_ledger_lines_organization_id_entry_id
            ON ledger_lines (organization_id, entry_id)
    """)
    tenant_table("ledger_lines", app=APPEND_ONLY)


def _ledger_is_balanced() -> None:
    """Checked at COMMIT, by the database itself: an entry has lines, and they sum to zero."""
    op.execute("""
        CREATE FUNCTION turnout_ledger_balanced() RETURNS trigger LANGUAGE plpgsql
        SET search_path = pg_catalog, public AS $body$
        DECLARE
            entry uuid := CASE TG_TABLE_NAME WHEN 'ledger_entries'
                THEN (to_jsonb(NEW) ->> 'id')::uuid ELSE (to_jsonb(NEW) ->> 'entry_id')::uuid END;
            lines bigint;
            total numeric;
        BEGIN
            SELECT count(*), coalesce(sum(amount_minor), 0) INTO lines, total FROM ledger_lines
                WHERE organization_id = NEW.organization_id AND entry_id = entry;
            IF lines < 2 OR total <> 0 THEN
                RAISE EXCEPTION 'ledger entry % has % lines that sum to %', entry, lines, total
                    USING ERRCODE = 'check_violation';
            END IF;
            RETURN NULL;
        END $body$;
        CREATE FUNCTION turnout_ledger_append_only() RETURNS trigger LANGUAGE plpgsql
        SET search_path = pg_catalog, public AS $body$
        BEGIN
            RAISE EXCEPTION 'the ledger is append-only: %', TG_TABLE_NAME
                USING ERRCODE = 'insufficient_privilege';
        END $body$
    """)
    for table in ("ledger_entries", "ledger_lines"):
        op.execute(f"""
            CREATE CONSTRAINT TRIGGER balanced AFTER INSERT ON {table}
                DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
                EXECUTE FUNCTION turnout_ledger_balanced();
            CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON {table}
                FOR EACH STATEMENT EXECUTE FUNCTION turnout_ledger_append_only()
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
