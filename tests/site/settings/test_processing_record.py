"""Managers see the record of processing on a page and take it along as a table."""

import re

import pytest
from tests.factories.people import add_member
from tests.factories.report_files import texts_of
from tests.factories.sales import make_shop
from tests.modules.orders.test_answers import Checkout
from tests.modules.retention.test_retention import named

from turnout.modules.privacy.api import ProcessingPurpose
from turnout.modules.processing_records.api import DataCategory, LegalBasis, Persons
from turnout.site.settings import processing_record


@pytest.fixture
def checkout(client, queued):
    made = Checkout(client, make_shop())
    made.place(**named("here"))
    return made


def test_what_is_in_use_is_told_and_the_rest_is_listed(browser, checkout):
    organization = checkout.shop.organization
    home = f"/account/organizations/{organization.id}/processing-record"
    browser.sign_in(organization.owner)
    page = browser.open(home)
    assert "Registration and ticket sales" in page.text
    assert "A contract with the person" in page.text
    used, _, unused = page.text.partition("Not at the moment")
    assert "Contacts that attendees share with sponsors" not in used
    assert "Contacts that attendees share with sponsors" in unused
    file = browser.open(f"{home}.csv")
    assert file.text.startswith("\ufeffpurpose,basis,")
    for ending, label in (("csv", "Download CSV"), ("xlsx", "Download Excel")):
        assert re.search(rf'href="{home}\.{ending}">{label}<', page.text)
    workbook = browser.client.get(f"{home}.xlsx", environ_base=browser.sender)
    assert [each["purpose"] for each in texts_of(workbook, stem="processing-record")]


def test_staff_find_no_such_page(browser, checkout):
    organization = checkout.shop.organization
    browser.sign_in(add_member(organization, "staff"))
    assert browser.open(f"/account/organizations/{organization.id}/processing-record").status == 403


def test_every_word_of_the_record_has_its_words_on_the_page():
    assert set(processing_record.PURPOSES) == set(ProcessingPurpose)
    assert set(processing_record.BASES) == set(LegalBasis)
    assert set(processing_record.PERSONS) == set(Persons)
    assert set(processing_record.CATEGORIES) == set(DataCategory)
