"""The checkout's page as the server writes it: what is there before a script has come."""

import json
import re
from datetime import UTC, datetime
from typing import Any

import pytest
from tests.factories.payments import make_payment_connection
from tests.factories.people import bearer, make_user
from tests.factories.work import drain
from tests.site.browser import Browser
from tests.site.conftest import Place, open_place

from turnout.kernel import runtime
from turnout.kernel.security.rate_limits import Limiter
from turnout.modules.events import api as events
from turnout.modules.sales_partners import api as sales_partners


def html(client: Any, path: str, **headers: str) -> str:
    answer = client.get(path, headers=headers)
    assert answer.status_code == 200, answer.get_data(as_text=True)[:500]
    return str(answer.get_data(as_text=True))


def config_of(text: str) -> dict[str, Any]:
    found = re.search(r'id="checkout-config">(.*?)</script>', text)
    assert found is not None
    return dict(json.loads(found[1]))


def main_of(text: str) -> str:
    return text[text.index("<main") : text.index("</main>")]


def test_what_there_is_to_buy_stands_there_without_a_script(client, place: Place) -> None:
    text = html(client, f"{place.path}/checkout")
    main = main_of(text)
    assert re.search(r"<header.*Lantern Night.*</header>", text, re.DOTALL)
    assert "Choose your tickets" in main
    assert re.search(r'choice__name"><bdi[^>]*>Supper</bdi></h2>', main)
    assert "€25.50" in main
    assert "Buying tickets needs JavaScript" in main
    assert len(re.findall("<h1", main)) == 1


def test_of_a_cancelled_event_nothing_is_sold_and_its_page_says_why(client, place: Place) -> None:
    events.cancel_event(place.shop.organizer, place.event_id)
    drain()
    answer = client.get(f"{place.path}/checkout")
    assert (answer.status_code, answer.location) == (303, place.path)
    assert answer.headers["Cache-Control"] == "no-store"
    assert "cancelled" in html(client, place.path)


def test_the_step_of_the_address_is_not_drawn_by_the_server(client, place: Place) -> None:
    main = main_of(html(client, f"{place.path}/checkout?step=payment"))
    assert 'class="skeleton"' in main
    assert "Supper" not in main
    assert '<li aria-current="step">Payment</li>' in main
    assert "Choose your tickets" in main_of(html(client, f"{place.path}/checkout?step=x"))


def test_the_script_is_told_what_it_needs(client, place: Place) -> None:
    config = config_of(html(client, f"{place.path}/checkout"))
    assert config["eventUrl"] == place.path
    assert config["api"] == f"/api/v1/organizations/{place.shop.organization.id}"
    assert config["viewer"] is None
    assert config["signInUrl"].startswith("/sign-in?next=")
    served = datetime.fromisoformat(config["servedAt"])
    assert abs((datetime.now(UTC) - served).total_seconds()) < 60
    entry, supper = config["offers"]
    assert (entry["name"], entry["priceMinor"]) == ("Entry", 0)
    assert (supper["name"], supper["priceMinor"], supper["digits"]) == ("Supper", 2550, 2)
    assert supper["seats"] == {supper["ticketTypeId"]: 1}


def test_the_checkout_has_no_frame_but_the_way_back_and_the_organizers_texts(
    client, place: Place
) -> None:
    text = html(client, f"{place.path}/checkout")
    for away in ("site-nav", "language-switch", "data-theme-switch", "/sitemap.xml"):
        assert away not in text
    head = text[text.index("<header") : text.index("</header>")]
    assert f'href="{place.path}"' in head
    assert "Back to the event" in head


def test_the_only_ticket_is_chosen_and_the_buyer_begins_with_the_name(client, queued) -> None:
    one = open_place(title="One way in")
    entry = str(one.shop.add_type(name="Entry", capacity=5, minimum_per_order=2))
    drain()
    text = html(client, f"{one.path}/checkout")
    config = config_of(text)
    assert (config["preselected"], config["beginsWith"]) == ({entry: 2}, "attendees")
    assert '<li aria-current="step">Attendees</li>' in main_of(text)
    linked = config_of(html(client, f"{one.path}/checkout?ticket={entry}"))
    assert linked["beginsWith"] == "tickets", "a link may name hidden ticket types"


