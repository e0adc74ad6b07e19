"""Events wait for a moderator before they are published, where the installation asks for it."""

from collections.abc import Iterator
from typing import Any

import pytest
from tests.factories.operators import MadeOperator, make_operator
from tests.factories.people import MadeOrganization, add_member, bearer, make_organization
from tests.factories.sales import make_event
from tests.factories.work import drain

from turnout.kernel import runtime
from turnout.kernel.context import system_in
from turnout.kernel.db.pagination import PageRequest
from turnout.modules.event_approvals import rules
from turnout.modules.notifications import api as notifications

QUEUE = "/api/v1/platform/event-approvals"


@pytest.fixture
def organization(app: Any, queued: Any) -> MadeOrganization:
    return make_organization()


@pytest.fixture
def moderator(app: Any) -> MadeOperator:
    return make_operator("moderator")


@pytest.fixture
def asked(app: Any) -> Iterator[Any]:
    """Has the installation ask for approval of `organizers` or `events`."""
    current = runtime.current()
    before = current.settings

    def ask(what: str) -> None:
        current.settings = before.model_copy(update={"approvals": what})

    yield ask
    current.settings = before


class Organizer:
    def __init__(self, client: Any, organization: MadeOrganization) -> None:
        self.client, self.organization = client, organization
        self.base = f"/api/v1/organizations/{organization.id}/events"
        self.headers = bearer(organization.owner)

    def create(self, **values: Any) -> str:
        return str(make_event(self.organization, **{"title": "Lantern Night", **values}).event_id)

    def step(self, event: str, name: str, **body: Any) -> Any:
        answer = self.client.post(f"{self.base}/{event}/{name}", json=body, headers=self.headers)
        drain()
        return answer

    def state(self, event: str) -> str:
        answer = self.client.get(f"{self.base}/{event}", headers=self.headers)
        return str(answer.json["state"])

    def approval(self, event: str) -> Any:
        return self.client.get(f"{self.base}/{event}/approval", headers=self.headers)


@pytest.fixture
def organizer(client: Any, organization: MadeOrganization) -> Organizer:
    return Organizer(client, organization)


def requests_of(client: Any, moderator: MadeOperator, organizer: Organizer) -> list[Any]:
    found, cursor = [], None
    while True:
        asked = {"state": "waiting", "limit": 100} | ({"cursor": cursor} if cursor else {})
        page = client.get(QUEUE, query_string=asked, headers=moderator.headers).json
        mine = str(organizer.organization.id)
        found += [each for each in page["items"] if each["tenant_id"] == mine]
        cursor = page["next_cursor"]
        if cursor is None:
            return found


def decide(
    client: Any, moderator: MadeOperator, found: Any, decision: str, why: str = "Good."
) -> Any:
    path, body = f"{QUEUE}/{found['id']}/decision", {"decision": decision, "reason": why}
    answer = client.post(path, json=body, headers=moderator.headers)
    drain()
    return answer


def mails_of(organization: MadeOrganization) -> list[str]:
    ctx = system_in(organization.id, "tests.mails")
    found = notifications.list_mails(ctx, PageRequest(limit=20)).items
    return sorted(each.template for each in found)


@pytest.mark.parametrize(
    ("asked", "last", "is_first", "is_known", "waits"),
    [
        ("none", None, True, False, False),
        ("organizers", None, True, False, True),
        ("organizers", None, True, True, False),
        ("organizers", None, False, False, False),
        ("events", None, True, True, True),
        ("events", None, False, True, False),
        ("events", "approved", True, True, False),
        ("none", "declined", True, True, True),
        ("none", "held", False, True, True),
        ("none", "approved", False, True, False),
    ],
)
def test_what_waits(asked, last, is_first, is_known, waits) -> None:
    found = rules.needs_approval(asked, last=last, is_first=is_first, is_known_organizer=is_known)
    assert found is waits


def test_nothing_waits_where_nobody_asks_for_it(organizer) -> None:
    event = organizer.create()
    assert organizer.step(event, "publish").json["state"] == "published"
    missing = organizer.approval(event)
    assert (missing.status_code, missing.json["code"]) == (404, "event-approvals.missing")


def test_an_event_is_in_review_until_a_moderator_approves_and_is_then_published(
    client, organizer, moderator, asked
) -> None:
    asked("events")
    event = organizer.create()
    answer = organizer.step(event, "publish")
    assert (answer.status_code, answer.json["state"]) == (200, "review")
    assert answer.json["published_at"] is None
    assert organizer.approval(event).json["state"] == "waiting"
    assert organizer.step(event, "publish").json["state"] == "review"
    [found] = requests_of(client, moderator, organizer)
    detail = client.get(f"{QUEUE}/{found['id']}", headers=moderator.headers).json
    assert (detail["event"]["title"], detail["is_first"]) == ("Lantern Night", True)
    assert detail["organization_slug"] == organizer.organization.slug
    names = found["tenant_name"], detail["request"]["tenant_name"]
    assert names == (organizer.organization.name,) * 2

    decided = decide(client, moderator, found, "approve")
    assert decided.json["request"]["state"] == "approved"
    assert organizer.state(event) == "published"
    assert organizer.approval(event).json["state"] == "approved"
    assert mails_of(organizer.organization) == ["organization-event-approved"]
    again = decide(client, moderator, found, "decline")
    assert (again.status_code, again.json["code"]) == (409, "event-approvals.decided-already")

    organizer.step(event, "unpublish")
    assert organizer.step(event, "publish").json["state"] == "published"
    other = organizer.create(title="Another night")
    assert organizer.step(other, "publish").json["state"] == "review"


