"""The checkout asks for consent where the organization sends texts, and costs nothing elsewhere."""

import pytest
from tests.factories import work
from tests.modules.text_messages.conftest import ADA
from tests.modules.text_messages.test_consents import rows
from tests.site.orders.test_checkout import config_of

from turnout.kernel.context import system_in
from turnout.kernel.db.tx import transaction
from turnout.modules.connections import api as connections
from turnout.modules.events import api as events


@pytest.fixture
def checkout(texter, queued):
    """What the script of the checkout's page is told."""
    texter.shop.add_type(capacity=60, price_minor=0)
    work.drain()
    with transaction(system_in(texter.shop.organization.id, "tests")) as tx:
        slug = events.get_event(tx, texter.shop.event_id).slug
    path = f"/{texter.shop.organization.slug}/{slug}/checkout"

    def opened():
        answer = texter.client.get(path)
        assert answer.status_code == 200, answer.text[:300]
        return config_of(answer.text)

    return opened


def test_the_box_is_there_as_long_as_texts_are_sent(texter, at, checkout):
    assert "offersTexts" not in checkout()
    account = at("twilio")
    account.connect()
    assert checkout()["offersTexts"] is True
    connections.delete_connection(texter.shop.organizer, account.connection_id)
    work.drain()
    assert "offersTexts" not in checkout()


def test_a_checkout_without_it_asks_the_database_nothing_more(checkout, statements):
    checkout()
    statements.clear()
    checkout()
    assert [each for each in statements if "connections" in each or "text_" in each] == []


def test_what_was_agreed_to_in_the_checkout_is_kept_before_the_order_is_confirmed(
    texter, twilio_account
):
    kind = texter.shop.add_type(capacity=60, price_minor=500)
    held = texter.client.post(
        texter.shop.orders_path,
        json={
            "event_id": str(texter.shop.event_id),
            "lines": [{"ticket_type_id": str(kind), "quantity": 1}],
        },
    ).json
    assert held["state"] == "held"
    before = texter.consent(held)
    texter.agree(held, ADA, wording=before["wording"], language="en", place="checkout")
    [row] = rows(texter)
    assert (row.place, row.phone, row.statement) == ("checkout", ADA, before["statement"])
