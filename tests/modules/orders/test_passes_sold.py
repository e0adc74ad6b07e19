"""A pass: sold once through the checkout of one event, admitting to several of its series."""

from datetime import timedelta
from urllib.parse import urlencode
from uuid import UUID

import pypdfium2
import pytest
from icalendar import Calendar
from tests.factories.passes import make_season
from tests.factories.people import add_member, bearer

from turnout.kernel import clock
from turnout.kernel.db.tx import transaction
from turnout.modules.events import api as events
from turnout.modules.tickets import api as tickets
from turnout_sdk.money import Money


@pytest.fixture
def season(app):
    return make_season(3, 2, 4)


def buy(client, season, type_id, *, quantity=1, shop=None, named=True, each=1):
    shop = shop or season.home
    body = shop.basket(type_id, quantity=quantity, named=False)
    if named:
        body["attendees"] = [
            {"ticket_type_id": str(type_id), "name": f"Guest {index}"}
            for index in range(quantity * each)
        ]
    return client.post(shop.orders_path, json=body)


def cancel(client, season, order):
    path = f"{season.home.orders_path}/{order['id']}/cancel"
    return client.post(path, headers=bearer(season.organization.owner))


def test_a_pass_takes_a_place_of_each_event_and_gives_a_ticket_for_each(client, season):
    order = buy(client, season, season.add_pass()).json
    assert order["state"] == "confirmed"
    assert [each["quantity"] for each in order["lines"]] == [1]
    assert len(order["attendees"]) == 1
    assert [each["event_id"] for each in order["tickets"]] == [
        str(shop.event_id) for shop in season.evenings
    ]
    assert [each["ticket_type_id"] for each in order["tickets"]] == list(map(str, season.types))
    assert season.left() == [2, 1, 3]


def test_a_pass_is_sold_only_while_every_one_of_its_events_has_a_place(client, season):
    some = season.add_pass(of=season.types[:2])
    assert buy(client, season, some, quantity=2).status_code == 201
    refused = buy(client, season, some)
    assert (refused.status_code, refused.json["code"]) == (409, "inventory.sold-out")
    assert season.left() == [1, 0, 4]


def test_a_pass_has_a_stock_of_its_own_where_it_is_given_one(client, season):
    few = season.add_pass(limit=1)
    assert buy(client, season, few).status_code == 201
    assert buy(client, season, few).json["code"] == "inventory.sold-out"
    assert season.left() == [2, 1, 3]


def test_single_tickets_and_passes_share_the_places_of_each_event(client, season):
    everything = season.add_pass()
    assert buy(client, season, everything).status_code == 201
    assert buy(client, season, season.types[1], shop=season.evenings[1]).status_code == 201
    assert buy(client, season, everything).json["code"] == "inventory.sold-out"
    assert buy(client, season, season.types[2], shop=season.evenings[2]).status_code == 201


def test_a_family_pass_admits_each_of_its_people_everywhere(client, season):
    family = season.add_pass(places=2)
    order = buy(client, season, family, each=2).json
    assert order["state"] == "confirmed"
    assert len(order["attendees"]) == 2
    assert len(order["tickets"]) == 6
    assert season.left() == [1, 0, 2]


def test_cancelling_the_order_gives_back_a_place_of_each_event(client, season):
    order = buy(client, season, season.add_pass(limit=5)).json
    assert cancel(client, season, order).status_code == 200
    assert season.left() == [3, 2, 4]
    with transaction(season.home.organizer) as tx:
        states = {ticket.state for ticket in tickets.list_of(tx, order["id"])}
    assert states == {"void"}


def test_names_that_follow_give_the_tickets_as_well(client, season):
    held = buy(client, season, season.add_pass(), named=False).json
    assert (held["state"], held["tickets"], season.left()) == ("held", [], [2, 1, 3])
    changed = client.patch(
        f"{season.home.orders_path}/{held['id']}",
        json={"attendees": [{"ticket_type_id": held["lines"][0]["ticket_type_id"], "name": "Bea"}]},
        headers={"Turnout-Order-Secret": held["secret"]},
    )
    assert changed.json["state"] == "confirmed"
    assert len({each["event_id"] for each in changed.json["tickets"]}) == 3
    assert season.left() == [2, 1, 3]


def test_what_was_sold_stays_though_the_pass_is_changed(client, season):
    everything = season.add_pass()
    held = buy(client, season, everything, named=False).json
    path = (
        f"/api/v1/organizations/{season.organization.id}/events/{season.home.event_id}"
        f"/ticket-types/{everything}"
    )
    fewer = {"parts": [{"ticket_type_id": str(each)} for each in season.types[:2]]}
    answer = client.patch(path, json=fewer, headers=bearer(season.organization.owner))
    assert answer.status_code == 200, answer.json
    client.patch(
        f"{season.home.orders_path}/{held['id']}",
        json={"attendees": [{"ticket_type_id": str(everything), "name": "Bea"}]},
        headers={"Turnout-Order-Secret": held["secret"]},
    )
    with transaction(season.home.organizer) as tx:
        assert len(tickets.list_of(tx, held["id"])) == 3
    assert len(buy(client, season, everything).json["tickets"]) == 2
    assert season.left() == [1, 0, 3]


