"""Managers decide on a page how long personal data is kept, and see first what would go."""

from datetime import timedelta

import pytest
from tests.factories.people import add_member
from tests.factories.sales import make_shop
from tests.modules.orders.test_answers import Checkout
from tests.modules.retention.test_records import waiting
from tests.modules.retention.test_retention import named
from tests.modules.retention.test_single_fields import fed

from turnout.kernel import clock
from turnout.kernel.context import SystemContext
from turnout.modules.privacy import api as privacy
from turnout.modules.retention import service
from turnout.modules.retention.types import RetentionKind, RetentionTarget
from turnout.site.settings.retention_words import ANSWER_TYPES, RECORDS

PEOPLE = RetentionTarget(RetentionKind.PEOPLE)


@pytest.fixture
def checkout(client, queued):
    made = Checkout(client, make_shop())
    made.place(**named("past"))
    return made


@pytest.fixture
def home(checkout) -> str:
    return f"/account/organizations/{checkout.shop.organization.id}/retention"


def test_a_time_is_chosen_tried_and_set_and_what_went_is_listed(browser, elsewhere, checkout, home):
    organization = checkout.shop.organization
    with clock.frozen(clock.now() + timedelta(days=400)):
        browser.sign_in(organization.owner)
        page = browser.open(home)
        assert page.text.count("Kept without an end") == 2
        asked = browser.open(f"{home}/people")
        tried = browser.send(asked.form, months="12")
        assert "Today that would be 1 order of 1 event." in tried.text
        assert "Kept without an end" in browser.open(home).text, "nothing is set by looking"
        done = browser.send(tried.form)
        assert (done.status, done.location) == (303, f"{home}?saved=retention")
        assert "Kept for 12 months after an event ends" in browser.open(home).text
    with clock.frozen(clock.now() + timedelta(days=410)):
        ctx = SystemContext(job="retention.carry-out")
        assert not service.carry_out(ctx, organization.id, PEOPLE)
        elsewhere.sign_in(organization.owner)
        page = elsewhere.open(home)
        assert "1 order" in page.text
        back = elsewhere.send(elsewhere.open(f"{home}/people").form, months="0")
        assert back.status == 303
        assert elsewhere.open(home).text.count("Kept without an end") == 2


def test_a_time_that_was_not_offered_is_refused_at_its_field(browser, checkout, home):
    browser.sign_in(checkout.shop.organization.owner)
    refused = browser.send(browser.open(f"{home}/answers").form, months="9999")
    assert refused.status == 422
    assert "Choose one of the times." in refused.text
    assert browser.open(f"{home}/everything").status == 404


def test_staff_find_no_such_page(browser, checkout, home):
    browser.sign_in(add_member(checkout.shop.organization, "staff"))
    assert browser.open(home).status == 403
    assert "Data retention" not in browser.open(home.removesuffix("/retention")).text


def test_a_single_field_is_chosen_tried_and_set(browser, checkout, home):
    fed(checkout, "vegan")
    with clock.frozen(clock.now() + timedelta(days=400)):
        browser.sign_in(checkout.shop.organization.owner)
        assert "Add a time for one field" in browser.open(home).text
        asked = browser.open(f"{home}/add")
        refused = browser.send(asked.form, field="question:shoe")
        assert refused.status == 422
        assert "Choose one of the fields." in refused.text
        chosen = browser.send(asked.form, field="question:diet")
        assert (chosen.status, chosen.location) == (303, f"{home}/question/diet")
        tried = browser.send(browser.open(chosen.location).form, months="12")
        assert "Today that would be 1 answer in 1 order of 1 event." in tried.text
        done = browser.send(tried.form)
        assert (done.status, done.location) == (303, f"{home}?saved=retention")
        page = browser.open(home)
        assert "Diet?" in page.text
        assert page.text.count("Kept for 12 months after an event ends") == 1
        back = browser.send(browser.open(f"{home}/question/diet").form, months="0")
        assert back.status == 303
        assert "Diet?" not in browser.open(home).text
    for wrong in ("question/shoe", "records/orders", "people/diet", "question"):
        assert browser.open(f"{home}/{wrong}").status == 404, wrong


def test_a_waitlist_is_counted_by_event(browser, elsewhere, checkout, home):
    waiting(checkout, "waits")
    with clock.frozen(clock.now() + timedelta(days=400)):
        browser.sign_in(checkout.shop.organization.owner)
        tried = browser.send(browser.open(f"{home}/records/waitlists").form, months="12")
        assert "Today that would be 1 entry of 1 event." in tried.text
        assert browser.send(tried.form).status == 303
    with clock.frozen(clock.now() + timedelta(days=410)):
        ctx = SystemContext(job="retention.carry-out")
        waitlists = RetentionTarget(RetentionKind.RECORDS, "waitlists")
        assert not service.carry_out(ctx, checkout.shop.organization.id, waitlists)
        elsewhere.sign_in(checkout.shop.organization.owner)
        assert "Waitlists · 1 row" in elsewhere.open(home).text


def test_every_field_that_can_have_a_time_has_words():
    assert set(ANSWER_TYPES) == {each.value for each in service.ANSWER_TYPES}
    assert set(RECORDS) == set(privacy.fields_of_records())
