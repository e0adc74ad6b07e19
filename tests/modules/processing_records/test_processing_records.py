"""The record of processing says what is stored and connected now, and to nobody else's account."""

import csv
import io
from typing import Any

import pytest
from tests.factories.people import add_member, bearer, make_organization
from tests.factories.report_files import require_no_other_format, table_of, texts_of
from tests.factories.sales import make_shop
from tests.modules.orders.test_answers import Checkout
from tests.modules.retention.test_retention import named

from turnout.modules.privacy.api import ProcessingPurpose, personal_tables
from turnout.modules.processing_records import rules


def record_of(client, organization, user=None, *, path: str = ""):
    return client.get(
        f"/api/v1/organizations/{organization.id}/processing-record{path}",
        headers=bearer(user or organization.owner),
    )


def by_purpose(answer) -> dict[str, dict[str, Any]]:
    return {each["purpose"]: each for each in answer.get_json()["items"]}


@pytest.fixture
def checkout(client, queued):
    return Checkout(client, make_shop())


def test_every_purpose_is_described_and_every_personal_table_has_one():
    assert set(rules.ACTIVITIES) == set(ProcessingPurpose)
    named_nowhere = [each.name for each in personal_tables().values() if each.is_found]
    told = {each.purpose for each in personal_tables().values() if each.is_found}
    assert told == set(ProcessingPurpose)
    assert all(personal_tables()[name].purpose for name in named_nowhere)


def test_an_activity_is_in_use_once_there_is_data(client, checkout):
    organization = checkout.shop.organization
    before = by_purpose(record_of(client, organization))
    assert not before["sales"]["is_in_use"]
    assert before["team"]["is_in_use"], "its owner is a member"
    assert "accounts" not in before, "accounts are the platform's"
    checkout.place(**named("here"))
    answer = record_of(client, organization)
    sales = by_purpose(answer)["sales"]
    assert sales["is_in_use"]
    assert (sales["basis"], sales["persons"]) == ("contract", ["buyers", "attendees"])
    assert {"orders", "order_attendees"} <= set(sales["tables"])
    assert answer.get_json()["controller"] == organization.name
    elsewhere = by_purpose(record_of(client, make_organization()))
    assert not elsewhere["sales"]["is_in_use"], "another organization's orders count there"


def test_providers_receive_what_their_kind_is_for(client, checkout):
    shop = checkout.shop
    checkout.place(**named("paid"))
    made = client.post(
        f"/api/v1/organizations/{shop.organization.id}/connections",
        json={
            "kind": "chat",
            "adapter_key": "slack",
            "name": "Team room",
            "values": {"webhook_url": "https://hooks.slack.com/services/T0/B0/x"},
        },
        headers=bearer(shop.organization.owner),
    )
    assert made.status_code == 201, made.get_json()
    found = by_purpose(record_of(client, shop.organization))
    assert {"kind": "chat", "name": "Team room", "adapter_key": "slack"} in found["team"][
        "recipients"
    ]
    assert all(each["kind"] != "chat" for each in found["sales"]["recipients"])


def test_a_retention_policy_counts_for_what_goes_along_only(client, checkout):
    organization = checkout.shop.organization
    assert by_purpose(record_of(client, organization))["sales"]["months"] is None
    put = client.put(
        f"/api/v1/organizations/{organization.id}/retention-policies/people",
        json={"months": 24},
        headers=bearer(organization.owner),
    )
    assert put.status_code == 200
    found = by_purpose(record_of(client, organization))
    assert (found["sales"]["months"], found["team"]["months"]) == (24, None)
    kept = found["payments"]["kept"]
    assert any(each["table"] == "invoices" and each["reason"] for each in kept)


def test_the_file_has_a_line_for_each_activity(client, checkout):
    organization = checkout.shop.organization
    answer = record_of(client, organization, path="/export")
    assert answer.mimetype == "text/csv"
    lines = list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig"))))
    assert [each["purpose"] for each in lines] == list(by_purpose(record_of(client, organization)))
    assert lines[0]["in_use"] == "no"
    workbook = record_of(client, organization, path="/export?format=xlsx")
    assert texts_of(workbook, stem="processing-record") == table_of(answer)
    require_no_other_format(lambda query: record_of(client, organization, path=f"/export?{query}"))


def test_staff_may_not_read_it(client, checkout):
    organization = checkout.shop.organization
    assert record_of(client, organization, add_member(organization, "staff")).status_code == 403
    assert record_of(client, organization, add_member(organization, "admin")).status_code == 200
    stranger = make_organization()
    assert record_of(client, organization, stranger.owner).status_code == 404
