"""Events, facts and payments of the sandbox, read into values of the SDK."""

from datetime import datetime
from typing import Any

from turnout_sdk.http import readable
from turnout_sdk.money import Money
from turnout_sdk.payments import (
    Delivery,
    FactKind,
    Flow,
    NextAction,
    Operation,
    OperationState,
    Update,
)
from turnout_sdk.risk import RiskLevel, RiskReview, RiskVerdict
from turnout_sdk.settlements import Settlement, SettlementKind

FIELDS = "card-fields"
"""The method that is paid on the shop's page, in a frame of the sandbox."""
_DISPUTE_OUTCOMES = {"won": FactKind.DISPUTE_WON, "lost": FactKind.DISPUTE_LOST}
_STATES = {
    "open": OperationState.NEEDS_ACTION,
    "needs_action": OperationState.NEEDS_ACTION,
    "pending": OperationState.PENDING,
    "authorized": OperationState.AUTHORIZED,
    "succeeded": OperationState.SUCCEEDED,
    "failed": OperationState.FAILED,
    "voided": OperationState.CANCELLED,
}


def event_of(delivery: Delivery) -> dict[str, Any] | None:
    """Decode an event; None when the body is not one."""
    event = delivery.json()
    return event if isinstance(event.get("data"), dict) else None


def update_of(event: dict[str, Any]) -> Update | None:
    """Read a whole event; None for a type that is not one of ours."""
    kind = _kind(event.get("type"), event["data"].get("outcome"))
    if kind is None:
        return None
    return _update(kind, event["data"], delivery_id=event["id"], account=event["account"])


def payment_of(answer: Any) -> Operation:
    """Read a payment; Unclear when the answer is not one, because the request was carried out."""
    with readable("the sandbox's payment"):
        amount = Money(answer["amount_minor"], answer["currency"])
        collected, returned = answer["captured_minor"], answer["refunded_minor"]
        state = _STATES.get(answer["state"], OperationState.UNKNOWN)
        if collected and collected == returned:
            state = OperationState.REFUNDED
        waits = state is OperationState.NEEDS_ACTION
        return Operation(
            provider_ref=answer["id"],
            state=state,
            amount=amount,
            next_action=_next(answer) if waits else None,
            facts=_facts(answer),
            code=answer["code"],
        )


def _next(answer: dict[str, Any]) -> NextAction:
    if answer["method"] != FIELDS:
        return NextAction(flow=Flow.REDIRECT, redirect_url=answer["pay_url"])
    return NextAction(
        flow=Flow.EMBEDDED,
        client_token=answer["client_secret"],
        client_options={"frame": answer["fields_url"]},
    )


def refund_of(answer: Any) -> Operation:
    """Read a refund; Unclear when the answer is not one."""
    with readable("the sandbox's refund"):
        return Operation(
            provider_ref=answer["id"],
            state=OperationState(answer["state"]),
            amount=Money(answer["amount_minor"], answer["currency"]),
            facts=_facts(answer),
        )


def settlement_of(line: Any, *, account: str) -> Settlement:
    """Read a line of the balance; Unclear when it is not one."""
    with readable("the sandbox's line of a report"):
        currency = line["currency"]
        return Settlement(
            line_id=line["id"],
            kind=SettlementKind(line["kind"]),
            gross=Money(line["gross_minor"], currency),
            fee=Money(line["fee_minor"], currency),
            net=Money(line["net_minor"], currency),
            occurred_at=datetime.fromisoformat(line["occurred_at"]),
            provider_ref=line["payment"],
            object_id=line["object"] if line["payment"] else None,
            payout_ref=line["payout"],
            account=account,
        )


def _facts(answer: dict[str, Any]) -> tuple[Update, ...]:
    kinds = ((_kind(fact["type"], fact["outcome"]), fact) for fact in answer["facts"])
    return tuple(
        _update(kind, fact, delivery_id=fact["event"], account=answer["account"])
        for kind, fact in kinds
        if kind is not None
    )


def _kind(event_type: Any, outcome: Any) -> FactKind | None:
    if event_type == "dispute.closed":
        return _DISPUTE_OUTCOMES.get(outcome)
    return FactKind(event_type) if event_type in set(FactKind) else None


def _update(kind: FactKind, data: dict[str, Any], *, delivery_id: str, account: str) -> Update:
    fee, respond_by = data["fee_minor"], data.get("respond_by")
    return Update(
        delivery_id=delivery_id,
        provider_ref=data["payment"],
        kind=kind,
        object_id=data["object"],
        amount=Money(data["amount_minor"], data["currency"]),
        occurred_at=datetime.fromisoformat(data["occurred_at"]),
        reference=data["reference"],
        account=account,
        key=data["key"],
        fee=None if fee is None else Money(fee, data["currency"]),
        code=data["code"],
        expires_at=datetime.fromisoformat(respond_by) if respond_by else None,
        risk=_verdict(data.get("risk")),
    )


def _verdict(risk: dict[str, Any] | None) -> RiskVerdict | None:
    if risk is None:
        return None
    return RiskVerdict(
        level=RiskLevel(risk["level"]),
        score=risk["score"],
        reasons=tuple(risk["reasons"]),
        message=risk["message"],
        review=RiskReview(risk["review"]) if risk["review"] else None,
    )
