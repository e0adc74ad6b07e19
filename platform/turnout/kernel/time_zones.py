"""Time zones: local times that clocks skip or show twice, one rule for all that moves or repeats.

A time that clocks skip moves forward by the length of the gap; of one that occurs twice the
first is meant (docs/decisions/0012). What people type is stricter: there a skipped time is
refused, see `rules.local_time`.
"""

from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import cache
from zoneinfo import ZoneInfo, available_timezones


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


def day_bounds(
    first_day: date | None, last_day: date | None, zone: ZoneInfo
) -> tuple[datetime | None, datetime | None]:
    """The instants at which a period of local days begins and is over; None: it has no such end."""
    begins = None if first_day is None else datetime.combine(first_day, time.min, tzinfo=zone)
    if last_day is None or last_day == date.max:
        return begins, None
    return begins, datetime.combine(last_day + timedelta(days=1), time.min, tzinfo=zone)


@cache
def zone_names() -> frozenset[str]:
    """Without the two that mean something else on each machine, or nothing.

    Read once: `available_timezones` opens six hundred files each time it is asked.
    """
    return frozenset(available_timezones()) - {"localtime", "Factory"}


def find_zone(name: str) -> ZoneInfo | None:
    return ZoneInfo(name) if name in zone_names() else None


def in_zone(local: datetime, zone: tzinfo) -> tuple[datetime, str | None]:
    """Place a local time in `zone`, and say what was odd about it.

    A time that a clock change skips moves forward by the length of the gap; one that occurs
    twice is taken the first time. Both are what PEP 495 does with fold=0.
    """
    first = local.replace(tzinfo=zone, fold=0)
    normal = first.astimezone(UTC).astimezone(zone)
    if normal.replace(tzinfo=None) != local:
        return normal, "time-does-not-exist"
    if first.utcoffset() != local.replace(tzinfo=zone, fold=1).utcoffset():
        return first, "time-occurs-twice"
    return first, None
