"""What the payment provider says of an order's risk: who is held by it, in whatever order it comes."""

from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule, run_state_machine_as_test
from tests.factories import work
from tests.factories.people import add_member, bearer
from tests.factories.sales_desk import Purchase, SalesDesk, open_sales_desk
from tests.modules.order_reviews.conftest import at_event, decide, owner, review_of
from tests.modules.orders.conftest import hear, later, mails_about
from tests.modules.orders.test_payment_sync import OrderAndPayments, machine
from tests.prove.counts import HISTORIES

from turnout.kernel import clock
from turnout.kernel.db.tx import as_json, transaction
from turnout.modules.fraud_rules import service as fraud_rules
from turnout.modules.fraud_rules.types import NewPaymentRiskRule
from turnout.modules.orders import api as orders
from turnout.modules.orders.errors import NotWaiting

__all__ = ("machine",)
RISK = {"level": "elevated", "score": 68, "reasons": ["elevated_risk_level"], "message": "Hm."}


def set_rule(desk: SalesDesk, level: str = "elevated", *, state: str = "active") -> None:
    new = NewPaymentRiskRule(state=state, level=level)
    fraud_rules.set_risk_rule(desk.shop.organizer, desk.shop.event_id, new, version=None)


@pytest.fixture
def desk(client, queued, provider):
    with open_sales_desk(client, provider) as opened:
        set_rule(opened)
        yield opened


def buy(desk: SalesDesk, *, outcome: str = "success", **more: Any) -> Purchase:
    """Two tickets, started and paid at the provider, which has told nothing yet."""
    bought = desk.order(quantity=2)
    bought.start()
    desk.provider.complete(desk.ctx, bought.ref, outcome, **more)
    return bought


def standing(bought: Purchase) -> tuple[str, str, int]:
    order = bought.now()
    return order["state"], order["money_state"], len(order["tickets"])


HELD = ("under_review", "paid", 0)
SOLD = ("confirmed", "paid", 2)


def test_an_order_whose_payment_is_called_risky_waits_and_gets_its_tickets_by_approval(desk):
    held = buy(desk, risk=RISK)
    hear(held)
    assert standing(held) == HELD
    assert mails_about(held) == ["order-under-review"]
    [reason] = review_of(held)["reasons"]
    assert {
        name: reason[name] for name in ("kind", "name", "risk_level", "risk_score", "note")
    } == {
        "kind": "payment_risk",
        "name": "Sandbox",
        "risk_level": "elevated",
        "risk_score": 68,
        "note": "Hm.",
    }
    assert reason["risk_codes"] == ["elevated_risk_level"]
    path = f"/api/v1/organizations/{desk.shop.organization.id}/payments?reference={held.id}"
    [paid] = desk.client.get(path, headers=owner(desk)).json["items"]
    assert (paid["id"], paid["risk"]["level"]) == (reason["payment_id"], "elevated")
    assert decide(held, "approve").status_code == 200
    hear(held)
    assert standing(held) == SOLD
    assert figures(desk) == (1, 1, 0)


def test_refused_all_money_goes_back_once(desk):
    held = buy(desk, risk=RISK)
    hear(held)
    assert decide(held, "refuse").status_code == 200
    for _ in range(2):
        hear(held)
    assert standing(held) == ("cancelled", "refunded", 0)
    assert (held.now()["refunded_minor"], desk.left()) == (5000, 5)
    assert figures(desk) == (1, 0, 1)


def test_each_level_holds_from_the_one_that_the_rule_names_and_a_paused_rule_holds_nothing(desk):
    for least, state, level, expected in (
        ("elevated", "active", "normal", SOLD),
        ("highest", "active", "elevated", SOLD),
        ("highest", "active", "highest", HELD),
        ("elevated", "paused", "highest", SOLD),
    ):
        set_rule(desk, least, state=state)
        desk.type_id = desk.shop.add_type(capacity=2, price_minor=2500)
        bought = buy(desk, risk=RISK | {"level": level})
        hear(bought)
        assert standing(bought) == expected, (least, state, level)


@pytest.mark.parametrize("order", ["risk-first", "money-first", "twice"])
def test_whichever_webhook_comes_first_the_order_is_held_before_it_has_tickets(desk, order):
    """Money that is told without a verdict is asked after, so both count together."""
    held = buy(desk, risk=RISK)
    told = {b"risk.assessed" in each: each for each in held.told()}
    first, second = (
        (told[True], told[False]) if order == "risk-first" else (told[False], told[True])
    )
    for body in (first, second) if order != "twice" else (first, second, first, second):
        desk.deliver([body])
        work.drain()
        assert standing(held)[2] == 0
    assert standing(held) == HELD
    assert len(review_of(held)["reasons"]) == 1


def test_a_verdict_after_the_sale_is_shown_and_changes_nothing_that_was_sold(desk):
    sold = buy(desk)
    hear(sold)
    assert standing(sold) == SOLD
    desk.provider.complete(desk.ctx, sold.ref, "assess", risk=RISK | {"level": "highest"})
    for _ in range(2):
        hear(sold)
    assert standing(sold) == SOLD
    assert desk.client.get(f"{sold.path}/review", headers=owner(desk)).status_code == 404
    assert mails_about(sold) == ["order-confirmed"]
    path = f"/api/v1/organizations/{desk.shop.organization.id}/payments?reference={sold.id}"
    [paid] = desk.client.get(path, headers=owner(desk)).json["items"]
    assert paid["risk"]["level"] == "highest"


