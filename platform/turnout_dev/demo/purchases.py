"""The sale: a rush on the scarce tickets, and payments that go every way they can."""

from statistics import quantiles
from typing import Any

from turnout_dev.demo.context import (
    Bought,
    DemoContext,
    People,
    Sales,
    Show,
    remaining,
    wait_for_order,
)
from turnout_dev.demo.provider import ProviderAccount, payment_of
from turnout_dev.demo.reporter import wait_for
from turnout_dev.demo.rush import Buyer, rush
from turnout_dev.demo.setup import ORGANIZATION, PRICE_MINOR

SCARCE, PAID, FREE = "Keynote seat", "Supporter", "Free entry"
RUSH_SECONDS = 60.0


def find_provider(demo: DemoContext, people: People) -> ProviderAccount:
    """The organization's payment connection out of its manifest, and the account behind it."""
    listed = people.owner.get(f"{people.base}/connections", kind="payments")["items"]
    connection = next(each for each in listed if each["state"] == "active")
    checked = people.owner.post(f"{people.base}/connections/{connection['id']}/health")
    demo.reporter.hold(
        f"the connection “{connection['name']}” works ({checked['health_detail']})",
        is_so=checked["is_healthy"] is True,
        found=checked,
    )
    demo.reporter.hold(
        "its secrets never come back",
        is_so=bool(checked["secrets_set"])
        and not set(checked["secrets_set"]) & set(checked["settings"]),
        found=checked["settings"],
    )
    return ProviderAccount.of_account(
        connection["adapter_key"], ORGANIZATION, base_url=connection["settings"].get("api_base")
    )


def sell_scarce(demo: DemoContext, people: People, show: Show, sales: Sales) -> None:
    """All buyers at once: as many orders as there are places, and a clear word to the rest."""
    wanted = [
        Buyer(
            event_id=show.event_id,
            ticket_type_id=show.types[SCARCE],
            email=f"buyer-{number:04}@{demo.domain}",
            names=(f"Buyer {number:04}",),
        )
        for number in range(demo.buyers)
    ]
    with demo.killer.at_work():
        told = rush(demo.guest.base_url, f"{people.base}/orders", wanted, seconds=RUSH_SECONDS)
    sold = min(demo.scarce, demo.buyers)
    demo.reporter.say(
        f"{demo.buyers} buyers answered in {told.seconds:.1f} s, half of them within "
        f"{quantiles(told.answer_seconds)[1]:.1f} s; {told.repeats} requests had to be repeated"
    )
    demo.reporter.check("orders", expected=sold, found=len(told.orders))
    demo.reporter.check("told “sold out”", expected=demo.buyers - sold, found=told.sold_out)
    states = {order["state"] for order in told.orders.values()}
    demo.reporter.check("state of every order", expected={"confirmed"}, found=states)
    numbers = {order["number"] for order in told.orders.values()}
    demo.reporter.check("different order numbers", expected=sold, found=len(numbers))
    left = remaining(people, show, SCARCE)
    demo.reporter.check("places left", expected=demo.scarce - sold, found=left)
    sales.scarce = [bought_of(order) for order in told.orders.values()]
    _compare_with_console(demo, people, show, sales)
    demo.reporter.note("buyers at once", f"{demo.buyers} for {demo.scarce} places")
    demo.reporter.note("orders · told “sold out”", f"{len(told.orders)} · {told.sold_out}")


def _compare_with_console(demo: DemoContext, people: People, show: Show, sales: Sales) -> None:
    """What buyers were told is what the organizer sees: nothing lost, nothing besides."""
    listed = people.owner.pages(f"{people.base}/orders", event_id=show.event_id, state="confirmed")
    seen = {each["id"] for each in listed}
    told = {each.order_id for each in sales.scarce}
    demo.reporter.check(
        "orders the organizer sees and buyers do not, or the other way round",
        expected=set(),
        found=seen ^ told,
    )


def buy_free(demo: DemoContext, people: People, show: Show, sales: Sales) -> None:
    """Two free tickets, for people whose names need other letters."""
    order = place(demo, people, show, type_name=FREE, who="free", names=("Zoë Åström", "ليلى حسن"))
    demo.reporter.check("state", expected="confirmed", found=order["state"])
    demo.reporter.check("tickets", expected=2, found=len(order["tickets"]))
    sales.free = bought_of(order)


