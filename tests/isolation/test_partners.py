"""A partner finds nothing of a draft by any route; of what is published, what visitors see."""

import re
from dataclasses import dataclass
from typing import Any

import pytest
from tests.factories.people import add_member, bearer, make_organization
from tests.factories.sales import MadeShop, make_event, make_shop
from tests.factories.tokens import make_account, make_token
from tests.isolation.environment import Environment, make_environment

from turnout.kernel import clock
from turnout.kernel.context import SystemContext, system_in
from turnout.kernel.db.tx import transaction
from turnout.kernel.errors import Invalid
from turnout.modules.events import api as events
from turnout.modules.organizations import api as organizations

TITLE = "Zephyr before its day"
PARAMETER = re.compile(r"<(?:[^<>]*:)?(\w+)>")


@dataclass(frozen=True, slots=True)
class Draft:
    """A furnished organization whose event, with all that hangs on it, is a draft again."""

    theirs: Environment
    partner: dict[str, str]

    @property
    def base(self) -> str:
        return f"/api/v1/organizations/{self.theirs.ids['organization_id']}"


@pytest.fixture(scope="module")
def draft(app: Any, running: Any) -> Draft:
    theirs = make_environment(app)
    organization = theirs.shop.organization
    with transaction(system_in(organization.id, "tests")) as tx:
        tx.query("UPDATE events SET state = 'draft', title = %(title)s", {"title": TITLE})
    return Draft(theirs, bearer(add_member(organization, "partner")))


def reading_rules(app: Any) -> list[Any]:
    """Every route that reads: of the API, and the pages and files of events."""
    return [each for each in app.url_map.iter_rules() if "GET" in (each.methods or ())]


def readable(client: Any, rule: Any, draft: Draft, headers: dict[str, str]) -> tuple[int, str]:
    template = PARAMETER.sub(r"{\1}", rule.rule)
    ids = draft.theirs.named_in(template)
    known = {name: ids.get(name, "x") for name in rule.arguments}
    path = template.format(**known)
    answer = client.get(path, headers=headers)
    return answer.status_code, answer.data.decode(errors="replace")


def test_no_route_tells_a_partner_of_a_draft(app: Any, client: Any, draft: Draft) -> None:
    """What visitors without any account are told is not counted: codes and secrets open that."""
    told, tried = {}, 0
    of_the_draft = (draft.theirs.ids["event_id"], TITLE)
    owners = bearer(draft.theirs.shop.organization.owner)
    seen_by_owner = 0
    for rule in reading_rules(app):
        if "<" not in rule.rule or "/platform/" in rule.rule:
            continue
        tried += 1
        status, text = readable(client, rule, draft, draft.partner)
        named = any(each in text for each in of_the_draft)
        if status >= 500 or (status < 300 and named):
            anonymous = readable(client, rule, draft, {})
            if anonymous[0] != status or status >= 500:
                told[rule.rule] = status
        if rule.rule.startswith("/api/"):
            status, text = readable(client, rule, draft, owners)
            seen_by_owner += status < 300 and any(each in text for each in of_the_draft)
    assert not told
    assert tried > 150
    assert seen_by_owner > 15, "the draft is there to be found"


def test_lists_and_looks_ahead_are_closed(client: Any, draft: Draft) -> None:
    event_id = draft.theirs.ids["event_id"]
    slug = events.read_event(draft.theirs.shop.organizer, draft.theirs.shop.event_id).slug
    ahead = f"?at={clock.now():%Y-%m-%dT%H:%M:%SZ}"
    for path in (
        f"/events/{event_id}",
        "/events",
        "/events?state=draft",
        "/events?templates=true",
        f"/public-events/{slug}{ahead}",
        f"/events/{event_id}/programme",
        f"/events/{event_id}/programme.xml",
        "/venues",
        "/series",
        "/orders",
        f"/events/{event_id}/attendees",
    ):
        answer = client.get(draft.base + path, headers=draft.partner)
        assert answer.status_code in (403, 404), (path, answer.status_code)
        assert TITLE not in answer.get_data(as_text=True), path


def test_an_old_token_of_somebody_who_is_a_partner_now_reads_no_draft(
    client: Any, draft: Draft
) -> None:
    organization = draft.theirs.shop.organization
    person = add_member(organization, "staff")
    token = make_token(organization, "events.read", owner=person)
    path = f"{draft.base}/events/{draft.theirs.ids['event_id']}"
    assert client.get(path, headers=token.headers).status_code == 200
    members = client.get(f"{draft.base}/members?limit=100", headers=bearer(organization.owner))
    member_id = next(
        each["id"] for each in members.json["items"] if each["user_id"] == str(person.id)
    )
    changed = client.patch(
        f"{draft.base}/members/{member_id}",
        json={"role": "partner"},
        headers=bearer(organization.owner),
    )
    assert changed.status_code == 200, changed.json
    for headers in (token.headers, bearer(person)):
        assert client.get(path, headers=headers).status_code == 403
    account = make_account(organization, "partner")
    with pytest.raises(Invalid):
        make_token(organization, "events.read", account_id=account)


