"""Requests that move stock or money, one of each kind: what to send, and another body for it."""

from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from tests.factories import payments as making
from tests.factories.people import bearer
from tests.factories.sales import MadeShop
from tests.factories.sales_desk import Purchase, SalesDesk
from tests.modules.events.test_order_actions import act
from tests.modules.orders.conftest import settle, views_of
from tests.modules.participation.test_registrations import Door
from tests.modules.reconciliation.conftest import Desk

from turnout.kernel.context import system_in
from turnout.kernel.db.pagination import page_request
from turnout.kernel.db.tx import transaction
from turnout.modules.reconciliation.service import reconciliation
from turnout_sandbox.fake import fake

REASON = {"reason": "looked at"}
OTHER_REASON = {"reason": "something else"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A request that moves stock or money; `other` is a body that asks for something else."""

    organization_id: UUID
    path: str
    headers: dict[str, str]
    body: dict[str, Any] | bytes
    other: dict[str, Any] | bytes
    status: int = 200


def owner(till: SalesDesk) -> dict[str, str]:
    return bearer(till.shop.organization.owner)


def by_member(bought: Purchase, path: str) -> Case:
    return Case(
        organization_id=bought.counter.shop.organization.id,
        path=path,
        headers=owner(bought.counter),
        body=REASON,
        other=OTHER_REASON,
    )


def by_buyer(bought: Purchase, verb: str, other: dict[str, Any]) -> Case:
    return Case(
        organization_id=bought.counter.shop.organization.id,
        path=f"{bought.path}/{verb}",
        headers=bought.headers,
        body={},
        other=other,
    )


def paying(till: SalesDesk) -> Case:
    return by_buyer(till.order(), "payment", {"everything": True})


def authorized(till: SalesDesk) -> Purchase:
    path = f"/api/v1/organizations/{till.shop.organization.id}/connections/{till.connection_id}"
    options = {"options": {"collects": "by_hand"}}
    assert till.client.patch(path, json=options, headers=owner(till)).status_code == 200
    bought = till.order(quantity=2)
    bought.start(method="card")
    settle(bought)
    assert bought.now()["state"] == "under_review"
    return bought


def accepting(till: SalesDesk) -> Case:
    bought = authorized(till)
    return by_member(bought, f"{bought.path}/accept")


def declining(till: SalesDesk) -> Case:
    bought = authorized(till)
    return by_member(bought, f"{bought.path}/decline")


def returning(till: SalesDesk) -> Case:
    bought = till.order().pay()
    act(till.shop, till.client, "postpone", orders="ask")
    return by_buyer(bought, "return", {"x": 1})


def doubtful(till: SalesDesk) -> Purchase:
    bought = till.order(quantity=2)
    bought.start()
    with transaction(till.ctx) as tx:
        told = {"reference": bought.id}
        tx.query("UPDATE payments SET amount_minor = 4000 WHERE reference = %(reference)s", told)
    settle(bought)
    return bought


def judged(till: SalesDesk, word: str) -> Case:
    bought = doubtful(till)
    base = f"/api/v1/organizations/{till.shop.organization.id}/payments"
    return by_member(bought, f"{base}/{views_of(bought)[0].id}/{word}")


def approving(till: SalesDesk) -> Case:
    return judged(till, "approve")


def refusing(till: SalesDesk) -> Case:
    return judged(till, "refuse")


def sending(desk: Desk) -> Case:
    bought = desk.order(quantity=2)
    bought.send(5000)
    desk.bring(desk.bank.camt053())
    bought.refund(amount_minor=1000)
    [refund] = bought.refunds()
    return Case(
        organization_id=desk.shop.organization.id,
        path=desk.path(f"payments/{bought.payment.id}/refunds/{refund['id']}/sent"),
        headers=desk.headers,
        body={},
        other={"x": 1},
    )


def of_team(shop: MadeShop, path: str, body: Any, other: Any, *, status: int = 200) -> Case:
    return Case(
        organization_id=shop.organization.id,
        path=f"/api/v1/organizations/{shop.organization.id}/{path}",
        headers=bearer(shop.organization.owner),
        body=body,
        other=other,
        status=status,
    )


def making_a_pool(till: SalesDesk) -> Case:
    path = f"events/{till.shop.event_id}/pools"
    return of_team(till.shop, path, *[{"name": "Hall", "capacity": n} for n in (5, 6)], status=201)


def making_a_ticket_type(till: SalesDesk) -> Case:
    pool = {"pool_id": str(till.shop.pools[till.type_id]), "currency": "EUR"}
    bodies = [{"name": "Balcony", "price_minor": price, **pool} for price in (1000, 2000)]
    return of_team(till.shop, f"events/{till.shop.event_id}/ticket-types", *bodies, status=201)


def cancelling_an_event(till: SalesDesk) -> Case:
    till.order().pay()
    bodies = [{"reason": "storm", "orders": what} for what in ("refund", "keep")]
    return of_team(till.shop, f"events/{till.shop.event_id}/cancel", *bodies)


def invoicing(till: SalesDesk) -> Case:
    free = till.shop.add_type(price_minor=0)
    made = till.client.post(till.shop.orders_path, json=till.shop.basket(free)).json
    return of_team(till.shop, f"orders/{made['id']}/invoices", {}, {"x": 1})


def billing(till: SalesDesk) -> Case:
    bodies = [{"company": name, "country": "BE"} for name in ("Ropes", "Sails")]
    return of_team(till.shop, f"orders/{till.order().id}/billing", *bodies)


def replaying(till: SalesDesk) -> Case:
    till.order().pay()
    base = f"/api/v1/organizations/{till.shop.organization.id}/payment-deliveries"
    [first, *_] = till.client.get(base, headers=owner(till)).json["items"]
    path = f"payment-deliveries/{first['id']}/replay"
    return of_team(till.shop, path, {}, {"x": 1}, status=202)


def reconciling(till: SalesDesk) -> Case:
    spoilt = till.order().pay()
    with transaction(till.ctx) as tx:
        tx.query("UPDATE orders SET paid_minor = 1 WHERE id = %(id)s", {"id": spoilt.id})
    return of_team(till.shop, "reconciliations", {"repair": True}, {"repair": False})


def refreshing(till: SalesDesk) -> Case:
    till.order().pay()
    account = making.account_of(till.ctx)
    fake.controls_for(account, base_url=till.provider.address).pay_out()
    body = {"connection_id": str(till.connection_id)}
    return of_team(till.shop, "payouts/refresh", body, {**body, "since": "2026-01-01T00:00:00Z"})


def settling(till: SalesDesk) -> Case:
    account = making.account_of(till.ctx)
    controls = fake.controls_for(account, base_url=till.provider.address)
    controls.add_to_balance("charge", 777, payment="pay_foreign", object="pay_foreign")
    reconciliation.reconcile(system_in(till.ctx.organization_id, "test"), repair=True)
    found = reconciliation.list_findings(till.ctx, page_request(None, None)).items
    path = f"reconciliation-findings/{found[0].id}/settle"
    return of_team(till.shop, path, REASON, OTHER_REASON)


def registering(till: SalesDesk) -> Case:
    door = Door(till.client, places=2)
    tickets, secret = door.buy(quantity=2)
    return Case(
        organization_id=door.organization.id,
        path=door.base + door.path,
        headers={"Turnout-Order-Secret": secret},
        body={"ticket_id": tickets[0]},
        other={"ticket_id": tickets[1]},
        status=201,
    )


def importing(desk: Desk) -> Case:
    bought = desk.order(quantity=2)
    bought.send(5000)
    path = f"payment-statements?connection_id={desk.connection_id}"
    case = of_team(desk.shop, path, desk.bank.camt053(), b"<other/>")
    return replace(case, headers={**case.headers, "Content-Type": "application/xml"})


def open_line(desk: Desk) -> tuple[Any, dict[str, Any]]:
    """An order, and money of its buyer that names nothing."""
    bought = desk.order(quantity=2)
    bought.send(5000, text="for the two of us")
    desk.bring(desk.bank.camt053())
    [line] = desk.lines(state="unmatched")
    return bought, line


def assigning(desk: Desk) -> Case:
    bought, line = open_line(desk)
    path = f"payment-statement-lines/{line['id']}/assign"
    other = {"payment_id": str(bought.payment.id)}
    return of_team(desk.shop, path, {"order_number": bought.number}, other)


def ignoring(desk: Desk) -> Case:
    _, line = open_line(desk)
    path = f"payment-statement-lines/{line['id']}/ignore"
    return of_team(desk.shop, path, REASON, OTHER_REASON)


AT_THE_TILL = (
    paying,
    accepting,
    declining,
    returning,
    approving,
    refusing,
    making_a_pool,
    making_a_ticket_type,
    cancelling_an_event,
    invoicing,
    billing,
    replaying,
    reconciling,
    refreshing,
    settling,
    registering,
)
AT_THE_DESK = (sending, importing, assigning, ignoring)
