"""Visitors report pages; moderators decide with a reason; owners appeal once."""

from datetime import timedelta
from typing import Any

import pytest
from tests.factories.operators import MadeOperator, make_operator
from tests.factories.people import add_member, bearer, make_user
from tests.factories.sales import MadeShop, make_shop
from tests.factories.work import run_timed

from turnout.kernel import clock
from turnout.kernel.context import SystemContext, system_in
from turnout.kernel.db.pagination import PageRequest
from turnout.kernel.db.tx import transaction
from turnout.kernel.ids import new_id
from turnout.modules.abuse_reports import rules
from turnout.modules.notifications import api as notifications

QUEUE = "/api/v1/platform/abuse-reports"
REPORT = {"reason": "fraud", "details": "There is no such hall.", "email": "carla@people.example"}
PLATFORM_MAILS = "SELECT template, details FROM platform_mails WHERE recipient = %(recipient)s"
FACTS = "SELECT name FROM outbox WHERE organization_id = %(id)s AND name LIKE 'abuse%%' ORDER BY id"


@pytest.fixture
def moderator(app: Any) -> MadeOperator:
    return make_operator("moderator")


@pytest.fixture
def shop(app: Any, queued: Any) -> MadeShop:
    return make_shop()


def base(shop: MadeShop) -> str:
    return f"/api/v1/organizations/{shop.organization.id}"


def report(client: Any, shop: MadeShop, *, headers: Any = None, **said: Any) -> Any:
    body = REPORT | {"event_id": str(shop.event_id)} | said
    body = {name: value for name, value in body.items() if value is not None}
    return client.post(f"{base(shop)}/abuse-reports", json=body, headers=headers)


def reports_of(client: Any, moderator: MadeOperator, shop: MadeShop) -> list[dict[str, Any]]:
    asked = {"tenant_id": str(shop.organization.id)}
    answer = client.get(QUEUE, query_string=asked, headers=moderator.headers)
    assert answer.status_code == 200, answer.json
    found: list[dict[str, Any]] = answer.json["items"]
    return found


def decide(client: Any, moderator: MadeOperator, found: dict[str, Any], decision: str) -> Any:
    body = {"decision": decision, "reason": "The hall says so."}
    path = f"{QUEUE}/{found['id']}/decision"
    return client.post(path, json=body, headers=moderator.headers)


def platform_mails(recipient: str) -> list[Any]:
    with transaction(SystemContext(job="tests.mails")) as tx:
        return tx.query(PLATFORM_MAILS, {"recipient": recipient})


def mails_of(shop: MadeShop) -> list[notifications.Mail]:
    ctx = system_in(shop.organization.id, "tests.mails")
    return notifications.list_mails(ctx, PageRequest(limit=20)).items


def state_of(client: Any, shop: MadeShop) -> str:
    owner = bearer(shop.organization.owner)
    return str(client.get(f"{base(shop)}/events/{shop.event_id}", headers=owner).json["state"])


def test_a_guest_reports_an_event_and_moderators_find_it(client, moderator, shop) -> None:
    assert report(client, shop).status_code == 204
    [found] = reports_of(client, moderator, shop)
    assert (found["reason"], found["state"], found["alike"]) == ("fraud", "open", 0)
    assert found["event_id"] == str(shop.event_id)
    assert found["path"].startswith(f"/{shop.organization.slug}/")
    assert found["reporter_email"] == REPORT["email"]


def test_an_organization_is_reported_by_itself_and_a_person_at_their_own_address(
    client, moderator, shop
) -> None:
    person = make_user()
    answer = report(client, shop, headers=bearer(person), event_id=None)
    assert answer.status_code == 204
    [found] = reports_of(client, moderator, shop)
    assert (found["event_id"], found["subject"]) == (None, shop.organization.name)
    assert found["tenant_name"] == shop.organization.name
    shown = client.get(f"{QUEUE}/{found['id']}", headers=moderator.headers).json
    assert shown["tenant_name"] == shop.organization.name
    assert found["reporter_email"] == person.email
    assert found["reporter_user_id"] == str(person.id)


