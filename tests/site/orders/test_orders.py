"""A buyer's own page: opened by the secret of the link, and by nothing else."""

import re
from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from tests.factories import payments as making
from tests.factories.invoices import pay
from tests.factories.work import drain
from tests.site.browser import Browser, Form
from tests.site.conftest import Place
from tests.site.showing import add_image

from turnout.kernel import clock
from turnout.kernel.db.tx import transaction
from turnout.kernel.ids import new_id
from turnout.modules.connections import api as connections
from turnout.modules.files.service import pictures
from turnout.modules.organizations import api as organizations


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
    asked = client.get(f"{path}/cancel?ask=1&all=1").get_data(as_text=True)
    assert "Your tickets stop working at once" in asked
    assert client.get(f"{path}/state.json").get_json()["state"] == "confirmed", (
        "a GET changes nothing"
    )
    answer = client.post(f"{path}/cancel", data={"amount": "0"})
    assert answer.status_code == 303
    assert answer.headers["Location"] == f"{path}?cancelled=1"
    text = client.get(path).get_data(as_text=True)
    assert "This order is cancelled" in text
    assert "stub__qr" not in text
    assert client.get(f"{path}/state.json").get_json()["state"] == "cancelled"
    assert client.get(f"{path}/tickets.pdf").status_code == 404


def test_an_order_that_is_not_paid_leads_back_into_the_checkout(client, place: Place) -> None:
    supper = list(place.shop.pools)[1]
    order = client.post(place.shop.orders_path, json=place.shop.basket(supper)).get_json()
    text = client.get(path_of(place, order)).get_data(as_text=True)
    assert "Your order is waiting for payment" in text
    assert f'href="{place.path}/checkout#order={order["id"]}.{order["secret"]}"' in text
    assert re.search(r'data-await="[^"]+/state.json" data-state="held"', text)


@pytest.fixture
def supper(client: FlaskClient, place: Place) -> dict[str, Any]:
    """An order that is not paid, at an organizer who takes transfers."""
    connections.create_connection(
        place.shop.organizer,
        connections.NewConnection(
            kind="payments",
            adapter_key="banktransfer",
            name="Our bank",
            values={"account_holder": "Hafen & Söhne", "iban": "DE89370400440532013000"},
        ),
    )
    paid = list(place.shop.pools)[1]
    order: dict[str, Any] = client.post(
        place.shop.orders_path, json=place.shop.basket(paid, quantity=2)
    ).get_json()
    return order


def test_a_deadline_that_is_near_is_counted_down(client, place, supper) -> None:
    text = client.get(path_of(place, supper)).get_data(as_text=True)
    [(seconds, shown)] = re.findall(r'data-countdown="(\d+)">(\d+:\d\d)<', text)
    assert 0 < int(seconds) < 7200
    assert shown == f"{int(seconds) // 60}:{int(seconds) % 60:02}"
    assert "reserved until" not in text


def form_of(client: FlaskClient, path: str, part: str) -> Form:
    return Browser(client).open(path).form_to(path + part)


def way_of(text: str) -> str:
    [found] = re.findall(r'name="way" value="([^"]+)"', text)
    return str(found)


def test_the_ways_to_pay_stand_on_the_page_and_work_without_script(client, place, supper) -> None:
    path = path_of(place, supper)
    shown = Browser(client).open(path)
    assert "Bank transfer" in shown.text
    assert "€51" in shown.text
    assert {"way"} <= set(shown.form_to(f"{path}/pay").labels)
    sent = Browser(client).send(shown.form_to(f"{path}/pay"), way=way_of(shown.text))
    assert (sent.status, sent.location) == (303, path)
    told = client.get(path).get_data(as_text=True)
    assert "Send €51 like this" in told
    assert "Hafen &amp; Söhne" in told
    assert 'data-copy="DE89 3704 0044 0532 0130 00"' in told
    assert re.search(
        r"Your tickets are reserved until [^<]+, \d\d:\d\d \([A-Z][a-z]+ Time\)\.", told
    )


def test_fields_of_a_provider_are_shown_by_the_checkout_and_never_by_a_plain_form(
    client, place, supper
) -> None:
    making.make_payment_connection(place.shop.organizer)
    text = client.get(path_of(place, supper)).get_data(as_text=True)
    assert "Card fields, for testing" not in text
    assert "card-fields" not in text
    [link] = re.findall(r'href="([^"]+)">More payment methods', text)
    assert text.count("button button--large") == 1, "one button"
    assert link == f"{place.path}/checkout#order={supper['id']}.{supper['secret']}"


def test_without_fields_nothing_is_said_of_them(client, place, supper) -> None:
    text = client.get(path_of(place, supper)).get_data(as_text=True)
    assert "More payment methods" not in text


def test_a_choice_that_makes_no_sense_is_answered_on_the_page(client, place, supper) -> None:
    path = path_of(place, supper)
    form = form_of(client, path, "/pay")
    for way in ("nonsense", f"{new_id()}:card", ":cheque"):
        sent = Browser(client).send(form, way=way)
        assert sent.status == 422
        assert 'role="alert"' in sent.text
        assert "Continue to pay" in sent.text


def test_the_page_of_a_provider_opens_by_a_refresh_that_forms_may_end_in(
    client, place, supper, tmp_path
) -> None:
    """`form-action 'self'` stops redirects of a form to elsewhere, so there is none."""
    with making.running_provider(tmp_path) as provider, making.reachable(provider):
        connection = making.make_payment_connection(place.shop.organizer, provider=provider)
        path = path_of(place, supper)
        form = form_of(client, path, "/pay")
        sent = Browser(client).send(form, way=f"{connection}:card")
        url = sent.answer.headers["Refresh"].removeprefix("0; url=")
        assert (sent.status, url.startswith(provider.address)) == (200, True)
        assert f'href="{url}"' in sent.text
        assert f'href="{url}"' in client.get(path).get_data(as_text=True), "and once more later"