def pay_with_wild_webhooks(demo: DemoContext, people: People, show: Show, sales: Sales) -> None:
    """Two paid tickets; the news of it is told several times over and the wrong way round."""
    with demo.killer.at_work():
        order = place(
            demo, people, show, type_name=PAID, who="paid", names=("Ada Byron", "Ida Rhodes")
        )
        demo.reporter.check("state before paying", expected="held", found=order["state"])
        demo.reporter.check("total", expected=2 * PRICE_MINOR, found=order["total_minor"])
        sales.paid = bought_of(order)
        payment = payment_of(_start_payment(demo, people, sales.paid))
        sales.provider.complete(
            payment, "success", duplicate=1, same_fact_other_event=1, disordered=True
        )
    told = sales.provider.wait_delivered(payment, seconds=demo.patience_seconds)
    demo.reporter.say(f"webhooks delivered, newest first: {', '.join(told)}")
    demo.reporter.check(
        "deliveries of each of the two facts (two events, each twice)",
        expected={"payment.authorized": 4, "payment.succeeded": 4},
        found={kind: told.count(kind) for kind in sorted(set(told))},
    )
    confirmed = wait_for_order(demo, people, sales.paid, state="confirmed", money_state="paid")
    demo.reporter.check("counted once", expected=2 * PRICE_MINOR, found=confirmed["paid_minor"])
    demo.reporter.check("tickets", expected=2, found=len(confirmed["tickets"]))


def pay_after_decline(demo: DemoContext, people: People, show: Show, sales: Sales) -> None:
    """The bank says no, the buyer takes another card: one order, one hold."""
    with demo.killer.at_work():
        before = remaining(people, show, PAID)
        order = place(demo, people, show, type_name=PAID, who="declined", names=("Grace Hopper",))
        bought = sales.declined_first = bought_of(order)
        first = _start_payment(demo, people, bought)
        sales.provider.press(first, "decline")
    _wait_for_payment(demo, people, bought, state="failed")
    waiting = wait_for_order(demo, people, bought, state="awaiting_payment", money_state="unpaid")
    demo.reporter.say(f"declined; the order waits until {waiting['expires_at']}")
    second = _start_payment(demo, people, bought)
    demo.reporter.hold("the second attempt is a new payment", is_so=second != first, found=second)
    demo.reporter.check("places held", expected=1, found=before - remaining(people, show, PAID))
    sales.provider.press(second, "pay")
    wait_for_order(demo, people, bought, state="confirmed", money_state="paid")
    demo.reporter.check("places sold", expected=1, found=before - remaining(people, show, PAID))


def pay_with_challenge(demo: DemoContext, people: People, show: Show, sales: Sales) -> None:
    """3-D Secure: the page asks the buyer to confirm before any money moves."""
    with demo.killer.at_work():
        order = place(demo, people, show, type_name=PAID, who="challenged", names=("Mary Ward",))
        bought = sales.challenged = bought_of(order)
        page = _start_payment(demo, people, bought)
        sales.provider.press(page, "challenge")
    state = sales.provider.payment(payment_of(page))["state"]
    demo.reporter.check(
        "the provider asks for a confirmation", expected="needs_action", found=state
    )
    wait_for_order(demo, people, bought, state="awaiting_payment", money_state="unpaid")
    goes_to = sales.provider.press(page, "confirm")
    demo.reporter.hold(
        "the buyer comes back to the page of the order",
        is_so=goes_to.startswith(demo.guest.base_url) and bought.order_id in goes_to,
        found=goes_to,
    )
    wait_for_order(demo, people, bought, state="confirmed", money_state="paid")
    back = demo.guest.request("GET", goes_to)
    demo.reporter.check("that page answers", expected=200, found=back.status_code)


def place(
    demo: DemoContext,
    people: People,
    show: Show,
    *,
    type_name: str,
    who: str,
    names: tuple[str, ...],
) -> dict[str, Any]:
    wanted = Buyer(
        event_id=show.event_id,
        ticket_type_id=show.types[type_name],
        email=f"{who}@{demo.domain}",
        names=names,
    )
    order: dict[str, Any] = demo.guest.post(f"{people.base}/orders", wanted.basket(), expect=201)
    return order


def bought_of(order: dict[str, Any]) -> Bought:
    return Bought(
        order_id=order["id"],
        secret=order["secret"],
        email=order["buyer_email"],
        total_minor=order["total_minor"],
        names=tuple(each["name"] for each in order["attendees"]),
    )


def _start_payment(demo: DemoContext, people: People, bought: Bought) -> str:
    """Where the buyer pays; asked again while the provider is still being asked."""
    path = f"{people.base}/orders/{bought.order_id}/payment"

    def look() -> str | None:
        started = demo.guest.post(path, {}, headers=bought.headers)
        where: str | None = started["redirect_url"]
        return where

    return wait_for("a page to pay on", look, seconds=demo.patience_seconds, pause_seconds=0.5)


def _wait_for_payment(demo: DemoContext, people: People, bought: Bought, *, state: str) -> None:
    def look() -> str | None:
        listed = people.owner.get(f"{people.base}/payments", reference=bought.order_id)["items"]
        return state if any(each["state"] == state for each in listed) else None

    wait_for(f"the payment is {state}", look, seconds=demo.patience_seconds)
