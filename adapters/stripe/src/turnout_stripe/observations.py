"""Observations: Stripe's objects as updates of the SDK.

Webhooks and answers go through the same three readers (intent, refund, dispute), so both tell the
same facts. A fact is keyed by its object: the order in which events arrive means nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from turnout_sdk.money import Money
from turnout_sdk.payments import FactKind, Flow, NextAction, OperationState, Update
from turnout_sdk.risk import RiskLevel, RiskReview, RiskVerdict
from turnout_stripe.amounts import fee_from_provider, from_provider
from turnout_stripe.capabilities import DELAYED
from turnout_stripe.settings import Settings

REFERENCE, KEY, CAPTURE_KEY = "turnout_reference", "turnout_key", "turnout_capture_key"

Json = Mapping[str, Any]

REFUND_KINDS = {
    "pending": FactKind.REFUND_PENDING,
    "requires_action": FactKind.REFUND_PENDING,
    "succeeded": FactKind.REFUND_SUCCEEDED,
    "failed": FactKind.REFUND_FAILED,
    "canceled": FactKind.REFUND_FAILED,
}
_DISPUTE_ENDINGS = {"won": FactKind.DISPUTE_WON, "lost": FactKind.DISPUTE_LOST}
_NO_MONEY_MOVED = frozenset({"prevented"})
_NOTHING = Money.zero("USD")
"""Of an object of Radar, which names no amount."""
_RISK_LEVELS = {
    "normal": RiskLevel.NORMAL,
    "elevated": RiskLevel.ELEVATED,
    "highest": RiskLevel.HIGHEST,
}
_WAITING = frozenset({"requires_payment_method", "requires_confirmation", "requires_action"})


@dataclass(frozen=True, slots=True, kw_only=True)
class ObservationContext:
    """Who tells a fact, and when it happened."""

    delivery_id: str
    account: str | None
    occurred_at: datetime


def moment(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, tz=UTC)


def intent_kinds(intent: Json) -> list[FactKind]:
    """What is true of a PaymentIntent as it stands."""
    status, is_manual = intent["status"], intent.get("capture_method") == "manual"
    if status == "succeeded":
        if is_manual:
            return [FactKind.PAYMENT_AUTHORIZED, FactKind.PAYMENT_CAPTURED]
        return [FactKind.PAYMENT_SUCCEEDED]
    if status in _WAITING:
        return [FactKind.PAYMENT_FAILED] if _failed_for_good(intent) else []
    kind = {
        "processing": FactKind.PAYMENT_PENDING,
        "requires_capture": FactKind.PAYMENT_AUTHORIZED,
        "canceled": FactKind.PAYMENT_VOIDED,
    }.get(status)
    return [kind] if kind else []


def intent_update(kind: FactKind, intent: Json, context: ObservationContext) -> Update:
    """Write one fact about a PaymentIntent; only money that came in counts as received."""
    came_in = kind in (FactKind.PAYMENT_SUCCEEDED, FactKind.PAYMENT_CAPTURED)
    units = intent["amount_received"] if came_in else intent["amount"]
    failure = intent.get("last_payment_error") or {}
    return _update(
        kind,
        intent,
        context,
        provider_ref=intent["id"],
        amount=from_provider(units, intent["currency"]),
        fee=fee_of(intent) if came_in else None,
        code=failure.get("decline_code") or failure.get("code")
        if kind is FactKind.PAYMENT_FAILED
        else None,
    )


def refund_update(refund: Json, context: ObservationContext) -> Update | None:
    """Read a refund; None for one of something that is not a PaymentIntent."""
    kind, payment = REFUND_KINDS.get(str(refund.get("status"))), refund.get("payment_intent")
    if kind is None or not payment:
        return None
    return _update(
        kind,
        refund,
        context,
        provider_ref=id_of(payment),
        amount=from_provider(refund["amount"], refund["currency"]),
        code=refund.get("failure_reason"),
    )


def dispute_kinds(dispute: Json) -> list[FactKind]:
    """What is true of a dispute as it stands; an inquiry (`warning_…`) has moved no money."""
    status = str(dispute["status"])
    if status.startswith("warning_") or status in _NO_MONEY_MOVED:
        return []
    ending = _DISPUTE_ENDINGS.get(status)
    return [FactKind.DISPUTE_OPENED, ending] if ending else [FactKind.DISPUTE_OPENED]


def dispute_update(kind: FactKind, dispute: Json, context: ObservationContext) -> Update | None:
    payment = dispute.get("payment_intent")
    if not payment:
        return None
    due_by = (dispute.get("evidence_details") or {}).get("due_by")
    update = _update(
        kind,
        dispute,
        context,
        provider_ref=id_of(payment),
        amount=from_provider(dispute["amount"], dispute["currency"]),
        code=dispute.get("reason"),
    )
    if kind is FactKind.DISPUTE_OPENED and due_by:
        return replace(update, expires_at=moment(due_by))
    return update


def charge_update(charge: Json, context: ObservationContext) -> Update | None:
    """Read what Radar says of a charge; None where it says nothing, or of no PaymentIntent.

    Of tries that brought nothing, only one that Stripe blocked is told: the bank's are the bank's.
    """
    verdict, payment = verdict_of(charge), charge.get("payment_intent")
    if verdict is None or not payment:
        return None
    if charge.get("status") == "failed" and verdict.level is not RiskLevel.BLOCKED:
        return None
    update = _update(
        FactKind.RISK_ASSESSED,
        charge,
        context,
        provider_ref=id_of(payment),
        amount=from_provider(charge["amount"], charge["currency"]),
    )
    return replace(update, risk=verdict)


def verdict_of(charge: Json) -> RiskVerdict | None:
    """Read `outcome`; `not_assessed` and `unknown`, as of a bank debit, are no verdict."""
    outcome = charge.get("outcome")
    if not isinstance(outcome, Mapping):
        return None
    is_blocked = outcome.get("type") == "blocked"
    is_in_review = outcome.get("type") == "manual_review"
    level = _RISK_LEVELS.get(str(outcome.get("risk_level")))
    if is_blocked:
        level = RiskLevel.BLOCKED
    elif is_in_review and level in (None, RiskLevel.NORMAL):
        level = RiskLevel.ELEVATED  # a rule of the account keeps back what Radar itself would not
    if level is None:
        return None
    score, reason = outcome.get("risk_score"), outcome.get("reason")
    return RiskVerdict(
        level=level,
        score=score if isinstance(score, int) else None,
        reasons=(str(reason),) if reason else (),
        message=str(outcome.get("seller_message") or ""),
        review=RiskReview.OPEN if is_in_review else None,
    )


def review_update(review: Json, context: ObservationContext) -> Update | None:
    """Read a review of Radar's queue; what a person decided there does not undo Radar's level."""
    reason = str(review.get("reason") or "")
    state = RiskReview.OPEN
    if not review.get("open"):
        state = RiskReview.APPROVED if reason == "approved" else RiskReview.REFUSED
    return _by_radar(review, context, level=RiskLevel.ELEVATED, reason=reason, review=state)


def warning_update(warning: Json, context: ObservationContext) -> Update | None:
    """Read an early fraud warning: the card's issuer says that its holder did not pay this."""
    reason = str(warning.get("fraud_type") or "")
    return _by_radar(warning, context, level=RiskLevel.HIGHEST, reason=reason)


