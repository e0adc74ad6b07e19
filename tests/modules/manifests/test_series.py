"""Series of manifests: their events, their passes, made once and finished where they were begun."""

from typing import Any

import pytest
from tests.modules.manifests.test_apply import (
    EVENT,
    JOB,
    Written,
    document,
    organization_of,
    said,
    slug,
    written,
)

from turnout.kernel.context import system_in
from turnout.kernel.db.tx import transaction
from turnout.manifest_files.errors import BadManifest
from turnout.modules.catalog import api as catalog
from turnout.modules.events import api as events
from turnout.modules.manifests import api as manifests
from turnout.modules.series.api import Series, find_series_by_slug

__all__ = ["slug", "written"]
pytestmark = pytest.mark.usefixtures("running")

EVENINGS = ("spring", "summer", "autumn")
PASS = {
    "name": "All three",
    "sold_by": "autumn",
    "price_minor": 6000,
    "capacity": 50,
    "tickets": dict.fromkeys(EVENINGS, "Seat"),
    "translations": {"de": {"name": "Alle drei"}},
}


def season(slug: str, **changes: Any) -> dict[str, Any]:
    seat = {"name": "Seat", "capacity": 80, "price_minor": 2500}
    evenings = [
        {**EVENT, "slug": each, "title": each.title(), "ticket_types": [seat], "published": True}
        for each in EVENINGS
    ]
    series = {
        "slug": "year",
        "title": "The year",
        "public": True,
        "events": list(EVENINGS),
        "passes": [PASS],
    }
    return document(slug, events=evenings, series=[{**series, **changes}])


def found(slug: str) -> tuple[Series, list[Any], list[Any]]:
    with transaction(system_in(organization_of(slug).id, "test")) as tx:
        series = find_series_by_slug(tx, "year")
        assert series is not None
        members = events.events_of_series(tx, series.id)
        passes = catalog.list_passes(tx, [each.id for each in members])
        shown = catalog.passes_of_series(tx, series.id)
    return series, passes, list(shown)


def test_a_season_is_made_with_its_pass_and_then_left_alone(slug: str, written: Written) -> None:
    wanted = written(season(slug))
    taken = said(manifests.apply(JOB, wanted))
    assert taken[-1] == f"+ {slug}: series year (events 3, passes 1)"
    series, [(seller, made)], [shown] = found(slug)
    assert (series.title, series.is_public) == ("The year", True)
    assert (made.name, made.price.minor, made.is_pass) == ("All three", 6000, True)
    assert [each.title for each in made.admits_to] == ["Spring", "Summer", "Autumn"]
    assert (shown.left, shown.event_slug, shown.event_id) == (50, "autumn", seller)
    assert said(manifests.apply(JOB, wanted)) == []


def test_a_season_that_was_begun_is_finished(slug: str, written: Written) -> None:
    manifests.apply(JOB, written(season(slug, events=["spring", "autumn"], passes=[])))
    steps = manifests.apply(JOB, written(season(slug)))
    assert said(steps) == [f"~ {slug}: series year: events 2 → 3, passes 0 → 1"]
    assert len(found(slug)[1]) == 1


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"tickets": {"spring": "Seat", "winter": "Seat", "autumn": "Seat"}}, "winter is no event"),
        ({"tickets": {"spring": "Seat", "summer": "Seat"}}, "does not admit to autumn"),
        ({"tickets": {"autumn": "Seat"}}, "not have enough properties"),
        ({"places": 0}, "less than the minimum"),
    ],
)
def test_a_pass_that_cannot_be_is_refused_before_anything_is_made(
    slug: str, written: Written, changes: dict[str, Any], says: str
) -> None:
    with pytest.raises(BadManifest) as refused:
        written(season(slug, passes=[{**PASS, **changes}]))
    assert says in str(refused.value.errors)


def test_an_event_or_ticket_type_that_is_not_there_is_named(slug: str, written: Written) -> None:
    with pytest.raises(BadManifest) as refused:
        manifests.apply(JOB, written(season(slug, events=[*EVENINGS, "winter"])))
    assert "No event winter" in str(refused.value.errors)
    nothing = {**PASS, "tickets": {**PASS["tickets"], "summer": "Box"}}
    with pytest.raises(BadManifest) as refused:
        manifests.apply(JOB, written(season(slug, passes=[nothing])))
    assert "summer sells no Box" in str(refused.value.errors)