def pdf_options_of(order):
    lines = {
        UUID(line["ticket_type_id"]): tickets.PdfLine(
            name=line["name"], price=Money(line["unit_minor"], "EUR")
        )
        for line in order["lines"]
    }
    return tickets.PdfOptions(order_number=order["number"], lines=lines)


def pages_of(pdf):
    document = pypdfium2.PdfDocument(pdf)
    texts = [page.get_textpage().get_text_range() for page in document]
    document.close()
    return texts


def test_the_paper_has_a_page_for_each_event_and_the_calendar_an_entry(client, season):
    order = buy(client, season, season.add_pass()).json
    pdf = tickets.render_pdf(season.home.organizer, order["id"], pdf_options_of(order))
    with transaction(season.home.organizer) as tx:
        found = [events.get_event(tx, shop.event_id) for shop in season.evenings]
    for page, event in zip(pages_of(pdf), found, strict=True):
        assert event.title in page.replace("\r\n", " ")
        assert "Evening" in page
    holding = tickets.Holding(reference=UUID(order["id"]))
    ics = tickets.render_calendar_of(season.home.organizer, holding, url="https://x.test/o")
    assert [str(each["summary"]) for each in Calendar.from_ical(ics).walk("VEVENT")] == [
        event.title for event in found
    ]


def test_the_parts_of_a_bundle_have_their_own_names_on_paper(client, season):
    shop = season.home
    lunch = shop.add_type(name="Lunch", sold_as="add_on", places=1, add_on_to=[season.types[0]])
    both = shop.add_type(name="Both", sold_as="bundle", parts={season.types[0]: 1, lunch: 1})
    body = shop.basket(both, named=False)
    body["attendees"] = [
        {"ticket_type_id": str(each), "name": "Bea"} for each in (season.types[0], lunch)
    ]
    order = client.post(shop.orders_path, json=body).json
    pages = pages_of(tickets.render_pdf(shop.organizer, order["id"], pdf_options_of(order)))
    assert ["Evening" in pages[0], "Lunch" in pages[1]] == [True, True]


def test_a_pass_costs_four_statements_however_many_events_it_has(client, season, statements):
    every = season.add_pass()
    buy(client, season, every)
    statements.clear()
    assert buy(client, season, every).status_code == 201
    assert len(statements) == 4, statements


def test_a_second_try_after_a_hold_lapsed_takes_each_place_once(client, season):
    """The first try takes from the pools that have enough: that must be gone before the second."""
    full = season.add_pass(of=season.types[:2])
    assert buy(client, season, full, quantity=2, named=False).status_code == 201
    assert season.left() == [1, 0, 4]
    with clock.frozen(clock.now() + timedelta(hours=1)):
        assert buy(client, season, season.add_pass()).status_code == 201
    assert season.left() == [2, 1, 3]


def listed(client, season, shop, *, user=None, **query):
    path = f"{season.home.orders_path}?{urlencode({'event_id': str(shop.event_id), **query})}"
    answer = client.get(path, headers=bearer(user or season.organization.owner))
    assert answer.status_code == 200, answer.json
    return answer.json


def numbers(page):
    return [each["number"] for each in page["items"]]


def test_the_orders_of_an_event_are_its_own_and_the_passes_that_admit_to_it(client, season):
    some = season.add_pass(of=season.types[:2])
    passed = buy(client, season, some).json["number"]
    single = buy(client, season, season.types[1], shop=season.evenings[1]).json["number"]
    at_home = buy(client, season, season.types[0]).json["number"]
    first, second, third = season.evenings
    assert numbers(listed(client, season, first)) == [at_home, passed]
    assert numbers(listed(client, season, second)) == [single, passed], "newest first"
    assert numbers(listed(client, season, third)) == []


def test_two_passes_in_one_order_are_one_order_and_pages_follow_each_other(client, season):
    ends = [season.types[0], season.types[2]]
    passes = [season.add_pass(of=ends), season.add_pass(of=ends)]
    body = season.home.basket(passes[0])
    body["lines"] += season.home.basket(passes[1])["lines"]
    body.pop("attendees", None)
    both = client.post(season.home.orders_path, json=body).json["number"]
    later = buy(client, season, season.types[2], shop=season.evenings[2]).json["number"]
    page = listed(client, season, season.evenings[2], limit=1)
    assert numbers(page) == [later]
    after = listed(client, season, season.evenings[2], limit=1, cursor=page["next_cursor"])
    assert numbers(after) == [both]
    assert after["next_cursor"] is None
    assert numbers(listed(client, season, season.evenings[2], state="held")) == [both]


def test_the_orders_of_an_event_cost_one_statement(client, season, statements):
    buy(client, season, season.add_pass())
    listed(client, season, season.evenings[1])
    statements.clear()
    assert len(numbers(listed(client, season, season.evenings[1]))) == 1
    assert len([each for each in statements if "order_pass_events" in each]) == 1
    assert len([each for each in statements if "FROM orders" in each]) == 1


def test_who_may_see_one_event_sees_no_order_of_another(client, season):
    buy(client, season, season.add_pass())
    away = season.evenings[1]
    single = buy(client, season, season.types[1], shop=away).json["number"]
    guest = add_member(season.organization, "staff", event_ids=(away.event_id,))
    assert numbers(listed(client, season, away, user=guest)) == [single]