def test_a_provider_that_does_not_answer_keeps_nobody_from_the_tickets_for_long(desk):
    """And where no rule waits for its verdict, it is not asked at all."""
    other, bought = buy(desk), buy(desk)
    desk.provider.script(desk.ctx, "fetch", "unavailable", times=20)
    set_rule(desk, state="paused")
    hear(other)
    assert standing(other) == SOLD
    set_rule(desk)
    with clock.frozen(clock.now()):
        desk.deliver(bought.told())
        work.drain()
        assert standing(bought) == ("awaiting_payment", "unpaid", 0)
    for seconds in (5, 15, 30):
        with later(seconds=seconds):
            work.run_timed("payments.read_due")
            work.drain()
    assert standing(bought) == SOLD


def figures(desk: SalesDesk) -> tuple[int, int, int]:
    said = at_event(desk, "payment-risk-rule").json
    return said["reviewed"], said["approved"], said["declined"]


def test_the_rule_is_off_until_somebody_who_may_switches_it_on(client, queued, provider):
    with open_sales_desk(client, provider) as desk:
        shop = desk.shop
        path = f"/api/v1/organizations/{shop.organization.id}/events/{shop.event_id}"
        path = f"{path}/payment-risk-rule"
        before = desk.client.get(path, headers=owner(desk))
        assert before.json == {
            "state": "paused", "level": "elevated", "version": 0,
            "reviewed": 0, "approved": 0, "declined": 0,
        }  # fmt: skip
        staff = bearer(add_member(shop.organization, "staff"))
        wish = {"state": "active", "level": "highest"}
        headers = {"If-Match": '"0"'}
        assert desk.client.put(path, json=wish, headers=staff | headers).status_code == 403
        wrong = desk.client.put(
            path, json={"state": "on", "level": "blocked"}, headers=owner(desk) | headers
        )
        pointers = [each["pointer"] for each in wrong.json["errors"]]
        assert (wrong.status_code, sorted(pointers)) == (422, ["/level", "/state"])
        answer = desk.client.put(path, json=wish, headers=owner(desk) | headers)
        assert (answer.status_code, answer.json["version"]) == (200, 1)
        again = desk.client.put(path, json=wish, headers=owner(desk) | headers)
        assert again.status_code == 412


class RiskyOrder(OrderAndPayments):
    """The provider may call each payment of the order risky, at any time; a rule holds it then."""

    verdict: str | None = None

    @rule(data=st.data(), level=st.sampled_from(["normal", "elevated", "highest"]))
    def the_provider_judges(self, data: Any, level: str) -> None:
        chosen = data.draw(st.sampled_from(self.every()))
        risk = RISK | {"level": level, "review": None, "assessed_at": self.now.isoformat()}
        with transaction(self.ctx) as tx:
            tx.query(
                "UPDATE payments SET risk = %(risk)s::jsonb"
                " WHERE organization_id = %(organization_id)s AND id = %(id)s",
                tx.here(risk=as_json(risk), id=chosen.id),
            )
        self.unheard.append(None)

    @rule(approves=st.booleans())
    def a_colleague_decides(self, *, approves: bool) -> None:
        decide = orders.approve_review_in if approves else orders.refuse_review_in
        was_risky, before = self.is_risky(), self.order().state
        try:
            with clock.frozen(self.now), transaction(self.shop.organizer) as tx:
                decide(tx, self.order_id, reason="Looked at it.", message="")
        except NotWaiting:
            return
        assert self.verdict is None
        self.verdict = "approved" if approves else "refused"
        assert not was_risky or before != "confirmed"

    def is_risky(self) -> bool:
        """Whether money is here that the provider warns of."""
        return any(
            each.captured_minor and each.risk and each.risk.level != "normal"
            for each in self.every()
        )

    def hear(self, refund_id: UUID | None) -> None:
        was, is_risky = self.order().state, self.is_risky()
        super().hear(refund_id)
        is_new = was != "confirmed" and self.order().state == "confirmed"
        assert not (is_new and is_risky) or self.verdict == "approved"

    @invariant()
    def whoever_was_refused_has_no_tickets(self) -> None:
        if self.verdict == "refused":
            assert not [each for each in self.order().tickets if each.state == "valid"]

    def agree(self) -> None:
        order = self.order()
        kept = sum(each.captured_minor - each.refunded_minor for each in self.every())
        if order.state != "under_review":
            super().agree()
            return
        assert self.verdict is None
        assert kept >= order.total_minor > 0


@pytest.mark.usefixtures("queued")
def test_verdicts_money_and_decisions_in_any_order_end_in_agreement(
    machine: type[OrderAndPayments],
) -> None:
    shop = machine.shop
    new = NewPaymentRiskRule(state="active", level="elevated")
    fraud_rules.set_risk_rule(shop.organizer, shop.event_id, new, version=None)
    parts: dict[str, Any] = {"shop": shop, "plans": machine.plans, "ways": machine.ways}
    run_state_machine_as_test(
        type("Machine", (RiskyOrder,), parts),
        settings=settings(
            max_examples=max(3, HISTORIES // 4),
            stateful_step_count=12,
            deadline=None,
            phases=(Phase.explicit, Phase.reuse, Phase.generate),  # each step is a database's
            suppress_health_check=list(HealthCheck),
        ),
    )
