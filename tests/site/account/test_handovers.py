"""The pages behind the mail that offers an organization."""

import pytest
from tests.factories.people import (
    MadeOrganization,
    MadeUser,
    context_of,
    make_organization,
    make_user,
)

from turnout.modules.handovers import api as handovers
from turnout.modules.organizations import api as organizations


@pytest.fixture
def made(running) -> MadeOrganization:
    return make_organization(name="Harbour Society")


@pytest.fixture
def heir(running) -> MadeUser:
    return make_user()


def offered(made: MadeOrganization, heir: MadeUser) -> str:
    new = handovers.NewHandover(email=heir.email)
    found = handovers.offer_handover(context_of(made, made.owner), new)
    return f"/account/handovers/{found.id}"


def test_who_is_offered_an_organization_takes_it_over_with_one_button(browser, made, heir):
    link = offered(made, heir)
    browser.sign_in(heir)
    page = browser.open(link)
    assert (page.status, page.form.labels) == (200, [])
    assert "Take over Harbour Society?" in page.text
    answer = browser.send(page.form)
    assert (answer.status, answer.location) == (303, f"/account?joined={made.id}")
    assert "You belong to Harbour Society now." in browser.open(answer.location).text
    assert organizations.membership_of(made.id, made.owner.id) is None
    assert "organizations.own" in context_of(made, heir).permissions
    assert browser.open(link).status == 404


def test_who_declines_changes_nothing(browser, made, heir):
    link = offered(made, heir)
    browser.sign_in(heir)
    told = browser.send(browser.open(f"{link}/decline").form)
    assert "Harbour Society stays as it is." in told.text
    assert organizations.membership_of(made.id, heir.id) is None
    assert context_of(made, made.owner) is not None


def test_the_page_is_for_whom_it_is_offered_to(browser, made, heir):
    link = offered(made, heir)
    assert browser.open(link).location.startswith("/sign-in?next=")
    browser.sign_in(make_user())
    assert browser.open(link).status == 404