def test_of_several_tickets_the_buyer_chooses(client, place: Place) -> None:
    config = config_of(html(client, f"{place.path}/checkout"))
    assert (config["preselected"], config["beginsWith"]) == ({}, "tickets")


def test_the_only_ticket_that_is_left_is_chosen_beside_those_that_are_gone(client, queued) -> None:
    rest = open_place(title="The rest")
    entry = str(rest.shop.add_type(name="Entry", capacity=5))
    rest.shop.add_type(name="Early bird", capacity=0)
    drain()
    config = config_of(html(client, f"{rest.path}/checkout"))
    assert (config["preselected"], config["beginsWith"]) == ({entry: 1}, "tickets")


def test_a_donation_is_chosen_and_its_amount_asked(client, queued) -> None:
    gift = open_place(title="A gift")
    gift.shop.add_type(name="Gift", capacity=5, kind="donation", price_minor=1000)
    drain()
    assert config_of(html(client, f"{gift.path}/checkout"))["beginsWith"] == "tickets"


def test_nothing_to_pay_means_no_payment_step(client, queued) -> None:
    free = open_place(title="Free for all")
    free.shop.add_type(name="Entry", capacity=5)
    drain()
    assert ">Payment</li>" not in html(client, f"{free.path}/checkout")


def test_whoever_is_signed_in_is_known(client, place: Place) -> None:
    user = make_user()
    browser = Browser(client)
    browser.sign_in(user)
    config = config_of(browser.open(f"{place.path}/checkout").text)
    assert config["viewer"]["email"] == user.email
    assert config["signInUrl"] == ""


def test_guests_come_back_to_the_step_they_left_for_signing_in(client, place: Place) -> None:
    config = config_of(html(client, f"{place.path}/checkout?step=attendees"))
    assert config["signInUrl"].endswith("checkout%3Fstep%3Dattendees")


def test_the_page_is_never_kept(client, place: Place) -> None:
    answer = client.get(f"{place.path}/checkout")
    assert answer.headers["Cache-Control"] == "no-store"


def test_the_frame_speaks_the_visitors_language(client, place: Place) -> None:
    text = html(client, f"{place.path}/checkout?lang=ar")
    assert '<html lang="ar" dir="rtl"' in text


@pytest.mark.parametrize("title", ["</script><script>alert(1)</script>", "<!--", "a\u2028b &amp;"])
def test_titles_stay_text(client, queued, title: str) -> None:
    hostile = open_place(title=title)
    hostile.shop.add_type(name="<b>Entry</b>", capacity=5)
    drain()
    text = html(client, f"{hostile.path}/checkout")
    config = config_of(text)
    assert config["eventTitle"] == title
    assert config["offers"][0]["name"] == "<b>Entry</b>"
    assert "<script>alert" not in text
    assert "<b>Entry" not in text


def test_an_unlisted_event_is_not_to_be_found_by_its_checkout(client, queued) -> None:
    quiet = open_place(title="Quiet", visibility=events.Visibility.UNLISTED)
    quiet.shop.add_type(name="Entry", capacity=5)
    drain()
    answer = client.get(f"{quiet.path}/checkout")
    assert '<meta name="robots" content="noindex">' in answer.get_data(as_text=True)
    assert answer.headers["X-Robots-Tag"] == "noindex"


def policy_of(client: Any, path: str) -> dict[str, list[str]]:
    header = client.get(path).headers["Content-Security-Policy"]
    return {rule.split()[0]: rule.split()[1:] for rule in header.split(";") if rule.strip()}


def test_without_fields_of_a_provider_the_checkout_is_as_strict_as_any_page(
    client, place: Place
) -> None:
    strict = policy_of(client, "/")
    assert policy_of(client, f"{place.path}/checkout") == strict
    assert "frame-src" not in strict


def test_a_providers_fields_widen_the_checkout_and_no_other_page(client, place: Place) -> None:
    strict = policy_of(client, place.path.rpartition("/")[0])
    make_payment_connection(place.shop.organizer)

    widened = policy_of(client, f"{place.path}/checkout")

    assert widened == {**strict, "frame-src": ["http://127.0.0.1:8090"]}
    assert not [each for rule in widened.values() for each in rule if "unsafe" in each]
    for path in (place.path, place.organization_path, "/", "/events", "/sign-in"):
        assert "frame-src" not in policy_of(client, path)