def test_an_agency_linked_as_a_partner_reads_no_draft(client: Any, draft: Draft) -> None:
    organization = draft.theirs.shop.organization
    agency = make_organization(kind="agency")
    offered = client.post(
        f"/api/v1/organizations/{agency.id}/clients",
        json={"client_slug": organization.slug, "role": "partner"},
        headers=bearer(agency.owner),
    )
    accepted = client.post(
        f"{draft.base}/agency-links/{offered.json['id']}/accept",
        headers=bearer(organization.owner),
    )
    assert accepted.status_code == 200
    for path in (f"/events/{draft.theirs.ids['event_id']}", "/events"):
        assert client.get(draft.base + path, headers=bearer(agency.owner)).status_code == 403
    listed = client.get(f"{draft.base}/published-events", headers=bearer(agency.owner))
    assert (listed.status_code, listed.json["items"]) == (200, [])


@pytest.fixture
def season(running: Any, queued: Any) -> MadeShop:
    return make_shop(visibility=events.Visibility.PRIVATE, title="Gala of the board")


def listed(client: Any, shop: MadeShop, headers: dict[str, str], query: str = "") -> Any:
    path = f"/api/v1/organizations/{shop.organization.id}/published-events"
    return client.get(path + query, headers=headers)


def test_a_partner_lists_what_is_published_private_events_too(
    client: Any, season: MadeShop
) -> None:
    organization = season.organization
    make_event(organization, title=TITLE)
    open_one = make_shop(organization, title="Open house")
    partner = bearer(add_member(organization, "partner"))
    found = listed(client, season, partner)
    assert found.status_code == 200
    assert [each["title"] for each in found.json["items"]] == ["Open house", "Gala of the board"]
    first = listed(client, season, partner, "?limit=1").json
    rest = listed(client, season, partner, f"?limit=1&cursor={first['next_cursor']}").json
    assert [each["id"] for each in (*first["items"], *rest["items"])] == [
        str(open_one.event_id),
        str(season.event_id),
    ]
    assert "online_url" not in found.json["items"][0]
    assert "custom" not in found.json["items"][0]


def test_a_partner_sees_one_published_event_as_visitors_do(client: Any, season: MadeShop) -> None:
    partner = bearer(add_member(season.organization, "partner"))
    path = f"/api/v1/organizations/{season.organization.id}/published-events/{season.event_id}"
    shown = client.get(path, headers=partner)
    assert (shown.status_code, shown.json["title"]) == (200, "Gala of the board")
    assert shown.json["page_url"].startswith("http")
    base = path.replace("published-events", "events")
    assert client.get(f"{base}/programme", headers=partner).status_code == 200
    assert client.get(f"{base}/offers", headers=partner).status_code == 200
    assert client.get(base, headers=partner).status_code == 403
    draft = make_event(season.organization, title=TITLE)
    unseen = client.get(path.replace(str(season.event_id), str(draft.event_id)), headers=partner)
    assert unseen.status_code == 404
    assert client.get(path, headers={}).status_code == 401
    stranger = bearer(make_organization().owner)
    assert client.get(path, headers=stranger).status_code == 404


def test_a_partner_of_single_events_sees_those(client: Any, season: MadeShop) -> None:
    other = make_shop(season.organization, title="Open house")
    partner = bearer(add_member(season.organization, "partner", event_ids=(season.event_id,)))
    found = listed(client, season, partner).json["items"]
    assert [each["id"] for each in found] == [str(season.event_id)]
    path = f"/api/v1/organizations/{season.organization.id}/published-events/{other.event_id}"
    assert client.get(path, headers=partner).status_code == 404


def test_what_is_taken_back_or_deleted_is_seen_no_more(client: Any, season: MadeShop) -> None:
    partner = bearer(add_member(season.organization, "partner"))
    owner = bearer(season.organization.owner)
    base = f"/api/v1/organizations/{season.organization.id}/events/{season.event_id}"
    assert len(listed(client, season, partner).json["items"]) == 1
    assert client.post(f"{base}/unpublish", headers=owner, json={}).status_code == 200
    assert listed(client, season, partner).json["items"] == []
    assert client.get(f"{base}/offers", headers=partner).status_code == 404


def test_a_suspended_organization_shows_a_partner_nothing(client: Any, season: MadeShop) -> None:
    partner = bearer(add_member(season.organization, "partner"))
    organizations.set_state(SystemContext(job="test"), season.organization.id, state="suspended")
    assert listed(client, season, partner).status_code == 403