def test_a_declined_event_is_a_draft_with_the_reason_and_may_be_submitted_again(
    client, organizer, moderator, asked
) -> None:
    asked("events")
    event = organizer.create()
    admin = add_member(organizer.organization, "admin")
    client.post(f"{organizer.base}/{event}/publish", json={}, headers=bearer(admin))
    [found] = requests_of(client, moderator, organizer)
    assert decide(client, moderator, found, "decline", "Name the hall.").status_code == 200
    shown = client.get(f"{organizer.base}/{event}", headers=organizer.headers).json
    assert (shown["state"], shown["state_reason"]) == ("draft", "Name the hall.")
    assert organizer.approval(event).json["reason"] == "Name the hall."
    assert mails_of(organizer.organization) == ["organization-event-declined"] * 2

    asked("none")
    assert organizer.step(event, "publish").json["state"] == "review"
    [again] = requests_of(client, moderator, organizer)
    decide(client, moderator, again, "approve")
    assert organizer.state(event) == "published"


def test_only_the_first_event_of_a_new_organizer_waits(client, organizer, moderator, asked) -> None:
    asked("organizers")
    first, second = organizer.create(), organizer.create(title="Second night")
    assert organizer.step(first, "publish").json["state"] == "review"
    assert organizer.step(second, "publish").json["state"] == "review"
    found = requests_of(client, moderator, organizer)
    decide(client, moderator, found[0], "approve")
    third = organizer.create(title="Third night")
    assert organizer.step(third, "publish").json["state"] == "published"


def test_an_organizer_who_published_before_is_known(organizer, asked) -> None:
    assert organizer.step(organizer.create(), "publish").json["state"] == "published"
    asked("organizers")
    later = organizer.create(title="Later night")
    assert organizer.step(later, "publish").json["state"] == "published"


def test_who_takes_the_event_back_withdraws_the_request(
    client, organizer, moderator, asked
) -> None:
    asked("events")
    event = organizer.create()
    organizer.step(event, "publish")
    [found] = requests_of(client, moderator, organizer)
    organizer.step(event, "send-back")
    assert requests_of(client, moderator, organizer) == []
    assert organizer.approval(event).json["state"] == "withdrawn"
    assert decide(client, moderator, found, "approve").status_code == 409
    assert organizer.state(event) == "draft"


def test_an_event_that_is_not_ready_is_refused_before_anybody_is_asked(
    client, organizer, moderator, asked
) -> None:
    asked("events")
    event = organizer.create(starts_at=None, ends_at=None)
    assert organizer.step(event, "publish").status_code == 422
    assert requests_of(client, moderator, organizer) == []


def test_approving_what_is_not_ready_any_more_leaves_it_to_the_organizer(
    client, organizer, moderator, asked
) -> None:
    asked("events")
    event = organizer.create()
    organizer.step(event, "publish")
    [found] = requests_of(client, moderator, organizer)
    gone = {"starts_at": None, "ends_at": None}
    client.patch(f"{organizer.base}/{event}", json=gone, headers=organizer.headers)
    assert decide(client, moderator, found, "approve").status_code == 200
    assert organizer.state(event) == "review"
    back = {"starts_at": "2031-05-05T18:00:00Z", "ends_at": "2031-05-05T22:00:00Z"}
    client.patch(f"{organizer.base}/{event}", json=back, headers=organizer.headers)
    assert organizer.step(event, "publish").json["state"] == "published"


def test_what_moderators_took_down_is_not_published_again_without_them(
    client, organizer, moderator
) -> None:
    event = organizer.create()
    organizer.step(event, "publish")
    said = {"reason": "fraud", "details": "No hall.", "event_id": event}
    home = f"/api/v1/organizations/{organizer.organization.id}"
    client.post(f"{home}/abuse-reports", json=said)
    reports = "/api/v1/platform/abuse-reports"
    where = {"tenant_id": str(organizer.organization.id)}
    [report] = client.get(reports, query_string=where, headers=moderator.headers).json["items"]
    body = {"decision": "unpublish-event", "reason": "No hall."}
    client.post(f"{reports}/{report['id']}/decision", json=body, headers=moderator.headers)

    assert organizer.state(event) == "draft"
    assert organizer.step(event, "publish").json["state"] == "review"
    [found] = requests_of(client, moderator, organizer)
    decide(client, moderator, found, "approve")
    assert organizer.state(event) == "published"


def test_what_was_over_and_taken_down_stays_in_the_archive(client, organizer, moderator) -> None:
    event = organizer.create()
    organizer.step(event, "publish")
    organizer.step(event, "cancel")
    said = {"reason": "fraud", "details": "No hall.", "event_id": event}
    home = f"/api/v1/organizations/{organizer.organization.id}"
    client.post(f"{home}/abuse-reports", json=said)
    reports = "/api/v1/platform/abuse-reports"
    where = {"tenant_id": str(organizer.organization.id)}
    [report] = client.get(reports, query_string=where, headers=moderator.headers).json["items"]
    body = {"decision": "unpublish-event", "reason": "No hall."}
    client.post(f"{reports}/{report['id']}/decision", json=body, headers=moderator.headers)
    held = organizer.step(event, "restore")
    assert (held.status_code, held.json["code"]) == (409, "events.held")


def test_support_decides_nothing_and_partners_see_nothing(client, organizer, asked) -> None:
    asked("events")
    event = organizer.create()
    organizer.step(event, "publish")
    support = make_operator("support")
    assert client.get(QUEUE, headers=support.headers).status_code == 403
    partner = bearer(add_member(organizer.organization, "partner"))
    path = f"{organizer.base}/{event}/approval"
    assert client.get(path, headers=partner).status_code == 403
