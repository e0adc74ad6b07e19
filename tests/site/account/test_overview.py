"""A person sees the figures of all their organizations and clients on one page."""

import pytest
from tests.factories.people import add_member, bearer, make_organization, make_user
from tests.factories.sales import make_shop
from tests.factories.work import count_overviews

PATH = "/account/overview"


def link(client, agency, shop, **scope):
    offered = client.post(
        f"/api/v1/organizations/{agency.id}/clients",
        json={"client_slug": shop.organization.slug, "role": "admin", **scope},
        headers=bearer(agency.owner),
    )
    path = f"/api/v1/organizations/{shop.organization.id}/agency-links/{offered.json['id']}"
    assert client.post(f"{path}/accept", headers=bearer(shop.organization.owner)).status_code == 200


@pytest.fixture
def agency(running, queued):
    return make_organization(kind="agency", name="Lantern Agency")


def client_of(client, agency, name, capacity):
    shop = make_shop(make_organization(name=name))
    shop.add_type(name="Entry", capacity=capacity)
    link(client, agency, shop)
    return shop


def test_the_figures_of_every_client_stand_on_one_page(browser, client, agency):
    shops = [client_of(client, agency, "Anchor", 4321), client_of(client, agency, "Buoy", 1111)]
    count_overviews()
    browser.sign_in(agency.owner)
    page = browser.open(PATH)
    assert page.status == 200
    for shop, figure in zip(shops, ("0 of 4,321", "0 of 1,111"), strict=True):
        assert f"/account/organizations/{shop.organization.id}" in page.text
        assert figure in page.text
    assert "0 of 5,432" in page.text, "all together"
    assert page.text.count("Through your agency") == 2


def test_it_is_narrowed_by_name_and_by_what_needs_attention(browser, client, agency):
    client_of(client, agency, "Anchor", 10)
    idle = make_shop(make_organization(name="Idle Harbour"))
    link(client, agency, idle)
    count_overviews()
    browser.sign_in(agency.owner)
    by_name = browser.open(f"{PATH}?q=anch").text
    assert "Anchor" in by_name
    assert "Idle Harbour" not in by_name
    to_look_at = browser.open(f"{PATH}?attention=yes").text
    assert "Idle Harbour" in to_look_at
    assert "Events with nothing on sale" in to_look_at
    assert "Anchor" not in to_look_at
    assert "No organization here" in browser.open(f"{PATH}?q=%00nobody").text


def test_a_role_without_events_shows_no_figures(browser, client, agency, queued):
    shop = client_of(client, agency, "Anchor", 4321)
    count_overviews()
    browser.sign_in(add_member(shop.organization, "partner"))
    page = browser.open(PATH)
    assert "Your role shows no figures here." in page.text
    assert "4,321" not in page.text


def test_guests_sign_in_and_strangers_see_nothing_of_others(browser, client, agency):
    assert browser.open(PATH).location.startswith("/sign-in?next=")
    client_of(client, agency, "Anchor", 10)
    browser.sign_in(make_user())
    page = browser.open(PATH)
    assert "No organization here" in page.text
    assert "Anchor" not in page.text
