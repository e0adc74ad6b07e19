"""Every payments adapter in turn: an order paid through it, and half of it given back."""

from datetime import UTC, datetime
from importlib.metadata import entry_points
from typing import Any

from turnout_banktransfer_fake import Bank

from turnout_dev.demo.context import Bought, DemoContext, People, Sales, Show, wait_for_order
from turnout_dev.demo.purchases import PAID, bought_of, place
from turnout_dev.demo.reporter import DemoFailed, wait_for
from turnout_dev.demo.setup import ORGANIZATION
from turnout_sdk.fakes import GROUP, Buys, ClosesDisputes, Disputes, Fake, Subscribes
from turnout_sdk.money import Money

TRANSFER = "banktransfer"


def pay_by_each(demo: DemoContext, people: People, show: Show, sales: Sales) -> None:
    """The provider's side is its fake; everything else is as a buyer and an organizer do it."""
    for fake in _fakes():
        values = fake.settings_for(ORGANIZATION)
        connection = _connection_of(people, fake.key, f"{fake.title} (demo)", values)
        controls = fake.controls_for(ORGANIZATION)
        if isinstance(controls, Subscribes):
            path = f"/hooks/v1/payments/{people.organization_id}/{connection['id']}"
            controls.deliver_to(f"{demo.guest.base_url}{path}")
        _check(demo, people, connection)
        order = place(demo, people, show, type_name=PAID, who=f"by-{fake.key}", names=("Jo Kim",))
        bought = bought_of(order)
        sales.by_adapter[fake.key] = bought
        provider_ref = _start(demo, people, bought, connection)
        if not isinstance(controls, Buys):
            continue
        controls.pay(provider_ref)
        wait_for_order(demo, people, bought, state="confirmed", money_state="paid")
        _give_half_back(demo, people, bought, fake)


def charge_back_by_ringing(demo: DemoContext, people: People, sales: Sales) -> None:
    """Providers whose webhooks only name a payment: a charge-back after the settlement is heard."""
    for fake in _fakes():
        if not _only_rings(people, fake.key):
            continue
        controls = fake.controls_for(ORGANIZATION)
        if not (isinstance(controls, Disputes) and isinstance(controls, ClosesDisputes)):
            raise DemoFailed(f"{fake.title} plays no charge-backs")
        bought = sales.by_adapter[fake.key]
        provider_ref = _payment(people, bought)["provider_ref"]
        controls.dispute(provider_ref)
        _await_dispute(demo, people, bought, "open")
        controls.close_dispute(provider_ref, won=True)
        _await_dispute(demo, people, bought, "won")


def _await_dispute(demo: DemoContext, people: People, bought: Bought, stage: str) -> None:
    wait_for(
        f"the provider is asked, and the dispute is {stage}",
        lambda: _payment(people, bought)["dispute"] == stage or None,
        seconds=demo.patience_seconds,
        last_seen=lambda: _payment(people, bought),
    )
    demo.reporter.say(f"the dispute is {stage}")


def _only_rings(people: People, adapter_key: str) -> bool:
    listed = people.owner.get("/api/v1/adapters")["items"]
    [found] = [each for each in listed if each["key"] == adapter_key]
    return bool(found["capabilities"]["unsigned_webhooks"])


def _payment(people: People, bought: Bought) -> dict[str, Any]:
    [payment] = people.owner.get(f"{people.base}/payments", reference=bought.order_id)["items"]
    return dict(payment)