def test_the_same_report_of_the_same_address_is_kept_once(client, moderator, shop) -> None:
    for _ in range(3):
        assert report(client, shop).status_code == 204
    assert len(reports_of(client, moderator, shop)) == 1


def test_of_one_subject_only_so_many_reports_are_kept_open(
    client, moderator, shop, monkeypatch
) -> None:
    monkeypatch.setattr("turnout.modules.abuse_reports.queries.MOST_OPEN", 2)
    for number in range(4):
        assert report(client, shop, email=f"p{number}@people.example").status_code == 204
    assert len(reports_of(client, moderator, shop)) == 2


@pytest.mark.parametrize(
    ("said", "pointer"),
    [
        ({"reason": "boring"}, "/reason"),
        ({"details": " "}, "/details"),
        ({"details": "x" * 4_001}, "/details"),
        ({"email": "nobody"}, "/email"),
        ({"event_id": str(new_id())}, "/event_id"),
        ({"name": "x"}, "/name"),
    ],
)
def test_what_is_wrong_with_a_report_is_named(client, shop, said, pointer) -> None:
    answer = report(client, shop, **said)
    assert answer.status_code == 422
    assert [each["pointer"] for each in answer.json["errors"]] == [pointer]


def test_a_draft_cannot_be_reported(client, app, queued) -> None:
    shop = make_shop()
    owner = bearer(shop.organization.owner)
    client.post(f"{base(shop)}/events/{shop.event_id}/unpublish", json={}, headers=owner)
    assert report(client, shop).status_code == 422


def test_the_organizer_sees_nothing_of_a_report_that_is_dismissed(client, moderator, shop) -> None:
    reporter = f"r-{new_id()}@people.example"
    report(client, shop, email=reporter)
    [found] = reports_of(client, moderator, shop)
    answer = decide(client, moderator, found, "dismiss")
    assert (answer.json["state"], answer.json["decision"]) == ("decided", "dismiss")
    owner = bearer(shop.organization.owner)
    for place in ("security-events", "audit"):
        told = client.get(f"{base(shop)}/{place}", headers=owner).get_data(as_text=True)
        assert "report" not in told.replace("reports.", "")
        assert reporter not in told
    assert mails_of(shop) == []
    path = f"/api/v1/me/moderation-decisions/{found['id']}"
    assert client.get(path, headers=owner).status_code == 404
    [(template, details)] = platform_mails(reporter)
    assert template == "report-dismissed"
    assert details["reason"] == "The hall says so."


def test_a_warning_reaches_owners_and_not_who_reported(client, moderator, shop) -> None:
    reporter = f"r{new_id().hex}@people.example"
    report(client, shop, email=reporter)
    [found] = reports_of(client, moderator, shop)
    assert decide(client, moderator, found, "warn").status_code == 200
    [mail] = mails_of(shop)
    assert (mail.template, mail.recipient) == (
        "organization-warned",
        shop.organization.owner.email,
    )
    assert [template for template, _ in platform_mails(reporter)] == ["report-upheld"]
    owner = bearer(shop.organization.owner)
    [told] = client.get(f"{base(shop)}/security-events", headers=owner).json["items"]
    assert told["details"]["act"] == "report-warn"
    path = f"/api/v1/me/moderation-decisions/{found['id']}"
    seen = client.get(path, headers=owner)
    assert seen.json["decision_reason"] == "The hall says so."
    everything = seen.get_data(as_text=True) + str(told)
    assert reporter not in everything
    assert REPORT["details"] not in everything
    with transaction(SystemContext(job="tests.facts")) as tx:
        assert tx.query(FACTS, {"id": shop.organization.id}) == [("abuse_reports.decided.v1",)]


def test_an_event_is_taken_down_and_its_owners_hear_why(client, moderator, shop) -> None:
    report(client, shop)
    [found] = reports_of(client, moderator, shop)
    assert decide(client, moderator, found, "unpublish-event").status_code == 200
    assert state_of(client, shop) == "draft"
    assert [each.template for each in mails_of(shop)] == ["organization-event-unpublished"]


