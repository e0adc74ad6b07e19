"""Payments: start, completion, capture, void, dispute; each checks first and writes afterwards."""

from datetime import timedelta
from http import HTTPStatus

from turnout_sandbox.provider import accounts, events, rules
from turnout_sandbox.provider.requests import Completion, NewMovement, NewPayment, Webhooks
from turnout_sandbox.provider.rules import Refused, new_id, text_of
from turnout_sandbox.signatures import client_secret_of
from turnout_sdk.money import Money
from turnout_sdk.testing.provider.store import Json, Tx

_SHOWN = (
    "id account key reference amount_minor currency captured_minor refunded_minor description "
    "method state code created_at capture facts"
)
RESPONSE_DAYS = 7
"""How long the shop may answer a dispute with evidence."""


def create(tx: Tx, account: str, request: NewPayment, *, key: str) -> Json:
    payment = request.model_dump() | {
        "id": new_id("pay"),
        "account": account,
        "key": key,
        "state": "open",
        "code": None,
        "captured_minor": 0,
        "refunded_minor": 0,
        "facts": [],
        "created_at": text_of(tx.time),
    }
    return tx.put(account, "payment", payment)


def complete(tx: Tx, payment: Json, completion: Completion) -> None:
    """Let the bank answer; a dispute pays first what is not paid yet."""
    outcome, webhooks = completion.outcome, completion.webhooks
    risk = completion.risk.model_dump(mode="json") if completion.risk else None
    if outcome == "assess":
        events.announce(tx, payment, _assessed(risk), webhooks=webhooks)
        return
    if outcome.startswith("dispute"):
        if payment["state"] in rules.UNPAID and outcome == "dispute":
            if not payment["capture"]:
                raise Refused(
                    HTTPStatus.CONFLICT,
                    "wrong_state",
                    "Money that was not collected is not disputed.",
                )
            advance(tx, payment, "success", webhooks=webhooks)
        _dispute(tx, payment, outcome, webhooks=webhooks)
        return
    advance(tx, payment, outcome, webhooks=webhooks, risk=risk)
    if completion.then:
        due_at = tx.time.timestamp() + completion.after_seconds
        set_timer(tx, payment, completion.then, due_at=due_at)


def advance(
    tx: Tx,
    payment: Json,
    outcome: str,
    *,
    webhooks: Webhooks | None = None,
    risk: Json | None = None,
) -> None:
    step = rules.complete(payment["state"], outcome, capture=payment["capture"])
    amount = Money(payment["amount_minor"], payment["currency"])
    captured = amount.minor if step.state == "succeeded" else 0
    payment |= {"state": step.state, "code": step.code, "captured_minor": captured}
    fee = {"fee_minor": rules.fee_of(amount).minor}
    facts = [
        {"type": kind, "code": step.code} | (fee if kind == "payment.succeeded" else {})
        for kind in step.facts
    ]
    facts += _assessed(risk)
    events.announce(tx, payment, facts, webhooks=webhooks)


def reopen(tx: Tx, payment: Json, *, code: str | None) -> None:
    """Leave the payment open for another card; a card that was refused is no fact of it."""
    tx.put(payment["account"], "payment", payment | {"state": "open", "code": code})


def client_secret(tx: Tx, payment: Json) -> str:
    """What a shop's page opens this payment's fields with, and nothing else."""
    return client_secret_of(accounts.get(tx, payment["account"])["key_digest"], payment["id"])


def capture(tx: Tx, payment: Json, request: NewMovement, *, key: str) -> Json:
    """Collect once; the rest of the authorization is released."""
    amount = Money(request.amount_minor, request.currency)
    authorized = Money(payment["amount_minor"], payment["currency"])
    rules.require_capturable(payment["state"], amount, authorized)
    payment |= {"state": "succeeded", "captured_minor": amount.minor}
    captured = {
        "type": "payment.captured",
        "object": new_id("cap"),
        "object_type": "capture",
        "amount_minor": amount.minor,
        "fee_minor": rules.fee_of(amount).minor,
        "key": key,
    }
    return events.announce(tx, payment, [captured], webhooks=request.webhooks)


def void(tx: Tx, payment: Json, *, key: str, webhooks: Webhooks | None) -> Json:
    rules.require_voidable(payment["state"])
    payment["state"] = "voided"
    voided = {"type": "payment.voided", "key": key}
    return events.announce(tx, payment, [voided], webhooks=webhooks)


def shape(tx: Tx, payment: Json, *, public_url: str) -> Json:
    """Write a payment as the API shows it, with every fact so far."""
    return {
        "object": "payment",
        **{name: payment[name] for name in _SHOWN.split()},
        "pay_url": f"{public_url}/pay/{payment['id']}",
        "fields_url": f"{public_url}/fields/{payment['id']}",
        "client_secret": client_secret(tx, payment),
    }


def set_timer(tx: Tx, target: Json, outcome: str, *, due_at: float) -> None:
    """Let `outcome` happen to a payment or refund at a Unix time."""
    timer = {"id": new_id("timer"), "object": target["id"], "outcome": outcome, "due_at": due_at}
    tx.put(target["account"], "timer", timer)


def _assessed(risk: Json | None) -> list[Json]:
    """Each verdict is an object of its own: a later one stands beside those before it."""
    if risk is None:
        return []
    fact = {"type": "risk.assessed", "object": new_id("risk"), "object_type": "risk", "risk": risk}
    return [fact]


def _dispute(tx: Tx, payment: Json, outcome: str, *, webhooks: Webhooks | None) -> None:
    """Open a payment's one dispute, or close it as won or lost."""
    seen = {each["type"]: each for each in payment["facts"] if each["object_type"] == "dispute"}
    fact = {"object_type": "dispute", "amount_minor": payment["captured_minor"], "key": None}
    if outcome == "dispute":
        if payment["state"] != "succeeded" or seen:
            raise rules.wrong_state("disputed" if seen else payment["state"])
        fact |= {
            "type": "dispute.opened",
            "object": new_id("dp"),
            "code": "unrecognized",
            "respond_by": text_of(tx.time + timedelta(days=RESPONSE_DAYS)),
        }
    else:
        if "dispute.opened" not in seen or "dispute.closed" in seen:
            raise rules.wrong_state("without an open dispute")
        fact |= {
            "type": "dispute.closed",
            "object": seen["dispute.opened"]["object"],
            "outcome": outcome.removeprefix("dispute_"),
        }
    events.announce(tx, payment, [fact], webhooks=webhooks)
