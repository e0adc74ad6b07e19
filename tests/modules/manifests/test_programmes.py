"""The programme of a manifest's event: local times, tracks, rooms and people by their names."""

from typing import Any

import pytest
from tests.modules.manifests.test_apply import (
    EVENT,
    JOB,
    Written,
    document,
    event_of,
    slug,
    written,
)

from turnout.kernel.context import system_in
from turnout.kernel.db.tx import transaction
from turnout.manifest_files.errors import BadManifest
from turnout.modules.manifests import api as manifests
from turnout.modules.manifests.service.programmes import create_programme
from turnout.modules.programme import api as programme

__all__ = ["slug", "written"]
pytestmark = pytest.mark.usefixtures("running")

OPENING = {
    "title": "Opening",
    "at": "09:00",
    "minutes": 45,
    "kind": "keynote",
    "track": "Main",
    "room": "Hall",
    "speakers": ["Ada", "Bo"],
}
WORKSHOP = {
    "title": "Workshop",
    "day": 2,
    "at": "00:30",
    "minutes": 90,
    "room": "Cellar",
    "places": 12,
    "needs_registration": True,
}
TALKS = EVENT | {
    "starts": "2027-03-27T09:00",
    "hours": 40,
    "location": {"name": "Old Mint", "city": "Lisbon", "country": "PT"},
    "speakers": [{"name": "Ada"}, {"name": "Bo"}],
    "programme": {
        "tracks": [{"name": "Main", "color": "#123456"}, {"name": "Side"}],
        "sessions": [OPENING, WORKSHOP, {"title": "Tea", "at": "10:00", "minutes": 15, "room": "Hall"}],
    },
}  # fmt: skip


def programme_of(slug: str) -> programme.Programme:
    event = event_of(slug)
    with transaction(system_in(event.organization_id, "test.manifests")) as tx:
        return programme.get_programme(tx, event.id)


def test_a_programme_is_made_with_its_event(slug: str, written: Written) -> None:
    """The clocks go forward in the night between the two days: local times stay what they are."""
    place = {"time_zone": "Europe/Lisbon"}
    wanted = written(document(slug, organization=place, events=[TALKS]))
    manifests.apply(JOB, wanted)
    made = programme_of(slug)
    assert [each.title for each in made.sessions] == ["Opening", "Tea", "Workshop"]
    opening, _, workshop = made.sessions
    assert opening.starts_at.isoformat() == "2027-03-27T09:00:00+00:00"
    assert workshop.starts_at.isoformat() == "2027-03-28T00:30:00+00:00"
    assert workshop.ends_local.isoformat() == "2027-03-28T03:00:00"
    assert (workshop.capacity, workshop.needs_registration) == (12, True)
    assert [(each.name, each.colour) for each in made.tracks] == [
        ("Main", "#123456"),
        ("Side", None),
    ]
    assert opening.track_id == made.tracks[0].id
    assert {each.name for each in made.rooms} == {"Hall", "Cellar"}
    people = {each.id: each.name for each in made.speakers}
    assert [people[each] for each in opening.speaker_ids] == ["Ada", "Bo"]
    assert manifests.plan(JOB, wanted) == []


def test_a_run_that_was_cut_short_goes_on_and_makes_nothing_twice(slug: str, written: Written) -> None:  # fmt: skip
    draft = TALKS | {"published": False}
    short = {"tracks": [{"name": "Main"}], "sessions": [OPENING]}
    manifests.apply(JOB, written(document(slug, events=[draft | {"programme": short}])))
    event = event_of(slug)
    for _ in range(2):
        create_programme(
            system_in(event.organization_id, "test.manifests"), event, TALKS["programme"]
        )
    made = programme_of(slug)
    assert sorted(each.title for each in made.sessions) == ["Opening", "Tea", "Workshop"]
    assert sorted(each.name for each in made.rooms) == ["Cellar", "Hall"]
    assert [each.name for each in made.tracks] == ["Main", "Side"]


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"sessions": [OPENING | {"speakers": ["Cy"]}]}, "The event has no speaker Cy."),
        ({"sessions": [OPENING | {"track": "Back"}]}, "The event has no track Back."),
        ({"tracks": [{"name": "Main"}, {"name": "Main"}]}, "Main twice"),
        ({"sessions": [OPENING | {"at": "24:00"}]}, "at"),
        ({"sessions": [OPENING | {"minutes": 0}]}, "minutes"),
        ({"sessions": [OPENING | {"day": 0}]}, "day"),
        ({"sessions": []}, "sessions"),
    ],
)
def test_a_programme_that_cannot_be_is_refused_by_its_place(slug: str, written: Written, changes: dict[str, Any], says: str) -> None:  # fmt: skip
    wrong = TALKS | {"programme": TALKS["programme"] | changes}
    with pytest.raises(BadManifest) as refused:
        written(document(slug, events=[wrong]))
    [fault] = refused.value.errors
    assert says in f"{fault.pointer} {fault.detail}"
