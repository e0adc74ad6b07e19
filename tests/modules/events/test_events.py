"""Events over HTTP: create, change, find, and their way from draft to archive."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from tests.factories.events import make_event, make_published_event
from tests.factories.people import (
    add_member,
    bearer,
    context_of,
    make_organization,
    member_context,
)
from tests.factories.work import run_timed
from tests.modules.events.api_client import SUMMIT, Caller, pointers

from turnout.kernel import clock
from turnout.kernel.db.pagination import PageRequest
from turnout.kernel.db.tx import transaction
from turnout.kernel.errors import NotFound
from turnout.modules.events import api as events
from turnout.modules.events.service.events import read_event, read_events


@pytest.fixture
def caller(client):
    return Caller(client)


def test_local_times_are_kept_beside_the_instants_they_mean(caller):
    event = caller.create()
    assert event["starts_at"] == "2030-02-02T08:00:00+00:00"
    assert event["starts_local"] == "2030-02-02T09:00:00"
    moved = caller("PATCH", f"/{event['id']}", json={"time_zone": "Africa/Nairobi"}).json
    assert moved["starts_local"] == "2030-02-02T09:00:00"
    assert moved["starts_at"] == "2030-02-02T06:00:00+00:00"


def test_without_a_zone_the_organization_s_counts(caller):
    event = caller.create(time_zone="Africa/Nairobi")
    answer = caller("POST", json={k: v for k, v in SUMMIT.items() if k != "time_zone"}).json
    assert (answer["time_zone"], answer["starts_at"]) == ("Africa/Nairobi", event["starts_at"])


def test_times_with_an_offset_are_instants(caller):
    event = caller.create(starts_at="2030-02-02T09:00:00+00:00")
    assert (event["starts_at"], event["starts_local"]) == (
        "2030-02-02T09:00:00+00:00",
        "2030-02-02T10:00:00",
    )


@pytest.mark.parametrize(
    ("values", "pointer"),
    [
        ({"title": ""}, "/title"),
        ({"title": "   "}, "/title"),
        ({"title": 7}, "/title"),
        ({"ends_at": "2030-02-02T08:00"}, "/ends_at"),
        ({"ends_at": None}, "/ends_at"),
        ({"starts_at": "soon"}, "/starts_at"),
        ({"starts_at": "2030-03-31T02:30", "ends_at": "2030-04-01T09:00"}, "/starts_at"),
        ({"time_zone": "Mars/Base"}, "/time_zone"),
        ({"kind": "dream"}, "/kind"),
        ({"state": "published"}, "/state"),
        ({"organization_id": "x"}, "/organization_id"),
        ({"slug": "Not Good"}, "/slug"),
        ({"location": {"latitude": 91, "longitude": 0}}, "/location/latitude"),
        ({"location": {"latitude": 1}}, "/location/longitude"),
        ({"location": {"country": "Kenya"}}, "/location/country"),
        ({"online_url": "javascript:alert(1)"}, "/online_url"),
        ({"contact_email": "nobody"}, "/contact_email"),
        ({"tags": ["x" * 51]}, "/tags/0"),
        ({"venue_id": "00000000-0000-7000-8000-000000000000"}, "/venue_id"),
        ({"cover_file_id": "00000000-0000-7000-8000-000000000000"}, "/cover_file_id"),
        ({"cover_focus_x": 101}, "/cover_focus_x"),
        ({"cover_focus_y": -1}, "/cover_focus_y"),
        ({"cover_focus_y": "50"}, "/cover_focus_y"),
        ({"language": "English!"}, "/language"),
        ({"language": "en\n"}, "/language"),
        ({"location": {"country": "KE\n"}}, "/location/country"),
        ({"title": "x" * 301}, "/title"),
        ({"title": "NUL \x00"}, "/title"),
    ],
)
def test_a_wrong_field_is_named(caller, values, pointer):
    answer = caller("POST", json={**SUMMIT, **values})
    assert answer.status_code == 422, answer.json
    assert pointer in pointers(answer)


def test_descriptions_are_made_harmless_when_they_are_written(caller):
    event = caller.create(description="<p>Hi<script>x()</script></p>")
    assert event["description"] == "<p>Hi</p>"
    changed = caller("PATCH", f"/{event['id']}", json={"description": "<img src=x onerror=y()>bye"})
    assert changed.json["description"] == "<p>bye</p>"


def test_titles_that_repeat_get_numbered_address_names(caller):
    assert [caller.create()["slug"] for _ in range(3)] == [
        "cloud-summit",
        "cloud-summit-2",
        "cloud-summit-3",
    ]


def test_events_of_one_title_made_at_once_all_get_a_name(running):
    ctx = member_context()
    with ThreadPoolExecutor(4) as pool:
        slugs = list(pool.map(lambda _: make_event(ctx, title="Fest").slug, range(8)))
    assert sorted(slugs) == ["fest", *(f"fest-{number}" for number in range(2, 9))]


def test_an_old_address_name_leads_to_the_event_and_nobody_else_gets_it(caller):
    event = caller.create()
    renamed = caller("PATCH", f"/{event['id']}", json={"slug": "summit-2030"})
    assert renamed.json["slug"] == "summit-2030"
    with transaction(caller.ctx) as tx:
        found = events.find_event_by_slug(tx, "cloud-summit")
    assert found is not None
    assert (str(found.id), found.slug) == (event["id"], "summit-2030")
    taken = caller("POST", json={**SUMMIT, "slug": "cloud-summit"})
    assert (taken.status_code, taken.json["code"]) == (409, "events.slug-taken")
    back = caller("PATCH", f"/{event['id']}", json={"slug": "cloud-summit"})
    assert back.json["slug"] == "cloud-summit"


def test_the_same_address_name_in_another_organization_is_another_event(caller, client):
    other = Caller(client)
    assert caller.create(slug="fest")["slug"] == other.create(slug="fest")["slug"]


def test_a_repeated_request_with_one_key_makes_one_event(caller):
    key = {"Idempotency-Key": "first-summit"}
    first = caller("POST", json=SUMMIT, headers=key)
    again = caller("POST", json=SUMMIT, headers=key)
    assert (again.status_code, again.json) == (201, first.json)
    assert len(caller("GET").json["items"]) == 1


def test_a_change_over_somebody_else_s_is_refused(caller):
    event = caller.create()
    path = f"/{event['id']}"
    seen = caller("GET", path).headers["ETag"]
    assert caller("PATCH", path, json={"title": "A"}, headers={"If-Match": seen}).status_code == 200
    late = caller("PATCH", path, json={"title": "B"}, headers={"If-Match": seen})
    assert (late.status_code, late.json["version"]) == (412, 2)
    wrong = caller("PATCH", path, json={"title": "B"}, headers={"If-Match": '"abc"'})
    assert pointers(wrong) == ["#If-Match"]


def test_publishing_refuses_with_everything_that_is_missing(caller):
    event = caller.create(starts_at=None, ends_at=None, location=None)
    path = f"/{event['id']}"
    refused = caller("POST", f"{path}/publish")
    assert (refused.status_code, refused.json["code"]) == (422, "events.not-ready")
    assert pointers(refused) == ["/starts_at", "/ends_at", "/location"]
    listed = caller("GET", f"{path}/publish-checklist").json
    assert [each["pointer"] for each in listed["missing"]] == pointers(refused)
    assert "/summary" in [each["pointer"] for each in listed["advice"]]


def test_a_life_from_draft_to_archive_and_back(caller):
    path = f"/{caller.create()['id']}"
    steps = (
        "publish",
        "unpublish",
        "publish",
        "postpone",
        "publish",
        "cancel",
        "archive",
        "restore",
    )
    answers = [
        caller("POST", f"{path}/{step}", json={"reason": f"because {step}"}) for step in steps
    ]
    states = [answer.json["state"] for answer in answers]
    assert states == [
        "published", "draft", "published", "postponed", "published", "cancelled", "archived", "cancelled",
    ]  # fmt: skip
    refused = caller("POST", f"{path}/publish")
    assert (refused.status_code, refused.json["allowed"]) == (409, ["archive", "delete"])
    assert caller("GET", path).json["state_reason"] == "because restore"


def test_a_published_event_cannot_lose_what_publishing_asked_for(caller):
    path = f"/{caller.create()['id']}"
    caller("POST", f"{path}/publish")
    refused = caller("PATCH", path, json={"location": None})
    assert (refused.status_code, pointers(refused)) == (422, ["/location"])
    assert caller("GET", path).json["location"]["name"] == "Tsavo Hall"


def test_an_archived_event_stays_as_it_is_until_it_is_restored(caller):
    path = f"/{caller.create()['id']}"
    caller("POST", f"{path}/archive")
    talk = {"title": "T", "starts_at": "2030-02-02T10:00", "ends_at": "2030-02-02T11:00"}
    for method, place, body in (
        ("PATCH", "", {"title": "X"}),
        ("POST", "/sessions", talk),
        ("POST", "/speakers", {"name": "Kim"}),
        ("POST", "/tracks", {"name": "Craft"}),
    ):
        refused = caller(method, path + place, json=body)
        assert (refused.status_code, refused.json["code"]) == (409, "events.archived")
    assert caller("POST", f"{path}/restore").json["state"] == "draft"
    assert caller("PATCH", path, json={"title": "X"}).status_code == 200


def test_events_begin_and_end_by_the_clock(running):
    ctx = member_context()
    event = make_published_event(ctx)
    quiet = make_event(ctx)
    for moment, expected in (
        (event.starts_at - timedelta(seconds=1), "published"),
        (event.starts_at, "live"),
        (event.ends_at - timedelta(seconds=1), "live"),
        (event.ends_at, "ended"),
    ):
        with clock.frozen(moment):
            run_timed("events.advance_events")
        assert read_event(ctx, event.id).state == expected
    assert read_event(ctx, quiet.id).state == "draft"


def test_an_event_that_was_published_after_its_end_stays_as_it_was_set(running):
    ctx = member_context()
    event = make_event(ctx)
    with clock.frozen(event.ends_at + timedelta(days=1)):
        events.publish_event(ctx, event.id)
        run_timed("events.advance_events")
    assert read_event(ctx, event.id).state == "published"


def test_a_list_comes_in_pages_newest_first_with_a_fixed_number_of_statements(running, statements):
    ctx = member_context()
    made = [make_event(ctx, title=f"Event {number}").id for number in range(5)]
    del statements[:]
    first = read_events(ctx, PageRequest(limit=2))
    few = len(statements)
    assert [event.id for event in first.items] == [made[4], made[3]]
    del statements[:]
    assert len(read_events(ctx, PageRequest(limit=50)).items) == 5
    assert len(statements) == few <= 2


def test_states_filter_the_list(caller):
    caller.create()
    published = caller.create()
    caller("POST", f"/{published['id']}/publish")
    found = caller("GET", query_string={"state": "published"}).json["items"]
    assert [event["id"] for event in found] == [published["id"]]
    either = caller("GET", query_string={"state": ["published", "draft"]}).json["items"]
    assert len(either) == 2
    assert pointers(caller("GET", query_string={"state": "lost"})) == ["?state/0"]


def test_events_are_found_by_part_of_their_title_or_address(caller):
    night = caller.create(title="Lantern Night 100%", slug="river")
    caller.create(title="Morning Run", slug="park")
    for asked in ("lantern", "100%", "RIVER"):
        found = caller("GET", query_string={"q": asked}).json["items"]
        assert [event["id"] for event in found] == [night["id"]]
    assert caller("GET", query_string={"q": "_"}).json["items"] == []


def test_roles_may_what_their_permission_says(client):
    for role, read, write, publish in (
        ("admin", 200, 201, 200),
        ("staff", 200, 201, 403),
        ("partner", 403, 403, 403),
    ):
        member = Caller(client, role)
        event = make_event(context_of(member.organization, member.organization.owner))
        assert member("GET", f"/{event.id}").status_code == read
        assert member("POST", json=SUMMIT).status_code == write
        assert member("POST", f"/{event.id}/publish").status_code == publish


def test_a_grant_for_one_event_opens_no_other(client):
    organization = make_organization()
    owner = context_of(organization, organization.owner)
    mine, other = make_event(owner), make_event(owner)
    helper = context_of(organization, add_member(organization, "staff", event_ids=(mine.id,)))
    assert [event.id for event in read_events(helper, PageRequest()).items] == [mine.id]
    assert read_event(helper, mine.id).id == mine.id
    with pytest.raises(NotFound):
        read_event(helper, other.id)


def test_another_organization_s_events_are_not_there(caller, client):
    stranger = Caller(client)
    event = caller.create()
    for method, path, sent in (
        ("GET", "", None),
        ("PATCH", "", {"title": "Mine"}),
        ("DELETE", "", None),
        ("POST", "/publish", {}),
        ("GET", "/publish-checklist", None),
        ("GET", "/programme", None),
        ("GET", "/sessions", None),
        ("GET", "/conflicts", None),
    ):
        through_own = stranger(method, f"/{event['id']}{path}", json=sent)
        through_theirs = client.open(
            f"{caller.base}/{event['id']}{path}",
            method=method,
            json=sent,
            headers=bearer(stranger.user),
        )
        assert (through_own.status_code, through_theirs.status_code) == (404, 404), (method, path)
    assert caller("GET", f"/{event['id']}").json == event
