"""A buyer's page of an application: what it waits for, what was decided, and taking it back."""

from typing import Any
from uuid import UUID

import pytest
from flask.testing import FlaskClient
from tests.factories.work import drain
from tests.site.conftest import Place

from turnout.kernel.db.tx import transaction
from turnout.modules.applications import api as applications
from turnout.modules.applications.api import ApplicationVerdict


@pytest.fixture
def applied(client: FlaskClient, place: Place) -> dict[str, Any]:
    salon = place.shop.add_type(name="Salon", price_minor=4000, needs_approval=True)
    order: dict[str, Any] = client.post(
        place.shop.orders_path, json=place.shop.basket(salon)
    ).get_json()
    drain()
    return order


def path_of(place: Place, order: dict[str, Any]) -> str:
    return f"/orders/{place.shop.organization.id}/{order['id']}/{order['secret']}"


def decide(place: Place, order: dict[str, Any], verdict: ApplicationVerdict, message: str) -> None:
    with transaction(place.shop.organizer) as tx:
        applications.decide_in(tx, UUID(order["id"]), verdict, message=message)


def test_the_page_says_that_it_is_not_decided_and_asks_for_no_money(client, place, applied) -> None:
    path = path_of(place, applied)
    text = client.get(path).get_data(as_text=True)
    assert "You applied for Lantern Night" in text
    assert "nothing is charged" in text
    assert "Withdraw this application" in text
    assert f"{path}/pay" not in text
    assert 'data-state="awaiting_approval"' in text


def test_what_was_decided_stands_on_the_page_with_the_organizers_words(
    client, place, applied
) -> None:
    decide(place, applied, ApplicationVerdict.APPROVED, "Bring a <lantern>.")
    text = client.get(path_of(place, applied)).get_data(as_text=True)
    assert "Your application was approved" in text
    assert "Please pay by" in text
    assert "Bring a &lt;lantern&gt;." in text
    assert "Change tickets or names" not in text


def test_who_was_denied_is_told_so_and_why(client, place, applied) -> None:
    decide(place, applied, ApplicationVerdict.DENIED, "We are full.")
    text = client.get(path_of(place, applied)).get_data(as_text=True)
    assert "Your application was not approved" in text
    assert "We are full." in text
    assert "no longer valid at the door" not in text


def test_an_application_is_withdrawn_without_a_script(client, place, applied) -> None:
    path = path_of(place, applied)
    asked = client.get(f"{path}/cancel?ask=1&all=1").get_data(as_text=True)
    assert "Your reserved tickets go back on sale." in asked
    answer = client.post(f"{path}/cancel", data={"amount": "0"})
    text = client.get(answer.headers["Location"]).get_data(as_text=True)
    assert "This application is withdrawn" in text
    assert "There is no refund" not in text


def test_the_panel_of_tickets_says_which_of_them_are_applied_for(client, place, applied) -> None:
    text = client.get(place.path).get_data(as_text=True)
    assert text.count("The organizer approves each registration.") == 1
    assert "Get tickets" in text
    shell = client.get(f"{place.path}/checkout").get_data(as_text=True)
    assert shell.count("The organizer approves each registration.") == 1
    assert shell.count('"needsApproval":true') + shell.count('"needsApproval": true') == 1
