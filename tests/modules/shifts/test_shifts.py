"""Gates and shifts: planned in the event's zone, overlaps flagged, everybody sees their own."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from icalendar import Calendar
from tests.factories.people import MadeUser, add_member, bearer
from tests.factories.sales import MadeShop, make_shop

from turnout.kernel.context import system_in
from turnout.kernel.db.tx import transaction
from turnout.modules.events import api as events
from turnout.modules.organizations import api as organizations

pytestmark = pytest.mark.usefixtures("running")
ZONE = "Europe/Brussels"


@pytest.fixture
def shop() -> MadeShop:
    return make_shop(time_zone=ZONE)


def base(shop: MadeShop) -> str:
    return f"/api/v1/organizations/{shop.organization.id}"


def of_event(shop: MadeShop, path: str) -> str:
    return f"{base(shop)}/events/{shop.event_id}/{path}"


def owner(shop: MadeShop) -> dict[str, str]:
    return bearer(shop.organization.owner)


def plan(
    client: Any, shop: MadeShop, starts: str, ends: str, name: str = "Doors", **fields: Any
) -> Any:
    body = {"name": name, "starts_at": starts, "ends_at": ends, **fields}
    return client.post(of_event(shop, "shifts"), json=body, headers=owner(shop))


def gate(client: Any, shop: MadeShop, name: str) -> str:
    made = client.post(of_event(shop, "gates"), json={"name": name}, headers=owner(shop))
    assert made.status_code == 201, made.json
    return str(made.json["id"])


def assign(client: Any, shop: MadeShop, shift_id: str, *people: MadeUser) -> Any:
    with transaction(system_in(shop.organization.id, "tests")) as tx:
        found = [organizations.find_member_of(tx, each.id) for each in people]
    body = {"member_ids": [str(each.id) for each in found if each]}
    path = of_event(shop, f"shifts/{shift_id}/people")
    return client.put(path, json=body, headers=owner(shop))


def test_a_shift_is_planned_in_the_zone_of_its_event(client: Any, shop: MadeShop) -> None:
    made = plan(client, shop, "2031-07-05T10:00:00", "2031-07-05T14:00:00")
    assert made.status_code == 201, made.json
    assert made.json["starts_at"] == "2031-07-05T08:00:00+00:00"
    assert (made.json["starts_local"], made.json["time_zone"]) == ("2031-07-05T10:00:00", ZONE)


def test_a_shift_over_the_night_when_clocks_go_back_is_an_hour_longer(
    client: Any, shop: MadeShop
) -> None:
    made = plan(client, shop, "2031-10-25T22:00:00", "2031-10-26T06:00:00").json
    begun, ended = (datetime.fromisoformat(made[name]) for name in ("starts_at", "ends_at"))
    assert (ended - begun).total_seconds() == 9 * 3600
    second = plan(client, shop, "2031-10-26T02:30:00+01:00", "2031-10-26T06:00:00").json
    assert second["starts_at"] == "2031-10-26T01:30:00+00:00"


@pytest.mark.parametrize(
    ("starts", "ends", "pointer"),
    [
        ("2031-03-30T02:30:00", "2031-03-30T06:00:00", "/starts_at"),
        ("2031-07-05T10:00:00", "2031-07-05T10:00:00", "/ends_at"),
        ("2031-07-05T10:00:00", "2031-07-07T10:00:00", "/ends_at"),
    ],
)
def test_times_that_make_no_sense_are_refused_by_field(
    client: Any, shop: MadeShop, starts: str, ends: str, pointer: str
) -> None:
    refused = plan(client, shop, starts, ends)
    assert refused.status_code == 422
    assert refused.json["errors"][0]["pointer"] == pointer


def test_overlaps_of_one_person_are_flagged_and_those_that_touch_are_not(
    client: Any, shop: MadeShop
) -> None:
    ada, ben = add_member(shop.organization, "staff"), add_member(shop.organization, "staff")
    other = make_shop(shop.organization, time_zone="UTC")
    first = plan(client, shop, "2031-07-05T10:00:00", "2031-07-05T14:00:00").json["id"]
    touching = plan(client, shop, "2031-07-05T14:00:00", "2031-07-05T18:00:00").json["id"]
    elsewhere = plan(client, other, "2031-07-05T09:00:00", "2031-07-05T10:00:00").json["id"]
    assign(client, shop, first, ada, ben)
    assign(client, shop, touching, ada)
    answer = assign(client, other, elsewhere, ada)
    assert answer.json["people"][0]["overlaps"] == [first]
    listed = client.get(of_event(shop, "shifts"), headers=owner(shop)).json["items"]
    people = {each["id"]: each["people"] for each in listed}
    flagged = {len(each["people"]): each for each in listed}[2]["people"]
    assert sorted(len(each["overlaps"]) for each in flagged) == [0, 1]
    assert [each["overlaps"] for each in people[touching]] == [[]]


def test_everybody_sees_their_own_shifts_and_takes_them_along(client: Any, shop: MadeShop) -> None:
    ada, ben = add_member(shop.organization, "staff"), add_member(shop.organization, "staff")
    north = gate(client, shop, "North")
    mine = plan(client, shop, "2031-07-05T10:00:00", "2031-07-05T14:00:00", gate_id=north).json
    plan(client, shop, "2031-07-06T10:00:00", "2031-07-06T14:00:00")
    assign(client, shop, mine["id"], ada)
    [seen] = client.get(f"{base(shop)}/my-shifts", headers=bearer(ada)).json["items"]
    assert (seen["id"], seen["gate_name"], seen["starts_local"]) == (
        mine["id"],
        "North",
        "2031-07-05T10:00:00",
    )
    assert client.get(f"{base(shop)}/my-shifts", headers=bearer(ben)).json["items"] == []
    answer = client.get(f"{base(shop)}/my-shifts/calendar", headers=bearer(ada))
    assert answer.content_type.startswith("text/calendar")
    [entry] = Calendar.from_ical(answer.get_data()).walk("VEVENT")
    assert str(entry["location"]) == "North"
    assert entry.decoded("dtstart").utcoffset().total_seconds() == 7200


def test_only_managers_plan_and_only_members_work(client: Any, shop: MadeShop) -> None:
    staff = add_member(shop.organization, "staff")
    shift = plan(client, shop, "2031-07-05T10:00:00", "2031-07-05T14:00:00").json["id"]
    body = {"name": "x", "starts_at": "2031-07-05T10:00:00", "ends_at": "2031-07-05T14:00:00"}
    assert (
        client.post(of_event(shop, "shifts"), json=body, headers=bearer(staff)).status_code == 403
    )
    path = of_event(shop, f"shifts/{shift}/people")
    wrong = client.put(path, json={"member_ids": [str(UUID(int=7))]}, headers=owner(shop))
    assert wrong.json["errors"][0]["pointer"] == "/member_ids/0"


def test_who_leaves_the_organization_leaves_its_shifts(client: Any, shop: MadeShop) -> None:
    ada = add_member(shop.organization, "staff")
    shift = plan(client, shop, "2031-07-05T10:00:00", "2031-07-05T14:00:00").json["id"]
    assign(client, shop, shift, ada)
    assert client.post(f"{base(shop)}/leave", headers=bearer(ada)).status_code == 204
    [listed] = client.get(of_event(shop, "shifts"), headers=owner(shop)).json["items"]
    assert listed["people"] == []


def test_a_gate_has_its_name_once_and_stays_while_shifts_are_there(
    client: Any, shop: MadeShop
) -> None:
    north = gate(client, shop, "North")
    again = client.post(of_event(shop, "gates"), json={"name": "North"}, headers=owner(shop))
    assert again.json["code"] == "shifts.gate-taken"
    shift = plan(client, shop, "2031-07-05T10:00:00", "2031-07-05T14:00:00", gate_id=north).json
    path = of_event(shop, f"gates/{north}")
    assert client.delete(path, headers=owner(shop)).json["code"] == "shifts.gate-in-use"
    stale = owner(shop) | {"If-Match": '"9"'}
    one = of_event(shop, f"shifts/{shift['id']}")
    assert client.patch(one, json={"gate_id": None}, headers=stale).status_code == 412
    assert client.patch(one, json={"gate_id": None}, headers=owner(shop)).json["version"] == 2
    assert client.delete(path, headers=owner(shop)).status_code == 204
    assert client.delete(one, headers=owner(shop)).status_code == 204


def test_staff_scan_at_their_gate_only_and_who_plans_anywhere(client: Any, shop: MadeShop) -> None:
    ada, free = add_member(shop.organization, "staff"), add_member(shop.organization, "staff")
    north = gate(client, shop, "North")
    shift = plan(client, shop, "2031-07-05T10:00:00", "2031-07-05T14:00:00", gate_id=north).json
    assign(client, shop, shift["id"], ada)

    def scan(user: MadeUser, at: str) -> Any:
        body = {"code": "0000-0000", "gate": at}
        return client.post(of_event(shop, "checkins"), json=body, headers=bearer(user))

    refused = scan(ada, "South")
    assert (refused.status_code, refused.json["code"]) == (403, "shifts.other-gate")
    assert refused.json["gates"] == ["North"]
    for user, at in ((ada, "North"), (free, "South"), (shop.organization.owner, "South")):
        assert scan(user, at).status_code == 200


def test_shifts_move_with_an_event_of_a_series_by_the_clock(client: Any, shop: MadeShop) -> None:
    shift = plan(client, shop, "2031-10-24T10:00:00", "2031-10-24T12:00:00").json
    with transaction(system_in(shop.organization.id, "tests")) as tx:
        event = events.get_event_brief(tx, shop.event_id)
        moved = events.EventShift(event=event, by=timedelta(days=7), time_zone=ZONE)
        for shift_theirs in events.EVENT_SHIFTED:
            shift_theirs(tx, moved)
    [after] = client.get(of_event(shop, "shifts"), headers=owner(shop)).json["items"]
    assert after["id"] == shift["id"]
    assert (after["starts_local"], after["starts_at"]) == (
        "2031-10-31T10:00:00",
        "2031-10-31T09:00:00+00:00",
    )
