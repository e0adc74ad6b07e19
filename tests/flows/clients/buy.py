"""Buys, pays, downloads the ticket and checks it in, by the client that was generated alone."""

import base64
import json
import sys
from typing import Any, TypeVar
from uuid import UUID

from turnout_client import AuthenticatedClient, Client
from turnout_client.api.attendees import list_event_attendees
from turnout_client.api.auth import sign_in
from turnout_client.api.checkin import create_event_checkin
from turnout_client.api.order_tickets import get_order_tickets_pdf, list_order_tickets
from turnout_client.api.orders import (
    create_order,
    get_order,
    list_order_payment_methods,
    start_order_payment,
)
from turnout_client.api.shop import list_event_offers
from turnout_client.models import (
    CheckinScanFields,
    IdentityCredentials,
    ListEventAttendeesState,
    OrdersAttendee,
    OrdersBasket,
    OrdersBuyer,
    OrdersLine,
    OrdersPaymentFields,
    Problem,
)

Answer = TypeVar("Answer")


def good(answer: Answer | Problem | None) -> Answer:
    assert answer is not None
    assert not isinstance(answer, Problem), answer
    return answer


def main(told: dict[str, Any]) -> dict[str, Any]:
    organization_id, event_id = UUID(told["organization_id"]), UUID(told["event_id"])
    buyer = Client(base_url=told["address"])

    offers = good(list_event_offers.sync(organization_id, event_id, client=buyer))
    offer = next(each for each in offers.items if each.kind == "paid")
    basket = OrdersBasket(
        event_id=event_id,
        lines=[OrdersLine(ticket_type_id=offer.id, quantity=1)],
        buyer=OrdersBuyer(email=told["email"], name="Bea Buyer"),
        attendees=[OrdersAttendee(ticket_type_id=offer.id, name="Ada Lovelace")],
    )
    order = good(
        create_order.sync(
            organization_id, client=buyer, body=basket, idempotency_key=f"python-{told['email']}"
        )
    )
    assert isinstance(order.secret, str)
    own = AuthenticatedClient(
        base_url=told["address"],
        token=order.secret,
        prefix="",
        auth_header_name="Turnout-Order-Secret",
    )

    ways = good(list_order_payment_methods.sync(organization_id, order.id, client=own))
    way = ways.items[0]
    wish = OrdersPaymentFields(connection_id=way.connection_id, method=way.method)
    started = good(start_order_payment.sync(organization_id, order.id, body=wish, client=own))
    sys.stdout.write(f"{started.redirect_url}\n")
    sys.stdout.flush()
    sys.stdin.readline()

    paid = good(get_order.sync(organization_id, order.id, client=own))
    [ticket] = good(list_order_tickets.sync(organization_id, order.id, client=own)).items
    pdf = good(get_order_tickets_pdf.sync(organization_id, order.id, client=own))

    login = good(sign_in.sync(client=buyer, body=IdentityCredentials.from_dict(told["staff"])))
    staff = AuthenticatedClient(base_url=told["address"], token=login.access_token)
    assert ticket.code
    scan = CheckinScanFields(code=ticket.code, gate="North")
    verdicts = [
        good(create_event_checkin.sync(organization_id, event_id, client=staff, body=scan)).verdict
        for _ in range(2)
    ]
    valid = ListEventAttendeesState.VALID
    attendees = good(
        list_event_attendees.sync(organization_id, event_id, client=staff, state=valid)
    )
    wrong = get_order.sync(organization_id, order.id, client=own, turnout_order_secret="a" * 27)
    assert isinstance(wrong, Problem)
    return {
        "state": paid.state,
        "money_state": paid.money_state,
        "code": ticket.code,
        "pdf": base64.b64encode(pdf.payload.read()).decode(),
        "verdicts": [str(each) for each in verdicts],
        "attendees": [each.name for each in attendees.items],
        "problem": wrong.code,
    }


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(json.loads(sys.stdin.readline()))))
