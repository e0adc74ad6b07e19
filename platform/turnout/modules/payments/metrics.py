"""Metrics of payments."""

from turnout.kernel.observability.metrics import counter

DELIVERIES = counter(
    "turnout_payment_deliveries",
    "Webhooks of payment providers by what became of them",
    outcome=(
        "untrusted", "busy", "stored", "duplicate", "done", "ignored", "foreign", "failed", "dead",
        "pinged", "unknown",
    ),
)  # fmt: skip
OPERATIONS = counter(
    "turnout_payment_operations",
    "Requests to payment providers by how they ended",
    kind=("start", "refund", "capture", "void"),
    outcome=("answered", "refused", "not_sent", "busy", "unclear"),
)
SETTLED = counter("turnout_payments_settled", "Payments that were collected in full or in part")
REVIEWS = counter(
    "turnout_payments_held_for_review",
    "Payments whose facts do not fit what was asked for",
    reason=("account", "reference", "currency", "amount", "contradiction"),
)
RISKS = counter(
    "turnout_payment_risks",
    "Payments by what their provider says of the risk of fraud, each time that it changes",
    level=("normal", "elevated", "highest", "blocked"),
)
DECISIONS = counter(
    "turnout_payment_reviews_decided",
    "Payments held for review by what a person decided",
    decision=("approved", "refused"),
)
ABANDONED = counter(
    "turnout_payments_abandoned",
    "Payments nobody wants any more, by what was done about them",
    outcome=("not_sent", "voiding", "left"),
)
CORRECTIONS = counter(
    "turnout_ledger_corrections",
    "Ledger entries that corrected an earlier one",
    family=("payment", "refund", "dispute", "platform"),
)