def _by_radar(
    thing: Json,
    context: ObservationContext,
    *,
    level: RiskLevel,
    reason: str,
    review: RiskReview | None = None,
) -> Update | None:
    payment = thing.get("payment_intent")
    if not payment:
        return None
    verdict = RiskVerdict(level=level, reasons=(reason,) if reason else (), review=review)
    update = _update(
        FactKind.RISK_ASSESSED, thing, context, provider_ref=id_of(payment), amount=_NOTHING
    )
    return replace(update, risk=verdict)


def facts_of(
    intent: Json, refunds: Sequence[Json], disputes: Sequence[Json], account: str | None
) -> tuple[Update, ...]:
    """Everything that a payment and what hangs on it prove at this moment."""
    told: list[Update | None] = [
        intent_update(kind, intent, _asked(intent, kind, account, at=_happened_at(kind, intent)))
        for kind in intent_kinds(intent)
    ]
    for refund in refunds:
        at = refund["created"]
        told.append(refund_update(refund, _asked(refund, refund["status"], account, at=at)))
    for dispute in disputes:
        told += [
            dispute_update(kind, dispute, _asked(dispute, kind, account, at=dispute["created"]))
            for kind in dispute_kinds(dispute)
        ]
    charge = intent.get("latest_charge")
    if isinstance(charge, Mapping):
        context = _asked(charge, "outcome", account, at=charge["created"])
        told.append(charge_update({**charge, "metadata": intent.get("metadata")}, context))
    return tuple(update for update in told if update is not None)


