"""A buyer's own page: opened by the secret of the link, and by nothing else."""

import re
from typing import Any

import pytest
from flask.testing import FlaskClient
from tests.factories.work import drain
from tests.site.conftest import Place

from turnout.kernel.ids import new_id


@pytest.fixture
def bought(client: FlaskClient, place: Place) -> dict[str, Any]:
    """A confirmed order for two free tickets."""
    entry = next(iter(place.shop.pools))
    basket = place.shop.basket(entry, quantity=2)
    basket["attendees"][0]["name"] = "Zoë <b>Müller</b>"
    order: dict[str, Any] = client.post(place.shop.orders_path, json=basket).get_json()
    drain()
    return order


def path_of(place: Place, order: dict[str, Any]) -> str:
    return f"/orders/{place.shop.organization.id}/{order['id']}/{order['secret']}"


def test_the_page_shows_number_people_and_codes(client, place: Place, bought) -> None:
    answer = client.get(path_of(place, bought))
    text = answer.get_data(as_text=True)
    assert bought["number"] in text
    assert "You are going to Lantern Night" in text
    assert "Zoë &lt;b&gt;Müller&lt;/b&gt;" in text
    assert text.count('class="stub__qr"') == 2
    assert text.count("<svg") > 2


def test_the_page_is_kept_by_nobody_and_tells_nobody(client, place: Place, bought) -> None:
    answer = client.get(path_of(place, bought))
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert answer.headers["X-Robots-Tag"] == "noindex"


@pytest.mark.parametrize("part", ["", "/state.json", "/tickets.pdf", "/calendar.ics"])
def test_another_secret_opens_nothing(client, place: Place, bought, part: str) -> None:
    right = path_of(place, bought)
    wrong = right[:-1] + ("A" if right[-1] != "A" else "B")
    assert client.get(wrong + part).status_code == 404
    elsewhere = f"/orders/{new_id()}/{bought['id']}/{bought['secret']}"
    assert client.get(elsewhere + part).status_code == 404
    assert client.get(right + part).status_code == 200


def test_tickets_come_as_pdf_and_the_event_as_calendar_entry(client, place: Place, bought) -> None:
    paper = client.get(f"{path_of(place, bought)}/tickets.pdf")
    assert paper.data.startswith(b"%PDF-")
    assert f'filename="{bought["number"]}.pdf"' in paper.headers["Content-Disposition"]
    entry = client.get(f"{path_of(place, bought)}/calendar.ics").get_data(as_text=True)
    assert "SUMMARY:Lantern Night" in entry


def test_cancelling_takes_the_tickets_back(client, place: Place, bought) -> None:
    path = path_of(place, bought)
    assert client.get(f"{path}/cancel").status_code in (404, 405), "a GET changes nothing"
    answer = client.post(f"{path}/cancel")
    assert answer.status_code == 303
    assert answer.headers["Location"] == path
    text = client.get(path).get_data(as_text=True)
    assert "This order is cancelled" in text
    assert "stub__qr" not in text
    assert client.get(f"{path}/state.json").get_json() == {"state": "cancelled"}
    assert client.get(f"{path}/tickets.pdf").status_code == 404


def test_an_order_that_is_not_paid_leads_back_into_the_checkout(client, place: Place) -> None:
    supper = list(place.shop.pools)[1]
    order = client.post(place.shop.orders_path, json=place.shop.basket(supper)).get_json()
    text = client.get(path_of(place, order)).get_data(as_text=True)
    assert "Your order waits for its payment" in text
    assert f'href="{place.path}/checkout#order={order["id"]}.{order["secret"]}"' in text
    assert re.search(r'data-await="[^"]+/state.json" data-state="held"', text)
