"""Events that repeat: occurrences with their own stock; the past and what is sold stay."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.factories.people import add_member, bearer
from tests.factories.sales import MadeShop
from tests.factories.work import drain, run_timed
from tests.modules.events.api_client import Caller, pointers
from tests.prove.counts import PROVE

from turnout.kernel import clock
from turnout.kernel.db.tx import transaction
from turnout.kernel.errors import Invalid
from turnout.modules.catalog import api as catalog
from turnout.modules.events import api as events
from turnout.modules.inventory import api as inventory
from turnout.modules.series.api import RecurrenceInput, change_rule
from turnout.modules.series.errors import SoldPlaces
from turnout.modules.series.service import change_occurrence
from turnout.modules.series.types import OccurrenceChange, Reason, Scope

JAZZ = {
    "title": "Jazz Tuesday",
    "starts_at": "2030-03-05T20:00",
    "ends_at": "2030-03-05T23:30",
    "time_zone": "Europe/Brussels",
    "location": {"name": "Cellar", "city": "Ghent", "country": "BE"},
}
WEEKLY = {"rule": "FREQ=WEEKLY;COUNT=6"}
TUESDAYS = ["2030-03-05", "2030-03-12", "2030-03-19", "2030-03-26", "2030-04-02", "2030-04-09"]


class Evenings(Caller):
    """A caller with an event that repeats every Tuesday, six times."""

    def start(self, repetition=WEEKLY, **values):
        first = self.made("", {**JAZZ, **values})
        answer = self("POST", f"/{first['id']}/repeat", json=repetition)
        assert answer.status_code == 202, answer.json
        self.series = answer.json
        drain()
        return self.events()

    def ask(self, method, path="", **sent):
        """Ask for a path below the series."""
        path = f"{self.organization_path}/series/{self.series['id']}{path}"
        return self.client.open(path, method=method, headers=bearer(self.user), **sent)

    def events(self):
        return self.ask("GET", "/events").json["items"]

    def days(self):
        return [each["starts_local"][:10] for each in self.events()]

    def sell(self, event, *, places=1):
        """Publish an occurrence with a pool of its own and let somebody buy."""
        shop = MadeShop(self.organization, UUID(event["id"]))
        type_id = shop.add_type(capacity=30)
        events.publish_event(self.ctx, shop.event_id)
        basket = shop.basket(type_id, quantity=places)
        assert self.client.post(shop.orders_path, json=basket).status_code == 201

    def later(self, event, scope, **changes):
        """Change an occurrence at a time at which no sign-in of the tests is valid any more."""
        wanted = OccurrenceChange(scope=scope, changes=changes)
        series_id = UUID(self.series["id"])
        return change_occurrence(self.ctx, series_id, UUID(event["id"]), wanted=wanted)

    def repeat_from(self, event, rule):
        return change_rule(
            self.ctx,
            UUID(self.series["id"]),
            RecurrenceInput(rule=rule),
            from_event_id=UUID(event["id"]),
            confirm=True,
        )

    def change(self, event, scope, *, confirm=False, **changes):
        body = {"scope": scope, "changes": changes, "confirm": confirm}
        return self.ask("PATCH", f"/events/{event['id']}", json=body)


@pytest.fixture
def evenings(client, queued):
    return Evenings(client)


def test_an_event_becomes_a_series_of_events_each_by_itself(evenings):
    found = evenings.start()
    assert evenings.days() == TUESDAYS
    assert {each["series_id"] for each in found} == {evenings.series["id"]}
    assert [each["starts_at"] for each in found][2:5] == [
        "2030-03-19T19:00:00+00:00",
        "2030-03-26T19:00:00+00:00",
        "2030-04-02T18:00:00+00:00",  # the clocks changed, eight o'clock stays eight
    ]
    assert len({each["slug"] for each in found}) == 6
    assert {each["state"] for each in found} == {"draft"}
    assert evenings.ask("GET").json["is_complete"] is True


def test_each_occurrence_has_its_own_stock(evenings):
    first = evenings.made("", JAZZ)
    shop = MadeShop(evenings.organization, UUID(first["id"]))
    shop.add_type(capacity=30)
    evenings.series = evenings("POST", f"/{first['id']}/repeat", json=WEEKLY).json
    drain()
    drain()
    evenings.ask("POST", "/publish")
    found = evenings.events()
    with transaction(evenings.ctx) as tx:
        offers = [catalog.list_offers(tx, UUID(each["id"])) for each in found]
    assert [len(each) for each in offers] == [1] * 6
    third = offers[2][0]
    basket = MadeShop(evenings.organization, UUID(found[2]["id"])).basket(
        third.ticket_type_id, quantity=2
    )
    assert evenings.client.post(shop.orders_path, json=basket).status_code == 201
    pools = [each[0].pool_id for each in offers]
    with transaction(evenings.ctx) as tx:
        left = inventory.remaining(tx, pools)
    assert [left[pool] for pool in pools] == [30, 30, 28, 30, 30, 30]


def test_making_occurrences_again_makes_none(evenings):
    evenings.start()
    run_timed("series.generate_due_occurrences")
    drain()
    assert evenings.days() == TUESDAYS


def test_a_lost_message_is_made_up_for_by_the_timed_task(evenings):
    first = evenings.made("", JAZZ)
    series = evenings("POST", f"/{first['id']}/repeat", json=WEEKLY).json
    evenings.series = series
    assert (series["is_complete"], len(evenings.events())) == (False, 1)
    run_timed("series.generate_due_occurrences")
    assert evenings.days() == TUESDAYS


def test_a_change_of_all_waits_until_all_are_made(evenings):
    first = evenings.made("", JAZZ)
    evenings.series = evenings("POST", f"/{first['id']}/repeat", json=WEEKLY).json
    refused = evenings.change(first, "all", title="Blues Tuesday")
    assert (refused.status_code, refused.json["code"]) == (409, "events.series-unfinished")
    drain()
    assert evenings.change(first, "all", title="Blues Tuesday").status_code == 200


def test_a_long_series_is_made_in_portions(evenings):
    found = evenings.start({"rule": "FREQ=DAILY;COUNT=45"})
    assert len(found) == 45


def test_what_was_deleted_for_good_or_put_into_the_bin_is_not_made_again(evenings):
    found = evenings.start()
    for event in found[1:3]:
        assert evenings("DELETE", f"/{event['id']}").status_code == 204
    assert evenings("POST", f"/{found[1]['id']}/purge").status_code == 204
    rule = {"rule": "FREQ=WEEKLY;COUNT=4", "from_event_id": found[3]["id"]}
    assert evenings.ask("PUT", "/rule", json=rule).status_code == 200
    drain()
    assert evenings.days() == [TUESDAYS[0], *TUESDAYS[3:], "2030-04-16"]


def test_times_are_added_and_left_out(evenings):
    evenings.start(
        {
            **WEEKLY,
            "added_times": ["2030-03-15T20:00"],
            "left_out_times": ["2030-03-19T20:00"],
        }
    )
    expected = sorted([*TUESDAYS[:2], *TUESDAYS[3:], "2030-03-15"])
    assert evenings.days() == expected


@pytest.mark.parametrize(
    ("repetition", "pointer"),
    [
        ({"rule": "FREQ=DAILY"}, "/rule"),
        ({"rule": "FREQ=WEEKLY;BYDAY=MO;COUNT=3"}, "/rule"),
        ({}, "/rule"),
        ({"rule": "FREQ=DAILY;COUNT=3", "added_times": ["soon"]}, "/added_times/0"),
    ],
)
def test_a_rule_that_cannot_be_is_refused_by_field(evenings, repetition, pointer):
    first = evenings.made("", JAZZ)
    refused = evenings("POST", f"/{first['id']}/repeat", json=repetition)
    assert (refused.status_code, pointers(refused)) == (422, [pointer])


def test_a_rule_says_its_times_before_it_holds(evenings):
    first = evenings.made("", JAZZ)
    wanted = {**WEEKLY, "left_out_times": ["2030-03-19T20:00"]}
    said = evenings("POST", f"/{first['id']}/repeat-preview", json=wanted)
    assert (said.status_code, said.json["time_zone"]) == (200, "Europe/Brussels")
    assert [each["starts_local"][:10] for each in said.json["items"]] == [
        *TUESDAYS[:2],
        *TUESDAYS[3:],
    ]
    assert [said.json["items"][n]["starts_at"][11:19] for n in (0, -1)] == [
        "19:00:00",
        "18:00:00",
    ], "the clock stays as summer time begins"
    assert evenings("GET", f"/{first['id']}").json["series_id"] is None
    refused = evenings("POST", f"/{first['id']}/repeat-preview", json={"rule": "FREQ=DAILY"})
    assert (refused.status_code, pointers(refused)) == (422, ["/rule"])
    undated = evenings.made("", {"title": "Some day", "time_zone": "Europe/Brussels"})
    refused = evenings("POST", f"/{undated['id']}/repeat-preview", json=WEEKLY)
    assert (refused.status_code, pointers(refused)) == (422, ["/starts_at"])


def test_an_event_repeats_once_and_a_template_never(evenings):
    [first, *_] = evenings.start()
    again = evenings("POST", f"/{first['id']}/repeat", json=WEEKLY)
    assert again.json["code"] == "events.in-series-already"
    template = evenings.made("", {**JAZZ, "is_template": True})
    refused = evenings("POST", f"/{template['id']}/repeat", json=WEEKLY)
    assert refused.json["code"] == "events.template-stays"


def test_changing_one_leaves_the_others_and_later_changes_leave_it(evenings):
    found = evenings.start()
    evenings.change(found[2], "one", title="Jazz Gala", starts_at="2030-03-20T19:00")
    evenings.change(found[0], "all", title="Blues Tuesday")
    titles = [each["title"] for each in evenings.events()]
    assert titles == ["Blues Tuesday"] * 2 + ["Jazz Gala"] + ["Blues Tuesday"] * 3
    assert evenings.days()[2] == "2030-03-20"


def test_this_and_following_moves_by_the_clock_with_the_programme(evenings):
    first = evenings.made("", JAZZ)
    talk = {"title": "Set", "starts_at": "2030-03-05T21:00", "ends_at": "2030-03-05T22:00"}
    evenings.made(f"/{first['id']}/sessions", talk)
    evenings.series = evenings("POST", f"/{first['id']}/repeat", json=WEEKLY).json
    drain()
    found = evenings.events()
    answer = evenings.change(
        found[3], "following", starts_at="2030-03-27T19:00", ends_at="2030-03-27T22:00"
    )
    assert len(answer.json["changed"]) == 3
    moved = [each["starts_local"] for each in evenings.events()]
    assert moved[2:] == [
        "2030-03-19T20:00:00",
        "2030-03-27T19:00:00",
        "2030-04-03T19:00:00",
        "2030-04-10T19:00:00",
    ]
    programme = evenings("GET", f"/{found[4]['id']}/programme").json
    assert programme["sessions"][0]["starts_local"] == "2030-04-03T20:00:00"


def test_the_past_is_left_alone(evenings):
    found = evenings.start()
    with clock.frozen(datetime(2030, 3, 20, tzinfo=UTC)):
        answer = evenings.later(found[5], Scope.ALL, title="Late Jazz")
        following = evenings.later(found[1], Scope.FOLLOWING, summary="New")
    assert [str(each.event_id) for each in answer.left_alone] == [e["id"] for e in found[:3]]
    assert {each.reason for each in answer.left_alone} == {Reason.PAST}
    assert [each["title"] for each in evenings.events()][:3] == ["Jazz Tuesday"] * 3
    assert UUID(found[1]["id"]) not in following.changed


def test_moving_sold_places_asks_first_and_then_tells_the_buyers(evenings):
    found = evenings.start()
    evenings.sell(found[4], places=2)
    times = {"starts_at": "2030-03-26T19:00", "ends_at": "2030-03-26T22:00"}
    refused = evenings.change(found[3], "following", **times)
    assert (refused.status_code, refused.json["code"]) == (409, "events.sold-places")
    assert refused.json["events"] == [{"event_id": found[4]["id"], "places": 2}]
    assert evenings.events()[3]["starts_local"] == "2030-03-26T20:00:00"
    assert evenings.change(found[3], "following", title="No move").status_code == 200
    assert evenings.change(found[3], "following", confirm=True, **times).status_code == 200
    assert evenings.events()[4]["starts_local"] == "2030-04-02T19:00:00"
    [told] = evenings("GET", f"/{found[4]['id']}/order-actions").json["items"]
    assert (told["step"], told["orders"]) == ("move", "keep")
    assert evenings("GET", f"/{found[5]['id']}/order-actions").json["items"] == []


def test_another_rule_keeps_what_is_sold_and_what_was_changed_by_itself(evenings):
    found = evenings.start()
    evenings.sell(found[3])
    evenings.change(found[4], "one", title="Jazz Gala")
    rule = {"rule": "FREQ=WEEKLY;INTERVAL=4;COUNT=2", "from_event_id": found[1]["id"]}
    answer = evenings.ask("PUT", "/rule", json=rule).json
    drain()
    assert {(e["event_id"], e["reason"]) for e in answer["left_alone"]} == {
        (found[3]["id"], "sold"),
        (found[4]["id"], "changed_by_itself"),
    }
    assert evenings.days() == [TUESDAYS[0], TUESDAYS[1], TUESDAYS[3], TUESDAYS[4], TUESDAYS[5]]
    assert found[5]["id"] in answer["changed"]
    again = {**rule, "rule": "FREQ=WEEKLY;COUNT=2", "confirm": True}
    evenings.ask("PUT", "/rule", json=again)
    drain()
    assert evenings.days() == [*TUESDAYS[:4]]


def test_a_rule_cannot_change_from_an_event_of_the_past(evenings):
    found = evenings.start()
    with clock.frozen(datetime(2030, 3, 20, tzinfo=UTC)), pytest.raises(Invalid) as refused:
        evenings.repeat_from(found[0], "FREQ=WEEKLY;COUNT=2")
    assert refused.value.errors[0].pointer == "/from_event_id"


@settings(
    max_examples=10 if PROVE else 4,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    deadline=None,
)
@given(
    st.sets(st.integers(0, 5), max_size=2),
    st.integers(0, 5),
    st.sampled_from(["following", "all", "rule"]),
    st.sampled_from(["FREQ=WEEKLY;COUNT=2", "FREQ=DAILY;COUNT=3", "FREQ=MONTHLY;COUNT=3"]),
    st.integers(0, 45),
)
def test_no_change_of_a_series_touches_the_past_or_loses_a_sold_event(
    client, queued, sold, named, reach, rule, days
):
    evenings = Evenings(client)
    found = evenings.start()
    for index in sold:
        evenings.sell(found[index])
    drain()
    before = {each["id"]: each for each in evenings.events()}
    now = datetime(2030, 3, 4, tzinfo=UTC) + timedelta(days=days)
    with clock.frozen(now):
        with suppress(Invalid, SoldPlaces):
            if reach == "rule":
                evenings.repeat_from(found[named], rule)
            else:
                start = datetime.fromisoformat(found[named]["starts_local"])
                moved = start + timedelta(hours=1)
                evenings.later(found[named], Scope(reach), starts_at=moved)
        drain()
    after = {each["id"]: each for each in evenings.events()}
    for key, event in before.items():
        is_past = datetime.fromisoformat(event["starts_at"]) <= now
        is_sold = key in {found[index]["id"] for index in sold}
        if is_past:
            assert after[key] == event
        if is_sold:
            assert after[key]["starts_at"] == event["starts_at"]
    times = [each["occurrence_local"] for each in after.values() if each["occurrence_local"]]
    assert len(times) == len(set(times))


def test_the_page_of_a_series_shows_its_public_events(evenings, client):
    found = evenings.start()
    published = evenings.ask("POST", "/publish").json
    assert (len(published["published"]), published["not_ready"]) == (6, [])
    evenings("PATCH", f"/{found[2]['id']}", json={"visibility": "private"})
    path = f"{evenings.organization_path}/public-series/jazz-tuesday"
    assert client.get(path).status_code == 404
    evenings.ask("PATCH", json={"is_public": True, "description": "<p>Jazz<script>x</script></p>"})
    page = client.get(path).json
    assert page["description"] == "<p>Jazz</p>"
    assert [each["id"] for each in page["events"]] == [
        each["id"] for each in found if each["id"] != found[2]["id"]
    ]


def test_events_of_any_kind_are_put_together_by_hand(evenings):
    one, two = evenings.create(title="One"), evenings.create(title="Two")
    answer = evenings.client.post(
        f"{evenings.organization_path}/series",
        json={"title": "Festival year", "slug": "year"},
        headers=bearer(evenings.user),
    )
    evenings.series = answer.json
    for event in (one, two):
        assert evenings.ask("PUT", f"/events/{event['id']}").status_code == 204
    assert len(evenings.events()) == 2
    assert evenings.ask("DELETE", f"/events/{one['id']}").status_code == 204
    assert [each["id"] for each in evenings.events()] == [two["id"]]
    rule = {**WEEKLY, "from_event_id": two["id"]}
    assert evenings.ask("PUT", "/rule", json=rule).json["code"] == "events.not-repeated"
    taken = evenings.client.post(
        f"{evenings.organization_path}/series",
        json={"title": "Other", "slug": "year"},
        headers=bearer(evenings.user),
    )
    assert (taken.status_code, taken.json["code"]) == (409, "events.series-slug-taken")
    assert evenings.ask("DELETE").status_code == 204
    assert evenings("GET", f"/{two['id']}").json["series_id"] is None


def test_an_event_belongs_to_one_series_only(evenings):
    [first, *_] = evenings.start()
    other = evenings.client.post(
        f"{evenings.organization_path}/series",
        json={"title": "Other"},
        headers=bearer(evenings.user),
    ).json
    refused = evenings.client.put(
        f"{evenings.organization_path}/series/{other['id']}/events/{first['id']}",
        headers=bearer(evenings.user),
    )
    assert refused.json["code"] == "events.in-series-already"


def test_a_series_over_somebody_else_s_change_is_refused(evenings):
    evenings.start()
    path = f"{evenings.organization_path}/series/{evenings.series['id']}"
    headers = {**bearer(evenings.user), "If-Match": '"99"'}
    late = evenings.client.patch(path, json={"title": "X"}, headers=headers)
    assert late.status_code == 412


def test_another_organization_s_series_is_not_there(evenings, client):
    [first, *_] = evenings.start()
    stranger = Evenings(client)
    stranger.series = evenings.series
    body = {"scope": "one", "changes": {"title": "Mine"}}
    for method, path, sent in (
        ("GET", "", None),
        ("PATCH", "", {"title": "Mine"}),
        ("DELETE", "", None),
        ("GET", "/events", None),
        ("PUT", f"/events/{first['id']}", None),
        ("PATCH", f"/events/{first['id']}", body),
        ("DELETE", f"/events/{first['id']}", None),
        ("PUT", "/rule", {**WEEKLY, "from_event_id": first["id"]}),
        ("POST", "/publish", None),
    ):
        assert stranger.ask(method, path, json=sent).status_code == 404, (method, path)
    assert evenings.days() == TUESDAYS


def test_a_member_limited_to_one_event_changes_that_one_alone(evenings, client):
    found = evenings.start()
    helper = add_member(evenings.organization, "staff", event_ids=(UUID(found[1]["id"]),))
    evenings.user = helper
    assert evenings.change(found[1], "one", title="Mine").status_code == 200
    assert evenings.change(found[1], "following", title="All mine").status_code == 403
    assert evenings.change(found[2], "one", title="Theirs").status_code == 404
    assert [each["id"] for each in evenings.events()] == [found[1]["id"]]
    with transaction(evenings.ctx) as tx:
        assert events.get_event(tx, UUID(found[2]["id"])).title == "Jazz Tuesday"