def state_of(intent: Json, refunds: Sequence[Json]) -> OperationState:
    status = intent["status"]
    if status == "succeeded":
        returned = sum(each["amount"] for each in refunds if each["status"] == "succeeded")
        is_back = returned >= intent["amount_received"]
        return OperationState.REFUNDED if is_back else OperationState.SUCCEEDED
    if status in _WAITING:
        is_over = _failed_for_good(intent)
        return OperationState.FAILED if is_over else OperationState.NEEDS_ACTION
    return {
        "processing": OperationState.PENDING,
        "requires_capture": OperationState.AUTHORIZED,
        "canceled": OperationState.CANCELLED,
    }.get(status, OperationState.UNKNOWN)


def fee_of(intent: Json) -> Money | None:
    """What Stripe kept, without the platform's share; None while the charge is not expanded."""
    charge = intent.get("latest_charge")
    entry = charge.get("balance_transaction") if isinstance(charge, Mapping) else None
    if not isinstance(entry, Mapping):
        return None
    details = entry.get("fee_details") or [{"amount": entry["fee"], "type": "stripe_fee"}]
    kept = sum(each["amount"] for each in details if each["type"] != "application_fee")
    return fee_from_provider(kept, entry["currency"])


def _failed_for_good(intent: Json) -> bool:
    """A declined card may be tried again on the same page; a bounced debit may not."""
    method = (intent.get("last_payment_error") or {}).get("payment_method") or {}
    return intent["status"] == "requires_payment_method" and method.get("type") in DELAYED


def _happened_at(kind: FactKind, intent: Json) -> int:
    if kind is FactKind.PAYMENT_VOIDED:
        return int(intent.get("canceled_at") or intent["created"])
    charge = intent.get("latest_charge")
    return int(charge["created"] if isinstance(charge, Mapping) else intent["created"])


def _asked(thing: Json, what: str, account: str | None, *, at: int) -> ObservationContext:
    return ObservationContext(
        delivery_id=f"{thing['id']}:{what}", account=account, occurred_at=moment(int(at))
    )


def _update(
    kind: FactKind,
    thing: Json,
    context: ObservationContext,
    *,
    provider_ref: str,
    amount: Money,
    fee: Money | None = None,
    code: str | None = None,
) -> Update:
    ours = thing.get("metadata") or {}
    return Update(
        delivery_id=context.delivery_id,
        provider_ref=provider_ref,
        kind=kind,
        object_id=thing["id"],
        amount=amount,
        occurred_at=context.occurred_at,
        reference=ours.get(REFERENCE),
        account=context.account,
        key=ours.get(KEY),
        fee=fee,
        code=code,
    )


def id_of(thing: Any) -> str:
    """Stripe names an object by its id, or gives it whole when asked to expand it."""
    return str(thing["id"] if isinstance(thing, Mapping) else thing)


def page_of(session: Json) -> NextAction:
    return NextAction(
        flow=Flow.REDIRECT, redirect_url=session["url"], expires_at=moment(session["expires_at"])
    )


def fields_of(intent: Json, settings: Settings) -> NextAction:
    """Hand over the client secret, and the keys that Stripe means for browsers."""
    shown = {"publishable_key": settings.publishable_key, "account": settings.connected_account}
    return NextAction(
        flow=Flow.EMBEDDED,
        client_token=intent["client_secret"],
        client_options={name: value for name, value in shown.items() if value},
    )
