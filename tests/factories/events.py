"""Events as organizers make them, through the front door."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from turnout.kernel.context import OrganizationContext
from turnout.modules.events import api as events

SCHEDULES = Path(__file__).parents[1] / "data" / "schedules"
HALL = events.Location(name="Tsavo Hall", street="Harambee Avenue 1", city="Nairobi", country="KE")
IN_BRUSSELS = "Europe/Brussels"


def make_event(ctx: OrganizationContext, **values: Any) -> events.Event:
    """A draft that could be published; further fields as in NewEvent."""
    stated: dict[str, Any] = {
        "title": "Cloud Summit",
        "starts_at": datetime(2030, 2, 2, 8, tzinfo=UTC),
        "ends_at": datetime(2030, 2, 3, 17, tzinfo=UTC),
        "time_zone": IN_BRUSSELS,
        "location": HALL,
    }
    return events.create_event(ctx, events.NewEvent(**{**stated, **values}))


def make_published_event(ctx: OrganizationContext, **values: Any) -> events.Event:
    return events.publish_event(ctx, make_event(ctx, **values).id)


def schedule_file(name: str) -> bytes:
    """A schedule kept in tests/data/schedules."""
    return (SCHEDULES / name).read_bytes()
