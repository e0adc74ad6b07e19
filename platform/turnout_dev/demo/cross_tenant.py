"""Somebody of another organization tries every door: each says that there is nothing."""

from http import HTTPStatus

from turnout_dev.demo.context import Bought, DemoContext, People, Sales, Show
from turnout_dev.demo.refunds import paid_order, payment_of_order

LISTS = (
    "orders", "events", "payments", "ledger", "mails", "payment-deliveries", "connections",
    "members",
)  # fmt: skip
LISTS_OF_EVENT = ("pools", "ticket-types", "checkins/counts")


def stay_apart(demo: DemoContext, people: People, show: Show, sales: Sales) -> None:
    """Another organization's owner gets 404 for everything, whatever they put into the address."""
    bought = paid_order(sales.paid)
    things = _things(people, show, bought)
    lists = (*LISTS, *(f"events/{show.event_id}/{name}" for name in LISTS_OF_EVENT))
    own = f"/api/v1/organizations/{people.stranger_organization_id}"
    for path in (*things, *lists):
        people.owner.request("GET", f"{people.base}/{path}", expect=HTTPStatus.OK)
        people.stranger.request("GET", f"{people.base}/{path}", expect=HTTPStatus.NOT_FOUND)
    for path in things:
        people.stranger.request("GET", f"{own}/{path}", expect=HTTPStatus.NOT_FOUND)
    actions = _actions(people, show, bought)
    for path in actions:
        people.stranger.post(f"{people.base}/{path}", {}, expect=HTTPStatus.NOT_FOUND)
    demo.reporter.hold(
        f"{len(things) + len(lists)} addresses answer their owner, and 404 to a stranger",
        is_so=True,
    )
    demo.reporter.hold(
        f"the same {len(things)} ids in the stranger's own organization: 404", is_so=True
    )
    demo.reporter.hold(f"{len(actions)} attempts to act: 404", is_so=True)
    unknown = demo.guest.request(
        "GET",
        f"{people.base}/orders/{bought.order_id}",
        headers={"Turnout-Order-Secret": bought.secret[::-1]},
    )
    demo.reporter.check("the order with a wrong secret", expected=404, found=unknown.status_code)


def _things(people: People, show: Show, bought: Bought) -> tuple[str, ...]:
    payment = payment_of_order(people, bought)
    connection = people.owner.get(f"{people.base}/connections")["items"][0]
    return (
        f"orders/{bought.order_id}",
        f"events/{show.event_id}",
        f"events/{show.event_id}/publish-checklist",
        f"payments/{payment['id']}",
        f"connections/{connection['id']}",
    )


def _actions(people: People, show: Show, bought: Bought) -> tuple[str, ...]:
    mail = people.owner.get(f"{people.base}/mails", order_id=bought.order_id)["items"][0]
    return (
        f"orders/{bought.order_id}/refunds",
        f"orders/{bought.order_id}/cancel",
        f"events/{show.event_id}/cancel",
        f"mails/{mail['id']}/resend",
    )
