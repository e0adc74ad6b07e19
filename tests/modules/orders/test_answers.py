"""An event's questions in a purchase: kept, refused, missing; and nothing where nothing is asked."""

import pytest
from tests.factories.people import bearer, enter
from tests.factories.sales import make_shop

COMPANY = {"key": "company", "type": "short_text", "scope": "order", "label": {"en": "Company?"}}
MEAL = {"key": "meal", "type": "yes_no", "label": {"en": "Lunch?"}, "required": True}
DIET = {
    "key": "diet",
    "type": "single_choice",
    "label": {"en": "What do you eat?"},
    "options": [{"value": "all", "label": {"en": "All"}}, {"value": "veg", "label": {"en": "Veg"}}],
    "show_if": {"question": "meal", "is": "equals", "value": True},
    "required": True,
}


@pytest.fixture
def shop(app):
    return make_shop()


@pytest.fixture
def checkout(client, shop):
    return Checkout(client, shop)


class Checkout:
    """A buyer of one ticket of an event that may ask questions."""

    def __init__(self, client, shop):
        self.client, self.shop = client, shop
        self.type_id = shop.add_type()
        self.event = f"/api/v1/organizations/{shop.organization.id}/events/{shop.event_id}"
        self.team = bearer(shop.organization.owner)

    def ask(self, *questions):
        answer = self.client.put(
            f"{self.event}/registration-form", json={"questions": questions}, headers=self.team
        )
        assert answer.status_code == 200, answer.json
        return answer.json

    def place(self, **changes):
        body = self.shop.basket(self.type_id, **changes)
        answer = self.client.post(self.shop.orders_path, json=body)
        assert answer.status_code == 201, answer.json
        self.order = answer.json
        return self.order

    def patch(self, **body):
        return self.client.patch(
            f"{self.shop.orders_path}/{self.order['id']}",
            json=body,
            headers={"Turnout-Order-Secret": self.order["secret"]},
        )

    def person(self, **answers):
        return {"ticket_type_id": str(self.type_id), "name": "Ali", "answers": answers}

    def rows(self, app_connection):
        enter(app_connection, self.shop.organization.id)
        return app_connection.execute(
            "SELECT attendee_id IS NULL, answers, v.number FROM order_answers a"
            " JOIN form_versions v ON v.organization_id = a.organization_id"
            " AND v.id = a.form_version_id"
            " WHERE a.organization_id = %s AND order_id = %s ORDER BY 1",
            [self.shop.organization.id, self.order["id"]],
        ).fetchall()


def refusals(answer):
    assert answer.status_code == 422, answer.json
    return [(each["pointer"], each["code"]) for each in answer.json["errors"]]


def test_an_event_that_asks_nothing_sells_as_before(checkout):
    assert checkout.place()["state"] == "confirmed"


def test_optional_questions_do_not_hold_an_order_up(checkout):
    checkout.ask(COMPANY)
    assert checkout.place()["state"] == "confirmed"


def test_a_free_order_is_confirmed_by_its_last_answer(checkout, app_connection):
    checkout.ask(COMPANY, MEAL, DIET)
    assert checkout.place()["state"] == "held"
    halfway = checkout.patch(attendees=[checkout.person(meal=True)])
    assert (halfway.status_code, halfway.json["state"]) == (200, "held")
    done = checkout.patch(
        attendees=[checkout.person(meal=True, diet="veg")], answers={"company": " Acme "}
    ).json
    assert done["state"] == "confirmed"
    assert done["answers"] == {"company": "Acme"}
    assert done["attendees"][0]["answers"] == {"meal": True, "diet": "veg"}
    assert checkout.rows(app_connection) == [
        (False, {"diet": "veg", "meal": True}, 1),
        (True, {"company": "Acme"}, 1),
    ]


def test_answers_that_nobody_is_asked_any_more_are_dropped(checkout):
    checkout.ask(MEAL, DIET)
    checkout.place()
    done = checkout.patch(attendees=[checkout.person(meal=False, diet="veg")]).json
    assert (done["state"], done["attendees"][0]["answers"]) == ("confirmed", {"meal": False})


