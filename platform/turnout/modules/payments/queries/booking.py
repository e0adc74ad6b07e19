"""Booking a payment: what was booked so far, and the entries that are missing."""

from uuid import UUID

from turnout.kernel.db.tx import Transaction
from turnout.kernel.ids import new_id
from turnout.modules.payments.books import Booked, Posting
from turnout.modules.payments.models import Account
from turnout.modules.payments.queries.ledger import INSERT_LINE

# Entries of old have no subject: their source is payment:kind:object.
BOOKED = """
    WITH entries AS (
        SELECT id, kind, currency, coalesce(subject, split_part(kind, '.', 1) || ':'
            || substr(source, length(payment_id::text) + length(kind) + 3)) AS subject
        FROM ledger_entries
        WHERE organization_id = %(organization_id)s AND payment_id = %(payment_id)s
            AND (subject IS NOT NULL OR kind IN ('payment.collected', 'refund.succeeded',
                'dispute.opened', 'dispute.won', 'dispute.lost'))
    ), totals AS (
        SELECT e.subject, e.currency, l.account, sum(l.amount_minor)::bigint AS total
        FROM entries e JOIN ledger_lines l
            ON l.organization_id = %(organization_id)s AND l.entry_id = e.id
        GROUP BY e.subject, e.currency, l.account
    )
    SELECT e.subject, e.currency, array_agg(DISTINCT e.kind), count(*),
        (SELECT jsonb_object_agg(t.account, t.total) FROM totals t
            WHERE t.subject = e.subject AND t.currency = e.currency)
    FROM entries e GROUP BY e.subject, e.currency
"""
INSERT_ENTRY = """
    INSERT INTO ledger_entries (organization_id, id, payment_id, kind, source, subject, currency,
        occurred_at, recorded_at)
    VALUES (%(organization_id)s, %(id)s, %(payment_id)s, %(kind)s, %(source)s, %(subject)s,
        %(currency)s, %(occurred_at)s, %(now)s)
"""


def booked(tx: Transaction, payment_id: UUID) -> dict[tuple[str, str], Booked]:
    """What the ledger says of a payment, by (subject, currency)."""
    where = {"organization_id": tx.organization_id, "payment_id": payment_id}
    return {
        (subject, currency): Booked(
            balances={Account(name): total for name, total in balances.items()},
            kinds=frozenset(kinds),
            entries=entries,
        )
        for subject, currency, kinds, entries, balances in tx.query(BOOKED, where)
    }


def book(tx: Transaction, payment_id: UUID, posting: Posting, *, earlier: int) -> None:
    """Write an entry with its lines; the payment is locked by the caller.

    `earlier` counts the subject's entries, so that two writers of the same one would collide.
    """
    entry_id = new_id()
    tx.query(
        INSERT_ENTRY,
        {
            "organization_id": tx.organization_id,
            "id": entry_id,
            "payment_id": payment_id,
            "kind": posting.kind,
            "source": f"{payment_id}:{posting.currency}:{posting.subject}:{earlier + 1}",
            "subject": posting.subject,
            "currency": posting.currency,
            "occurred_at": posting.occurred_at,
            "now": tx.now,
        },
    )
    tx.execute_many(
        INSERT_LINE,
        [
            {
                "organization_id": tx.organization_id,
                "id": new_id(),
                "entry_id": entry_id,
                "account": account.value,
                "amount_minor": amount,
            }
            for account, amount in posting.lines
        ],
    )
