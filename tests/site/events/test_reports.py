"""Reporting a page: linked from every page of an event and organization, without any script."""

from typing import Any

import pytest
from tests.factories.operators import make_operator
from tests.factories.people import add_member, make_user

QUEUE = "/api/v1/platform/abuse-reports"


@pytest.fixture
def queue(client: Any, place: Any) -> Any:
    moderator = make_operator("moderator")

    def reports() -> list[dict[str, Any]]:
        asked = {"tenant_id": str(place.shop.organization.id)}
        answer = client.get(QUEUE, query_string=asked, headers=moderator.headers)
        return list(answer.json["items"])

    reports.headers = moderator.headers  # type: ignore[attr-defined]
    return reports


def test_pages_of_an_event_and_its_organization_lead_to_the_form(client, place) -> None:
    links = {
        place.path: f"{place.path}/report",
        f"{place.path}/speakers": f"{place.path}/report",
        place.organization_path: f"{place.organization_path}/report",
    }
    for page, link in links.items():
        answer = client.get(page)
        if answer.status_code == 200:
            assert f'<a href="{link}" rel="nofollow">Report this page</a>' in answer.text
    assert "Report this page" not in client.get("/events").text


def test_a_guest_reports_an_event_without_an_address(browser, place, queue) -> None:
    form = browser.open(f"{place.path}/report").form
    told = browser.send(form, reason="spam", details="It sells watches.", email="")
    assert "Thank you for your report" in told.text
    [found] = queue()
    assert (found["reason"], found["reporter_email"]) == ("spam", "")
    assert found["event_id"] == str(place.event_id)


def test_what_was_typed_stays_when_something_is_missing(browser, place, queue) -> None:
    form = browser.open(f"{place.path}/report").form
    refused = browser.send(form, reason="", details="It sells watches.", email="")
    assert refused.status == 422
    assert "Please choose one of the list" in refused.text
    assert "It sells watches." in refused.answer.text
    assert browser.send(form, reason="spam", details=" ", email="").status == 422
    assert browser.send(form, reason="spam", details="x", email="nobody").status == 422
    assert queue() == []


def test_a_person_reports_an_organization_at_their_own_address(browser, user, place, queue) -> None:
    form = browser.open(f"{place.organization_path}/report").form
    browser.send(form, reason="hate", details="See the text.", email=user.email)
    [found] = queue()
    assert (found["event_id"], found["reporter_email"]) == (None, user.email)


def test_nothing_is_reported_where_nothing_is(browser, place) -> None:
    assert browser.open("/nobody-here/report").status == 404
    assert browser.open(f"{place.organization_path}/nothing/report").status == 404


def test_an_owner_reads_the_decision_and_appeals_once(client, browser, elsewhere, place, queue):
    form = elsewhere.open(f"{place.path}/report").form
    elsewhere.send(form, reason="spam", details="It sells watches.", email="")
    [found] = queue()
    body = {"decision": "warn", "reason": "No watches, please."}
    client.post(f"{QUEUE}/{found['id']}/decision", json=body, headers=queue.headers)

    path = f"/account/decisions/{found['id']}"
    assert browser.open(path).location.startswith("/sign-in?next=")
    elsewhere.sign_in(add_member(place.shop.organization, "admin"))
    assert elsewhere.open(path).status == 404
    browser.sign_in(place.shop.organization.owner)
    page = browser.open(path)
    assert "A warning about Lantern Night" in page.text
    assert "No watches, please." in page.text
    assert browser.send(page.form, note=" ").status == 422
    assert "We have your appeal." in browser.send(page.form, note="They are prizes.").text
    assert "We have your appeal." in browser.open(path).text
    body = {"outcome": "upheld", "reason": "Prizes need a rule."}
    client.post(f"{QUEUE}/{found['id']}/appeal-answer", json=body, headers=queue.headers)
    assert "our decision stands. Prizes need a rule." in browser.open(path).text
    assert browser.open(f"/account/decisions/{make_user().id}").status == 404
