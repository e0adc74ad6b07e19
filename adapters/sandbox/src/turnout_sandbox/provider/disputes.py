"""A buyer's bank takes money back, and the dispute over it ends."""

from datetime import datetime
from http import HTTPStatus

from turnout_sandbox.provider import facts, rules
from turnout_sandbox.provider.facts import NewFact
from turnout_sandbox.provider.requests import Webhooks
from turnout_sandbox.provider.store import Row, Tx


def require_capture(payment: Row) -> None:
    if not payment["capture"]:
        raise rules.Refused(
            HTTPStatus.CONFLICT, "wrong_state", "Money that was not collected is not disputed."
        )


def act(tx: Tx, payment: Row, outcome: str, *, now: datetime, webhooks: Webhooks | None) -> None:
    """Open a payment's one dispute, or close it as won or lost."""
    seen = {
        fact["type"]: fact
        for fact in facts.list_facts(tx, payment)
        if fact["object_type"] == "dispute"
    }
    if outcome == "dispute":
        if payment["state"] != "succeeded" or seen:
            raise rules.wrong_state("disputed" if seen else payment["state"])
        _announce(tx, payment, facts.new_id("dp"), kind="dispute.opened", now=now, plan=webhooks)
        return
    if "dispute.opened" not in seen or "dispute.closed" in seen:
        raise rules.wrong_state("without an open dispute")
    dispute = seen["dispute.opened"]["object"]
    verdict = outcome.removeprefix("dispute_")
    _announce(tx, payment, dispute, kind="dispute.closed", outcome=verdict, now=now, plan=webhooks)


def _announce(
    tx: Tx,
    payment: Row,
    dispute: str,
    *,
    kind: str,
    now: datetime,
    plan: Webhooks | None,
    outcome: str | None = None,
) -> None:
    fact = NewFact(
        type=kind,
        object=dispute,
        object_type="dispute",
        amount_minor=payment["captured_minor"],
        key=None,
        outcome=outcome,
    )
    facts.announce(tx, payment, [fact], now=now, webhooks=plan)