def pay_by_transfer(demo: DemoContext, people: People, show: Show, sales: Sales) -> None:
    """Instructions instead of a page; the bank's statements say that the money came and went."""
    bank = Bank()
    values = {"account_holder": bank.holder, "iban": bank.iban}
    connection = _connection_of(people, TRANSFER, "Bank transfer (demo)", values)
    order = place(demo, people, show, type_name=PAID, who="by-transfer", names=("Jo Kim",))
    bought = sales.by_adapter[TRANSFER] = bought_of(order)
    reference = _start(demo, people, bought, connection)
    total, today = Money(bought.total_minor, "EUR"), datetime.now(UTC).date()
    bank.receive(total, f"Ticket {reference}", on=today)
    report = _bring_statement(people, connection, bank)
    demo.reporter.check("lines of the statement that paid", expected=1, found=report["matched"])
    wait_for_order(demo, people, bought, state="confirmed", money_state="paid")
    half = Money(bought.total_minor // 2, "EUR")
    _ask_half_back(people, bought)
    bank.send(half, f"Refund {reference}", on=today)
    again = _bring_statement(people, connection, bank)
    demo.reporter.check("lines known from before", expected=1, found=again["known"])
    shown = wait_for_order(demo, people, bought, money_state="part_refunded")
    demo.reporter.check("sent back", expected=half.minor, found=shown["refunded_minor"])


def _bring_statement(people: People, connection: dict[str, Any], bank: Bank) -> dict[str, Any]:
    answer = people.owner.request(
        "POST",
        f"{people.base}/payment-statements?connection_id={connection['id']}",
        expect=200,
        content=bank.camt053(),
        headers={"Content-Type": "application/xml"},
    )
    report: dict[str, Any] = answer.json()
    return report


def _fakes() -> list[Fake]:
    """Fakes of providers whose adapter takes payments."""
    takers = {each.name for each in entry_points(group="turnout.payments")}
    found = [each.load() for each in entry_points(group=GROUP) if each.name in takers]
    return sorted(found, key=lambda fake: str(fake.key))


def _connection_of(
    people: People, adapter_key: str, name: str, values: dict[str, Any]
) -> dict[str, Any]:
    """The organization's connection by this adapter; made by the first run of the demo.

    It is told where the provider is: a stack that came up again may have other ports.
    """
    listed = people.owner.get(f"{people.base}/connections", kind="payments")["items"]
    found = next((each for each in listed if each["adapter_key"] == adapter_key), None)
    if found is None:
        found = people.owner.post(
            f"{people.base}/connections",
            {
                "kind": "payments",
                "adapter_key": adapter_key,
                "name": name,
                "mode": "test",
                "values": values,
            },
            expect=201,
        )
    elif any(found["settings"].get(name, value) != value for name, value in values.items()):
        found = people.owner.patch(f"{people.base}/connections/{found['id']}", {"values": values})
    return dict(found)


def _check(demo: DemoContext, people: People, connection: dict[str, Any]) -> None:
    checked = people.owner.post(f"{people.base}/connections/{connection['id']}/health")
    demo.reporter.hold(
        f"“{connection['name']}” works ({checked['health_detail']})",
        is_so=checked["is_healthy"] is True,
        found=checked,
    )


def _start(demo: DemoContext, people: People, bought: Bought, connection: dict[str, Any]) -> str:
    """Start paying through a connection; the provider's name for the payment."""
    path = f"{people.base}/orders/{bought.order_id}/payment"

    def look() -> str | None:
        body = {"connection_id": connection["id"]}
        demo.guest.post(path, body, headers=bought.headers)
        listed = people.owner.get(f"{people.base}/payments", reference=bought.order_id)["items"]
        return next((each["provider_ref"] for each in listed if each["provider_ref"]), None)

    return wait_for("the provider knows the payment", look, seconds=demo.patience_seconds)


def _give_half_back(demo: DemoContext, people: People, bought: Bought, fake: Fake) -> None:
    half = _ask_half_back(people, bought)
    shown = wait_for_order(demo, people, bought, money_state="part_refunded")
    demo.reporter.check(f"{fake.title}: given back", expected=half, found=shown["refunded_minor"])


def _ask_half_back(people: People, bought: Bought) -> int:
    half = bought.total_minor // 2
    people.owner.post(
        f"{people.base}/orders/{bought.order_id}/refunds",
        {"amount_minor": half, "reason": "half of it was cancelled"},
        expect=202,
    )
    return half