def test_an_event_that_is_over_goes_into_the_archive(client, moderator, shop) -> None:
    report(client, shop)
    owner = bearer(shop.organization.owner)
    client.post(f"{base(shop)}/events/{shop.event_id}/cancel", json={}, headers=owner)
    [found] = reports_of(client, moderator, shop)
    assert decide(client, moderator, found, "unpublish-event").status_code == 200
    assert state_of(client, shop) == "archived"


def test_an_organization_has_no_event_to_take_down(client, moderator, shop) -> None:
    report(client, shop, event_id=None)
    [found] = reports_of(client, moderator, shop)
    answer = decide(client, moderator, found, "unpublish-event")
    assert (answer.status_code, answer.json["errors"][0]["pointer"]) == (422, "/decision")


def test_a_report_is_decided_once(client, moderator, shop) -> None:
    report(client, shop)
    [found] = reports_of(client, moderator, shop)
    assert decide(client, moderator, found, "warn").status_code == 200
    again = decide(client, moderator, found, "suspend-organization")
    assert (again.status_code, again.json["code"]) == (409, "abuse-reports.decided-already")
    missing = {"id": new_id()}
    assert decide(client, moderator, missing, "warn").status_code == 404


def test_an_owner_of_a_suspended_organization_appeals_and_a_moderator_lifts_it(
    client, moderator, shop
) -> None:
    report(client, shop)
    [found] = reports_of(client, moderator, shop)
    assert decide(client, moderator, found, "suspend-organization").status_code == 200
    owner = bearer(shop.organization.owner)
    assert client.get(f"{base(shop)}/events", headers=owner).status_code == 403

    path = f"/api/v1/me/moderation-decisions/{found['id']}"
    note = {"note": "Here is the contract with the hall."}
    for stranger in (make_user(), add_member(shop.organization, "admin")):
        headers = bearer(stranger)
        assert client.get(path, headers=headers).status_code == 404
        assert client.post(f"{path}/appeal", json=note, headers=headers).status_code == 404
    answer = f"{QUEUE}/{found['id']}/appeal-answer"
    body = {"outcome": "reversed", "reason": "The contract is good."}
    early = client.post(answer, json=body, headers=moderator.headers)
    assert (early.status_code, early.json["code"]) == (409, "abuse-reports.not-appealed")
    assert client.post(f"{path}/appeal", json=note, headers=owner).status_code == 200
    twice = client.post(f"{path}/appeal", json=note, headers=owner)
    assert (twice.status_code, twice.json["code"]) == (409, "abuse-reports.appealed-already")

    [waiting] = reports_of(client, moderator, shop)
    assert (waiting["state"], waiting["appeal"]) == ("appealed", note["note"])
    closed = client.post(answer, json=body, headers=moderator.headers)
    assert (closed.json["state"], closed.json["appeal_outcome"]) == ("closed", "reversed")
    assert client.get(f"{base(shop)}/events", headers=owner).status_code == 200
    assert client.get(path, headers=owner).json["appeal_answer"] == "The contract is good."
    assert "organization-appeal-answered" in {each.template for each in mails_of(shop)}


def test_support_sees_no_reports(client, shop) -> None:
    headers = make_operator("support").headers
    assert client.get(QUEUE, headers=headers).status_code == 403


def test_who_reported_is_forgotten_half_a_year_after_the_decision(client, moderator, shop) -> None:
    report(client, shop)
    [found] = reports_of(client, moderator, shop)
    decide(client, moderator, found, "warn")
    report(client, shop, email="dora@people.example")
    run_timed("abuse_reports.forget_reporters")
    assert reports_of(client, moderator, shop)[0]["reporter_email"] == REPORT["email"]
    with clock.frozen(clock.now() + rules.KEPT + timedelta(minutes=1)):
        run_timed("abuse_reports.forget_reporters")
    decided, open_one = reports_of(client, moderator, shop)
    assert (decided["reporter_email"], decided["details"]) == ("", "")
    assert (decided["decision"], open_one["reporter_email"]) == ("warn", "dora@people.example")