def test_a_wrong_answer_is_refused_at_its_place_and_nothing_is_kept(checkout, app_connection):
    checkout.ask(COMPANY, MEAL, DIET)
    checkout.place()
    wrong = checkout.patch(attendees=[checkout.person(meal="yes")], answers={"company": "Acme"})
    assert refusals(wrong) == [("/attendees/0/answers/meal", "wrong-type")]
    odd = checkout.patch(answers={"firm": "Acme"})
    assert refusals(odd) == [("/answers/firm", "unknown-question")]
    assert checkout.rows(app_connection) == []


def test_answers_to_no_form_are_refused(checkout):
    checkout.place(named=False)
    assert refusals(checkout.patch(answers={"company": "x"})) == [("/answers", "unknown-question")]
    person = checkout.patch(attendees=[checkout.person(diet="veg")])
    assert refusals(person) == [("/attendees/0/answers", "unknown-question")]


def test_nobody_pays_before_everything_is_answered(checkout):
    checkout.type_id = checkout.shop.add_type(price_minor=1000)
    checkout.ask(MEAL, DIET)
    checkout.place()
    path = f"{checkout.shop.orders_path}/{checkout.order['id']}/payment"
    headers = {"Turnout-Order-Secret": checkout.order["secret"]}
    refused = checkout.client.post(path, json={}, headers=headers)
    assert (refused.status_code, refused.json["code"]) == (409, "orders.incomplete")
    assert refused.json["missing"] == ["/attendees/0/answers/meal"]
    checkout.patch(attendees=[checkout.person(meal=False)])
    answered = checkout.client.post(path, json={}, headers=headers)
    assert answered.json["code"] == "orders.no-payment-method"


def test_answers_keep_the_version_that_asked_for_them(checkout, app_connection):
    checkout.type_id = checkout.shop.add_type(price_minor=1000)
    checkout.ask(MEAL)
    checkout.place()
    checkout.patch(attendees=[checkout.person(meal=False)])
    checkout.ask(MEAL, {**DIET, "show_if": None})
    path = f"{checkout.shop.orders_path}/{checkout.order['id']}/payment"
    headers = {"Turnout-Order-Secret": checkout.order["secret"]}
    paying = checkout.client.post(path, json={}, headers=headers)
    assert paying.json["code"] == "orders.no-payment-method", "what was asked was answered"
    assert checkout.rows(app_connection) == [(False, {"meal": False}, 1)]
    again = checkout.patch(attendees=[checkout.person(meal=False, diet="all")])
    assert again.status_code == 200
    assert checkout.rows(app_connection) == [(False, {"diet": "all", "meal": False}, 2)]


def test_a_question_for_one_ticket_type_is_asked_of_its_holders_only(checkout):
    other = checkout.shop.add_type()
    checkout.ask({**MEAL, "ticket_type_ids": [str(other)]})
    assert checkout.place()["state"] == "confirmed"
    checkout.type_id = other
    assert checkout.place()["state"] == "held"


def test_new_attendees_do_not_inherit_answers(checkout, app_connection):
    checkout.ask(MEAL)
    checkout.type_id = checkout.shop.add_type(price_minor=500)
    checkout.place()
    checkout.patch(attendees=[checkout.person(meal=True)])
    checkout.patch(attendees=[checkout.person()])
    assert checkout.rows(app_connection) == []


def test_the_log_says_that_answers_changed_and_not_what_they_are(checkout, app_connection):
    checkout.ask(COMPANY)
    checkout.place(named=False)
    checkout.patch(answers={"company": "Secret Society"})
    log = checkout.client.get(
        f"/api/v1/organizations/{checkout.shop.organization.id}/audit", headers=checkout.team
    ).get_data(as_text=True)
    assert "order_answers" in log
    assert "Secret Society" not in log


def test_a_form_adds_no_statement_to_an_order(checkout, statements):
    checkout.ask(COMPANY)
    checkout.place()
    statements.clear()
    checkout.place()
    assert len(statements) == 2
