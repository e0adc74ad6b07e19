"""Fragments of SQL that other modules' queries may compose."""

BOOKED_LINES = """
    (SELECT e.organization_id, e.recorded_at, e.currency, l.account, l.amount_minor
    FROM ledger_entries e JOIN ledger_lines l
        ON l.organization_id = e.organization_id AND l.entry_id = e.id)
"""
"""Each line of the ledger with the instant at which it was booked; debits are positive.

The caller names the organization."""

MOVED_LINES = """
    (SELECT e.organization_id, e.occurred_at, e.currency, l.account, l.amount_minor, p.reference
    FROM ledger_entries e JOIN ledger_lines l
        ON l.organization_id = e.organization_id AND l.entry_id = e.id
    LEFT JOIN payments p ON p.organization_id = e.organization_id AND p.id = e.payment_id)
"""
"""Each line of the ledger with the instant at which the money moved and what it was paid for.

Debits are positive; `reference` is null where no payment stands behind an entry. The caller names
the organization."""

LEDGER_ENTRIES = """
    (SELECT e.organization_id, e.id AS entry_id, e.kind, e.currency, e.occurred_at, e.recorded_at,
        e.payment_id, e.source, e.subject, p.reference, p.connection_id, p.method, p.state,
        p.provider_ref
    FROM ledger_entries e LEFT JOIN payments p
        ON p.organization_id = e.organization_id AND p.id = e.payment_id)
"""
"""Each entry of the ledger with its payment, whose columns are null where none stands behind it.

`reference` is what the payment was opened for. The caller names the organization."""

LEDGER_LINES = """
    (SELECT organization_id, entry_id, account, amount_minor FROM ledger_lines)
"""
"""Each line of the ledger by its entry; debits are positive. The caller names the organization."""

PAYMENT_RECORDS = """
    (SELECT organization_id, id, reference AS order_id, connection_id, state, method, country,
        currency, amount_minor, captured_minor, settled_minor, refunded_minor, disputed_minor,
        fee_minor, platform_fee_minor, provider_ref, error_code, opened_at, settled_at, buyer_email
    FROM payments)
"""
"""Each payment as it is recorded outside, by its id. The caller names the organization."""

REFUND_RECORDS = """
    (SELECT organization_id, id, payment_id, state, currency, amount_minor, platform_fee_minor,
        provider_ref, error_code, requested_at, ended_at, reason
    FROM refunds)
"""
"""Each refund as it is recorded outside, by its id. The caller names the organization."""

LEDGER_LINE_RECORDS = """
    (SELECT l.organization_id, l.id, l.entry_id, e.payment_id, e.kind, l.account, e.currency,
        l.amount_minor, e.occurred_at, e.recorded_at
    FROM ledger_lines l JOIN ledger_entries e
        ON e.organization_id = l.organization_id AND e.id = l.entry_id)
"""
"""Each line of the ledger with its entry; debits are positive.

The caller names the organization."""

DISPUTED_REFERENCES = """
    (SELECT f.organization_id, p.reference
    FROM payment_facts f JOIN payments p
        ON p.organization_id = f.organization_id AND p.id = f.payment_id
    WHERE f.kind = 'dispute.opened' AND NOT EXISTS (
        SELECT FROM payment_facts d
        WHERE d.organization_id = f.organization_id AND d.payment_id = f.payment_id
            AND d.object_id = f.object_id AND d.kind IN ('dispute.won', 'dispute.lost')))
"""
"""What was paid for by payments of which a dispute is open, once for each telling.

The caller names the organization."""
