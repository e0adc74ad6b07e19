"""Local times that may not exist or occur twice: one rule for all that moves or repeats.

A time that clocks skip moves forward by the length of the gap; of one that occurs twice the
first is meant (docs/decisions/0012). What people type is stricter: there a skipped time is
refused, see `rules.local_time`.
"""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from turnout.modules.events.schedule.values import in_zone


def place(local: datetime, zone: ZoneInfo) -> datetime:
    """The UTC instant of what clocks in `zone` show."""
    return in_zone(local, zone)[0].astimezone(UTC)


def clocks(moment: datetime, zone: ZoneInfo) -> datetime:
    """What clocks in `zone` show at an instant, without an offset."""
    return moment.astimezone(zone).replace(tzinfo=None, fold=0)


def place_span(
    starts: datetime, ends: datetime, zone: ZoneInfo, *, length: timedelta
) -> tuple[datetime, datetime]:
    """Start and end as instants, by the clock; `length` where a gap would turn them round."""
    begin, finish = place(starts, zone), place(ends, zone)
    return begin, finish if finish > begin else begin + length


def shift(
    moment: datetime, zone: ZoneInfo, by: timedelta, *, into: ZoneInfo | None = None
) -> datetime:
    """Move an instant so that clocks show `by` more: ten o'clock stays ten o'clock over DST.

    Nothing to move stays the very instant, also the second of two equal local times. `into`
    another zone, its clocks show what those of `zone` would have.
    """
    target = into or zone
    if not by and target.key == zone.key:
        return moment
    return place(clocks(moment, zone) + by, target)