def test_a_checkout_without_anything_to_pay_is_not_widened(client, queued) -> None:
    free = open_place(title="Free for all")
    free.shop.add_type(name="Entry", capacity=5)
    make_payment_connection(free.shop.organizer)
    drain()
    assert "frame-src" not in policy_of(client, f"{free.path}/checkout")


def test_another_organizations_fields_widen_nothing_here(client, place: Place, queued) -> None:
    make_payment_connection(open_place(title="Elsewhere").shop.organizer)
    assert "frame-src" not in policy_of(client, f"{place.path}/checkout")


def add_partner(place: Place, code: str) -> str:
    new = sales_partners.NewSalesPartner(name=code, code=code)
    return str(sales_partners.create_partner(place.shop.organizer, new).id)


def in_channel(place: Place, client: Any, channel: str, **said: Any) -> None:
    """Set how the supper is sold through a channel."""
    owner = bearer(place.shop.organization.owner)
    base = f"/api/v1/organizations/{place.shop.organization.id}/events/{place.event_id}"
    types = client.get(f"{base}/ticket-types", headers=owner).json["items"]
    [supper] = [each["id"] for each in types if each["name"] == "Supper"]
    body = {"ticket_type_id": supper, "channel": channel, **said}
    answer = client.post(f"{base}/channel-settings", json=body, headers=owner)
    assert answer.status_code == 201, answer.json
    drain()


def supper_of(client: Any, path: str) -> tuple[dict[str, Any], str]:
    """The supper as the script is told of it, and the partner whom its orders name."""
    config = config_of(html(client, path))
    [found] = [each for each in config["offers"] if each["name"] == "Supper"]
    return found, config["partner"]


def test_the_pages_have_the_webs_price_and_a_partners_checkout_the_partners(
    client, place: Place
) -> None:
    hotel, _ = (add_partner(place, code) for code in ("HOTEL4", "OTHER1"))
    in_channel(place, client, "web", prices={"EUR": 2690})
    in_channel(place, client, "partner", sales_partner_id=hotel, prices={"EUR": 1990}, places=2)
    assert "€26.90" in html(client, place.path)
    assert "€26.90" in html(client, f"{place.path}?partner=HOTEL4"), "the event's page is the web's"
    checkout = f"{place.path}/checkout"
    assert "€26.90" in main_of(html(client, checkout))
    assert "€19.90" in main_of(html(client, f"{checkout}?partner=hotel-4"))
    for path, price, left, partner in (
        (checkout, 2690, 1, ""),
        (f"{checkout}?partner=HOTEL4", 1990, 3, "HOTEL4"),
        (f"{checkout}?partner=OTHER1", 2550, 1, "OTHER1"),
        (f"{checkout}?partner=NOBODY", 2690, 1, ""),
    ):
        supper, said = supper_of(client, path)
        assert (supper["priceMinor"], supper["remaining"], said) == (price, left, partner)
    stock = client.get(f"{place.path}/availability.json?partner=HOTEL4")
    assert stock.headers["Cache-Control"] == "no-store"
    assert [each["remaining"] for each in stock.json["tickets"]] == [None, 3]


def test_guessed_partners_have_the_webs_price_and_so_have_their_orders(
    client, place: Place, monkeypatch
) -> None:
    monkeypatch.setattr("turnout.kernel.security.rate_limits.LOCAL_SHARE", 1)
    monkeypatch.setattr(runtime.current(), "limiter", Limiter(None, now=lambda: 0.0))
    add_partner(place, "HOTEL4")
    in_channel(place, client, "partner", prices={"EUR": 1990})
    checkout = f"{place.path}/checkout?partner="
    assert supper_of(client, f"{checkout}HOTEL4")[0]["priceMinor"] == 1990
    for number in range(30):
        assert supper_of(client, f"{checkout}GUESS{number}")[1] == ""
    supper, partner = supper_of(client, f"{checkout}HOTEL4")
    assert (supper["priceMinor"], partner) == (2550, "")
