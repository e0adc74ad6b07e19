"""What is asked of both sides: orders and scans, as the API has them and as the floor has them."""

import itertools
from collections.abc import Iterator, Sequence
from uuid import uuid4

from tests.bench.load import Request
from tests.bench.setup import Offer, Sale


def orders_ours(sale: Sale, offers: Sequence[Offer]) -> Iterator[Request]:
    """Orders of one ticket, each by another buyer, over these ticket types in turn."""
    path = f"/api/v1/organizations/{sale.organization_id}/orders"
    for number, offer in enumerate(itertools.cycle(offers)):
        type_id = str(offer.ticket_type_id)
        yield Request(
            path,
            {
                "event_id": str(sale.event_id),
                "lines": [{"ticket_type_id": type_id, "quantity": 1}],
                "buyer": {"email": f"buyer{number}@example.com", "name": "Bea Buyer"},
                "attendees": [{"ticket_type_id": type_id, "name": "Bea Buyer"}],
            },
            {"Idempotency-Key": uuid4().hex},
        )


def orders_floor(sale: Sale, offers: Sequence[Offer]) -> Iterator[Request]:
    for number, offer in enumerate(itertools.cycle(offers)):
        yield Request(
            "/order",
            {
                "organization_id": str(sale.organization_id),
                "event_id": str(sale.event_id),
                "pool_id": str(offer.pool_id),
                "ticket_type_id": str(offer.ticket_type_id),
                "quantity": 1,
                "email": f"buyer{number}@example.com",
                "name": "Bea Buyer",
            },
            {"Idempotency-Key": uuid4().hex},
        )


def scans_ours(sale: Sale) -> Iterator[Request]:
    path = f"/api/v1/organizations/{sale.organization_id}/events/{sale.event_id}/checkins"
    for code in sale.codes:
        yield Request(path, {"code": code}, sale.bearer)


def scans_floor(sale: Sale) -> Iterator[Request]:
    list_id = str(uuid4())
    for ticket, nonce in sale.floor_tickets:
        yield Request(
            "/scan",
            {
                "organization_id": str(sale.organization_id),
                "ticket_id": ticket,
                "nonce": nonce,
                "list_id": list_id,
            },
        )
