"""Organizers choose what stands beside the QR code on PDF tickets; a stranger's reader reads it."""

import pytest
from tests.factories.people import add_member, bearer
from tests.factories.sales import make_shop
from tests.factories.tickets import Occasion, code_of, make_tickets
from tests.reading.qr import pages_of_pdf, symbols_in_image

from turnout.kernel.ids import new_id
from turnout.modules.events import api as events
from turnout.modules.tickets import api as tickets
from turnout.modules.tickets.types import PdfLine
from turnout_sdk.money import Money


class Tickets:
    """An event with an order of one ticket."""

    def __init__(self, client):
        self.client = client
        self.shop = make_shop()
        self.ctx = self.shop.organizer
        self.event_id = self.shop.event_id
        self.order = new_id()
        self.type_id = self.shop.add_type()
        occasion = Occasion(self.ctx, self.event_id, self.type_id, new_id())
        [self.ticket] = make_tickets(occasion, reference=self.order)
        self.code = code_of(occasion, self.ticket)

    def path_of(self, event_id):
        return f"/api/v1/organizations/{self.ctx.organization_id}/events/{event_id}/ticket-barcodes"

    def ask(self, method="GET", body=None, *, event_id=None, who=None, **headers):
        sent = {**bearer(who or self.shop.organization.owner), **headers}
        path = self.path_of(event_id or self.event_id)
        return self.client.open(path, method=method, json=body, headers=sent)

    def symbols(self):
        line = PdfLine(name="Standard", price=Money(0, "EUR"))
        options = tickets.PdfOptions(order_number="A7K2", lines={self.type_id: line})
        [page] = pages_of_pdf(tickets.render_pdf(self.ctx, self.order, options), dots_per_point=3)
        return symbols_in_image(page)


@pytest.fixture
def sold(client, running):
    return Tickets(client)


def test_the_qr_code_stands_alone_until_somebody_chooses(sold):
    answer = sold.ask()
    assert answer.status_code == 200, answer.json
    assert answer.json == {
        "event_id": str(sold.event_id), "has_code_128": False, "has_pdf417": False, "version": 0,
    }  # fmt: skip
    assert sold.symbols() == {("QRCode", sold.code)}


@pytest.mark.parametrize("code_128", [True, False])
@pytest.mark.parametrize("pdf417", [True, False])
def test_what_is_chosen_is_read_from_the_page(sold, code_128, pdf417):
    answer = sold.ask("PUT", {"has_code_128": code_128, "has_pdf417": pdf417})
    assert answer.status_code == 200, answer.json
    assert answer.headers["ETag"] == '"1"'
    assert sold.ask().json == answer.json
    assert sold.symbols() == {
        ("QRCode", sold.code),
        *([("Code128", sold.ticket.barcode_number)] if code_128 else []),
        *([("PDF417", sold.code)] if pdf417 else []),
    }


def test_a_choice_is_made_over_the_version_that_was_seen(sold):
    both = {"has_code_128": True, "has_pdf417": True}
    assert sold.ask("PUT", both, **{"If-Match": '"0"'}).status_code == 200
    assert sold.ask("PUT", both, **{"If-Match": '"0"'}).status_code == 412
    assert sold.ask("PUT", both, **{"If-Match": '"1"'}).json["version"] == 2


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"has_code_128": True}, "/has_pdf417"),
        ({"has_code_128": "perhaps", "has_pdf417": True}, "/has_code_128"),
        ({"has_code_128": True, "has_pdf417": True, "has_aztec": True}, "/has_aztec"),
    ],
)
def test_what_is_wrong_is_named(sold, body, pointer):
    answer = sold.ask("PUT", body)
    assert answer.status_code == 422
    assert pointer in [each["pointer"] for each in answer.json["errors"]]


def test_an_event_that_is_not_there_has_none(sold):
    body = {"has_code_128": True, "has_pdf417": True}
    assert sold.ask(event_id=new_id()).status_code == 404
    assert sold.ask("PUT", body, event_id=new_id()).status_code == 404


def test_a_partner_chooses_nothing(sold):
    partner = add_member(sold.shop.organization, "partner")
    body = {"has_code_128": True, "has_pdf417": True}
    assert sold.ask("PUT", body, who=partner).status_code == 403


def test_a_copy_of_the_event_has_the_same(sold):
    sold.ask("PUT", {"has_code_128": True, "has_pdf417": False})
    copy = events.copy_event(sold.ctx, sold.event_id, events.NewCopy(title="Again"))
    seen = sold.ask(event_id=copy.id).json
    assert (seen["has_code_128"], seen["has_pdf417"], seen["version"]) == (True, False, 1)
