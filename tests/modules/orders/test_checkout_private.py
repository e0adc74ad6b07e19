"""Private events in the API: as if they were not there, until their code is shown."""

from datetime import timedelta

import pytest
from tests.factories.people import add_member, bearer, make_user
from tests.factories.sales import make_shop

from turnout.kernel import clock
from turnout.kernel.ids import new_id
from turnout.modules.events import api as events

ASKED = {"key": "firm", "type": "short_text", "scope": "order", "label": {"en": "Company?"}}


class Gala:
    """A private event with a form, tickets and a code."""

    def __init__(self, client):
        self.client, self.shop = client, make_shop(visibility=events.Visibility.PRIVATE)
        self.type_id = self.shop.add_type()
        self.team = bearer(self.shop.organization.owner)
        self.base = f"/api/v1/organizations/{self.shop.organization.id}/events"
        put = client.put(
            f"{self.base}/{self.shop.event_id}/registration-form",
            json={"questions": [ASKED]},
            headers=self.team,
        )
        assert put.status_code == 200, put.json
        self.code = self.make_code()

    def make_code(self, **new):
        path = f"{self.base}/{self.shop.event_id}/access-codes"
        made = self.client.post(path, json=new, headers=self.team)
        assert made.status_code == 201, made.json
        return made.json["code"]

    def ask(self, headers, event_id=None):
        """What each of the three doors answers."""
        event_id = event_id or self.shop.event_id
        basket = {**self.shop.basket(self.type_id), "event_id": str(event_id)}
        return [
            self.client.get(f"{self.base}/{event_id}/offers", headers=headers),
            self.client.get(f"{self.base}/{event_id}/form", headers=headers),
            self.client.post(self.shop.orders_path, json=basket, headers=headers),
        ]


@pytest.fixture
def gala(client):
    return Gala(client)


def statuses(answers):
    return [each.status_code for each in answers]


def seen(answers):
    """What a visitor can tell apart: all but the request's own id and address."""
    own = ("request_id", "instance")
    return [{key: each.json[key] for key in each.json if key not in own} for each in answers]


def code(text):
    return {"Turnout-Access-Code": text}


def test_its_code_opens_all_of_a_purchase(gala):
    assert statuses(gala.ask(code(gala.code))) == [200, 200, 201]


@pytest.mark.parametrize("wrong", ["", "WRONGCODE123", "x" * 500])
def test_without_its_code_it_is_as_if_it_were_not_there(gala, wrong):
    headers = code(wrong) if wrong else {}
    shut = gala.ask(headers)
    assert statuses(shut) == [404, 404, 404]
    assert seen(shut) == seen(gala.ask(headers, new_id()))


def test_the_code_of_another_event_opens_nothing(gala, client):
    assert statuses(gala.ask(code(Gala(client).code))) == [404, 404, 404]


def test_a_code_that_has_lapsed_opens_nothing(gala):
    lapsing = gala.make_code(expires_at=(clock.now() + timedelta(hours=1)).isoformat())
    assert statuses(gala.ask(code(lapsing))) == [200, 200, 201]
    with clock.frozen(clock.now() + timedelta(hours=2)):
        assert statuses(gala.ask(code(lapsing))) == [404, 404, 404]


def test_members_who_may_see_the_event_need_no_code(gala):
    assert statuses(gala.ask(gala.team)) == [200, 200, 201]


def test_a_member_for_other_events_and_a_stranger_need_it(gala):
    organization = gala.shop.organization
    other = add_member(organization, "staff", event_ids=(make_shop(organization).event_id,))
    for person in (other, make_user(), make_shop().organization.owner):
        assert statuses(gala.ask(bearer(person))) == [404, 404, 404]


def test_the_holder_of_an_order_goes_on_without_the_code(gala):
    basket = gala.shop.basket(gala.type_id, named=False)
    order = gala.client.post(gala.shop.orders_path, json=basket, headers=code(gala.code)).json
    path = f"{gala.shop.orders_path}/{order['id']}"
    holder = {"Turnout-Order-Secret": order["secret"]}
    assert gala.client.get(path, headers=holder).status_code == 200
    person = {"ticket_type_id": str(gala.type_id), "name": "Ali"}
    changed = gala.client.patch(path, json={"attendees": [person]}, headers=holder)
    assert (changed.status_code, changed.json["state"]) == (200, "confirmed")


def test_an_unlisted_event_needs_no_code(client):
    shop = make_shop(visibility=events.Visibility.UNLISTED)
    answer = client.post(shop.orders_path, json=shop.basket(shop.add_type()))
    assert answer.status_code == 201, answer.json


def test_a_public_event_costs_no_statement_more(client, statements):
    shop = make_shop()
    free = shop.add_type()
    client.post(shop.orders_path, json=shop.basket(free))
    statements.clear()
    client.post(shop.orders_path, json=shop.basket(free))
    assert len(statements) == 2