def test_an_order_without_names_is_completed_before_it_is_paid(client, place, supper) -> None:
    paid = list(place.shop.pools)[1]
    order = client.post(
        place.shop.orders_path, json=place.shop.basket(paid, named=False)
    ).get_json()
    text = client.get(path_of(place, order)).get_data(as_text=True)
    assert "Complete the order" in text
    assert 'name="way"' not in text


def test_the_state_tells_when_the_page_would_look_different(client, place, supper) -> None:
    path = path_of(place, supper)
    before = client.get(f"{path}/state.json").get_json()
    text = client.get(path).get_data(as_text=True)
    assert f'data-mark="{before["mark"]}"' in text
    Browser(client).send(form_of(client, path, "/pay"), way=way_of(text))
    after = client.get(f"{path}/state.json").get_json()
    assert (before["state"], after["state"]) == ("held", "awaiting_payment")
    assert before["mark"] != after["mark"]


def test_a_buyer_says_who_is_billed_and_is_told_what_is_wrong(client, place, supper) -> None:
    path = path_of(place, supper)
    form = form_of(client, path, "/billing")
    wrong = Browser(client).send(form, company="<b>ACME</b>", country="Germany"[:2] + "1")
    assert wrong.status == 422
    assert "Give two letters" in wrong.text
    assert "&lt;b&gt;ACME&lt;/b&gt;" in wrong.text
    right = Browser(client).send(form, company="<b>ACME</b>", country="de", tax_id="DE 123456789")
    assert (right.status, right.location) == (303, f"{path}#papers")
    billed = client.get(
        f"{place.shop.orders_path}/{supper['id']}/billing",
        headers={"Turnout-Order-Secret": supper["secret"]},
    ).get_json()
    assert (billed["company"], billed["country"], billed["tax_id"]) == (
        "<b>ACME</b>", "DE", "DE123456789",
    )  # fmt: skip
    assert "Change the invoice address" in client.get(path).get_data(as_text=True)


def test_invoices_are_downloaded_from_the_page(client, place, supper) -> None:
    pay(place.shop, supper["id"])
    drain()
    path = path_of(place, supper)
    text = client.get(path).get_data(as_text=True)
    [url] = re.findall(r'href="([^"]+/invoices/[^"]+\.pdf)"', text)
    assert "Invoice INV-" in text
    assert client.get(url).data.startswith(b"%PDF-")
    assert f"{path}/billing" not in text, "an issued invoice is not changed any more"
    other = path_of(place, supper)[:-1] + ("A" if path[-1] != "A" else "B")
    assert client.get(url.replace(path, other)).status_code == 404


def test_whoever_comes_back_from_paying_does_not_wait_for_the_webhook(
    client, place, supper, tmp_path
) -> None:
    """The page has a worker ask the provider; nothing was delivered."""
    with making.running_provider(tmp_path) as provider, making.reachable(provider):
        connection = making.make_payment_connection(place.shop.organizer, provider=provider)
        path = path_of(place, supper)
        sent = Browser(client).send(form_of(client, path, "/pay"), way=f"{connection}:card")
        ref = making.ref_of(sent.answer.headers["Refresh"].removeprefix("0; url="))
        provider.complete(place.shop.organizer, ref, "success")
        assert client.get(f"{path}/state.json").get_json()["state"] == "awaiting_payment"
        drain()
        assert client.get(f"{path}/state.json").get_json()["state"] == "confirmed"
    assert "You are going to Lantern Night" in client.get(path).get_data(as_text=True)


@pytest.mark.parametrize(
    "state", ["held", "awaiting_payment", "under_review", "expired", "cancelled"]
)
def test_every_state_names_the_event_with_its_time_place_and_picture(
    client, place, supper, state: str
) -> None:
    cover, logo = add_image(place), add_image(place, "logo.jpg")
    pictures.set_logo(place.shop.organizer, logo)
    place.change(cover_file_id=cover)
    with transaction(place.shop.organizer) as tx:
        tx.query("UPDATE orders SET state = %(state)s WHERE id = %(id)s AND state <> %(state)s",
                 {"state": state, "id": supper["id"]})  # fmt: skip
    text = client.get(path_of(place, supper)).get_data(as_text=True)
    [head] = re.findall(r'<section class="event-head".*?</section>', text, re.DOTALL)
    assert f'<a href="{place.path}"><bdi>Lantern Night</bdi></a>' in head
    assert str(cover) in head
    assert str(logo) in head
    assert "Harbour Hall" in head or "To be announced" in head


@pytest.mark.parametrize("part", ["/attendee", "/offer", ""])
def test_pages_of_a_ticket_wear_the_organizations_colours(client, place, bought, part) -> None:
    organizations.update_organization(
        place.shop.organizer, organizations.OrganizationUpdate(brand_color="#aa3300")
    )
    ticket = f"{path_of(place, bought)}/tickets/{bought['tickets'][0]['id']}{part}"
    for path in (ticket, f"{path_of(place, bought)}/cancel"):
        assert "aa3300" in client.get(path).get_data(as_text=True), path


def test_a_new_order_is_a_joy_and_an_old_one_is_not(client, place, bought) -> None:
    path = path_of(place, bought)
    assert 'class="joy"' in client.get(path).get_data(as_text=True)
    with clock.frozen(clock.now() + timedelta(minutes=10)):
        assert 'class="joy"' not in client.get(path).get_data(as_text=True)
