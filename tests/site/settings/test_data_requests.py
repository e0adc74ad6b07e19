"""A person asks on the account's pages, and members answer on the settings' pages."""

from datetime import timedelta

import pytest
from tests.factories.people import add_member, make_user
from tests.modules.data_requests.test_data_requests import Asking

from turnout.kernel import clock
from turnout.kernel.db.pagination import PageRequest
from turnout.kernel.ids import new_id
from turnout.modules.data_requests import api as data_requests


@pytest.fixture
def asking(client, queued):
    return Asking(client)


def test_a_correction_and_an_objection_are_asked_and_answered(browser, elsewhere, asking):
    organization = asking.shop.organization
    inbox = f"/account/organizations/{organization.id}/data-requests"
    browser.sign_in(asking.ada)
    start = browser.open("/account/data-requests")
    assert organization.name in start.text
    mine = f"/account/data-requests/{organization.id}"
    form = browser.open(f"{mine}/correct")
    assert "Nickname?: Addy" in form.text
    for page in (form, browser.open(f"{mine}/object")):
        assert f"<bdi>{organization.name}</bdi>" in page.text, "whom it goes to"
    nobody = f"/account/data-requests/{new_id()}/object"
    assert browser.open(nobody).status == 404
    empty = browser.send(form.form, question="name", wanted=" ")
    assert (empty.status, "Say what it should be." in empty.text) == (422, True)
    done = browser.send(browser.open(f"{mine}/correct").form, question="name", wanted="Ada Byron")
    assert (done.status, done.location) == (303, "/account/data-requests")
    browser.send(browser.open(f"{mine}/object").form, purpose="payments", said="Forget me.")
    assert browser.open("/account/data-requests").text.count("Waits for an answer") == 2

    elsewhere.sign_in(organization.owner)
    listed = elsewhere.open(inbox)
    assert "Correction: the name" in listed.text
    assert asking.ada.email in listed.text
    assert "Overdue" not in listed.text
    correction, objection = (each.request.id for each in _received(asking))
    page = elsewhere.open(f"{inbox}/{objection}")
    assert "A legal obligation" in page.text
    assert f"{objection}/grant" not in page.text
    kept = elsewhere.send(elsewhere.open(f"{inbox}/{objection}/grant").form, note="Done.")
    assert (kept.status, "A contract or the law asks" in kept.text) == (409, True)
    silent = elsewhere.send(elsewhere.open(f"{inbox}/{objection}/refuse").form, reason=" ")
    assert (silent.status, "Say why" in silent.text) == (422, True)
    elsewhere.send(elsewhere.open(f"{inbox}/{objection}/extend").form, reason="Holidays.")
    elsewhere.send(elsewhere.open(f"{inbox}/{objection}/refuse").form, reason="The law keeps them.")
    granted = elsewhere.send(elsewhere.open(f"{inbox}/{correction}/grant").form)
    assert (granted.status, granted.location) == (303, f"{inbox}?saved=data-request")
    assert elsewhere.open(f"{inbox}/{correction}/delete").status == 404

    assert asking.whole_order()[0].buyer_name == "Ada Byron"
    told = browser.open("/account/data-requests").text
    assert "Granted" in told
    assert "The law keeps them." in told


def test_one_is_taken_back_and_what_is_late_is_marked(browser, elsewhere, asking):
    organization = asking.shop.organization
    inbox = f"/account/organizations/{organization.id}/data-requests"
    asked = asking.asked(kind="objection", purpose="news")
    with clock.frozen(clock.now() + timedelta(days=40)):
        elsewhere.sign_in(organization.owner)
        assert "Overdue" in elsewhere.open(inbox).text
    browser.sign_in(asking.ada)
    path = f"/account/data-requests/{asked['id']}/withdraw"
    done = browser.send(browser.open(path).form)
    assert (done.status, done.location) == (303, "/account/data-requests")
    assert "Taken back" in browser.open("/account/data-requests").text


def test_strangers_and_staff_find_nothing(browser, elsewhere, asking):
    asked = asking.asked(kind="objection", purpose="news")
    inbox = f"/account/organizations/{asking.shop.organization.id}/data-requests"
    browser.sign_in(add_member(asking.shop.organization, "staff"))
    assert browser.open(inbox).status == 403
    elsewhere.sign_in(make_user())
    assert elsewhere.open(inbox).status == 404
    assert elsewhere.open(f"/account/data-requests/{asked['id']}/withdraw").status == 404


def _received(asking):
    states = [data_requests.DataRequestState.OPEN]
    request = PageRequest(limit=10)
    return data_requests.list_received(asking.shop.organizer, request, states=states).items
