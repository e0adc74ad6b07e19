"""An agency's managers see on a page what their clients make events of, and end it."""

import pytest
from tests.factories.people import add_member, context_of, make_organization
from tests.factories.sales import make_event

from turnout.modules.agencies import api as agencies
from turnout.modules.template_shares import api as template_shares


@pytest.fixture
def agency(running, queued):
    return make_organization(kind="agency", name="Bright Lane")


@pytest.fixture
def home(agency):
    return f"/account/organizations/{agency.id}/templates"


def client_of(agency, name):
    made = make_organization(name=name)
    offer = agencies.AgencyLinkOffer(client_slug=made.slug, role="admin")
    link = agencies.offer_link(context_of(agency, agency.owner), offer)
    agencies.accept_link(context_of(made, made.owner), link.id)
    return made


def share(agency, title, clients=None):
    ctx = context_of(agency, agency.owner)
    event_id = make_event(agency, title=title, is_template=True).event_id
    template_shares.share_template(ctx, event_id, clients)
    return event_id


def test_managers_see_what_is_shared_with_whom_and_end_it(browser, agency, home):
    jazz = client_of(agency, "Harbour Jazz")
    client_of(agency, "Kite and Loom")
    share(agency, "Gala for some", [jazz.id])
    everybodys = share(agency, "Ball for all")
    browser.sign_in(agency.owner)
    assert f'href="{home}"' in browser.open(home.removesuffix("/templates")).text
    page = browser.open(home)
    assert page.status == 200
    for said in ("Gala for some", "Harbour Jazz", "Ball for all", "All clients"):
        assert said in page.text, said
    assert "Kite and Loom" not in page.text

    asked = browser.open(f"{home}/{everybodys}/end")
    assert "Ball for all" in asked.text
    assert browser.send(asked.form).location == f"{home}?saved=share-ended"
    assert "Ball for all" not in browser.open(home).text
    assert browser.open(f"{home}/{everybodys}/end").status == 404


def test_others_have_no_such_page(browser, agency, home):
    own = make_organization()
    add_member(agency, "staff", user=own.owner)
    browser.sign_in(own.owner)
    assert browser.open(home).status == 403
    assert browser.open(f"/account/organizations/{own.id}/templates").status == 404
    assert "Shared templates" not in browser.open(f"/account/organizations/{own.id}").text
