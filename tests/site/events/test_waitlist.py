"""Waiting without any script: joining on a page, one's own place, and the checkout of an offer."""

import json
import re
from dataclasses import replace
from uuid import UUID

from tests.factories import work
from tests.factories.sales import make_shop
from tests.modules.waitlist.conftest import WaitedShop

from turnout.kernel.context import system_in
from turnout.kernel.db.tx import transaction
from turnout.modules.events import api as events
from turnout.modules.organizations import api as organizations
from turnout.modules.waitlist import api as waitlist

ANA = "ana@example.com"


def a_sale(client):
    shop = make_shop()
    sale = WaitedShop(client, shop, shop.add_type(capacity=1, price_minor=2500, name="Salon"))
    sale.open()
    work.drain()
    with transaction(system_in(shop.organization.id, "tests")) as tx:
        slug = events.get_event(tx, shop.event_id).slug
    return sale, f"/{shop.organization.slug}/{slug}"


def path_of(sale):
    return waitlist.place_path(sale.shop.organization.id, UUID(sale.ids[ANA]))


def test_one_joins_on_a_page_confirms_by_the_link_and_gets_a_checkout(browser, client, queued):
    sale, at = a_sale(client)
    order = sale.bought()
    work.drain()
    shown = browser.open(f"{at}/waitlist?ticket={sale.standard}")
    assert "Salon" in shown.answer.text
    said = {"ticket_type_id": str(sale.standard), "quantity": "1", "name": "Ana", "email": ANA}
    sent = browser.send(replace(shown.form, action=f"{at}/waitlist"), **said)
    assert sent.status == 200
    assert "Please confirm your place" in sent.text
    sale.ids[ANA] = sale.find(ANA)["id"]
    assert "Confirm your place" in client.get(path_of(sale)).text
    assert client.post(f"{path_of(sale)}/confirm").status_code == 303
    assert "You are number 1 on the waitlist" in client.get(path_of(sale)).text
    sale.cancel(order)
    work.drain()
    offered = client.get(path_of(sale)).text
    assert "Your tickets are reserved" in offered
    link = re.search(r'href="([^"]+/checkout\?waitlist=[^"]+)"', offered)
    assert link is not None
    checkout = client.get(link[1]).text
    found = re.search(r'id="checkout-config">(.*?)</script>', checkout, re.DOTALL)
    assert found is not None
    config = json.loads(found[1])
    assert config["preselected"] == {str(sale.standard): 1}
    assert sale.buy(offer=config["waitlistOffer"]["token"]).status_code == 201


def test_a_sold_out_event_leads_to_its_waitlist_before_anything_else(client, queued):
    sale, at = a_sale(client)
    sale.bought()
    work.drain()
    text = client.get(at).text
    panel = text.partition('id="tickets"')[2].partition("</section>")[0]
    first = re.search(r'<a class="button[^"]*" href="([^"]+)"', panel)
    assert first is not None
    assert first[1] == f"{at}/waitlist"
    assert panel.count("Join the waitlist") == 1
    assert "offered to the waitlist, in order" in panel
    assert "go on sale again here" not in panel
    assert f'<a class="button" href="{at}/waitlist"' in text.partition("data-buy-bar")[2]


def test_the_form_of_the_waitlist_shows_the_event_in_its_organizers_colours(client, queued):
    sale, at = a_sale(client)
    change = organizations.OrganizationUpdate(brand_color="#aa3300")
    organizations.update_organization(sale.shop.organizer, change)
    sale.bought()
    work.drain()
    text = client.get(f"{at}/waitlist").text
    assert "aa3300" in text
    about = re.search(r'<a class="part-of" href="([^"]+)">(.*?)</a>', text, re.DOTALL)
    assert about is not None
    assert about[1] == at
    assert "<img" in about[2]


def test_a_wrong_number_is_refused_at_the_form_and_a_wrong_link_opens_nothing(
    browser, client, queued
):
    sale, at = a_sale(client)
    sale.bought()
    work.drain()
    form = replace(browser.open(f"{at}/waitlist").form, action=f"{at}/waitlist")
    said = {"ticket_type_id": str(sale.standard), "quantity": "9", "name": "Ana", "email": ANA}
    assert browser.send(form, **said).status == 422
    sale.waits(ANA)
    assert client.get(path_of(sale)[:-1] + "x").status_code == 404
    assert client.post(f"{path_of(sale)}/leave").status_code == 303
    assert "You left the waitlist" in client.get(path_of(sale)).text


def test_the_checkout_of_what_is_sold_out_leads_to_the_waitlist(client, queued):
    sale, at = a_sale(client)
    sale.bought()
    work.drain()
    checkout = client.get(f"{at}/checkout").text
    found = re.search(r'id="checkout-config">(.*?)</script>', checkout, re.DOTALL)
    assert found is not None
    config = json.loads(found[1])
    assert config["waitlistUrl"] == f"{at}/waitlist"
    assert [each["hasWaitlist"] for each in config["offers"]] == [True]
    assert '<h1 class="page-title">Sold out</h1>' in checkout
    assert "Your order" not in checkout, "nothing can be put into it"
