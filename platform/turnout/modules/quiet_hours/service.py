"""Use cases of quiet hours: a person's own, and the sender's question."""

from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from turnout.kernel import time_zones
from turnout.kernel.context import PersonContext
from turnout.kernel.db.tx import Transaction, transaction
from turnout.modules.identity import api as identity
from turnout.modules.quiet_hours import queries, rules
from turnout.modules.quiet_hours.types import QuietHours

UTC_ZONE: Final = ZoneInfo("UTC")


def get_quiet_hours(ctx: PersonContext) -> QuietHours:
    """The person's quiet hours; those that count where they never said anything."""
    with transaction(identity.in_name_of(ctx, job="quiet-hours.get")) as tx:
        return queries.find_quiet_hours(tx, ctx.user_id) or rules.DEFAULT


def set_quiet_hours(ctx: PersonContext, hours: QuietHours) -> QuietHours:
    """Keep other hours, or switch them off; Invalid where they end as they begin."""
    rules.require_sound(hours)
    with transaction(identity.in_name_of(ctx, job="quiet-hours.set")) as tx:
        queries.write_quiet_hours(tx, ctx.user_id, hours)
    return hours


def find_end(tx: Transaction, email: str, *, zone: str) -> datetime | None:
    """Until when whoever has this address is left alone; None: they may be written to now.

    By the clocks of their account's time zone, or of `zone` for whoever has none or no account.
    Hours that somebody chose count for their proven address alone.
    """
    person = identity.find_people(tx, [email]).get(email) if email else None
    if person is None or not person.is_verified:
        return rules.end_of(rules.DEFAULT, tx.now, _zone(zone))
    hours = queries.find_quiet_hours(tx, person.id) or rules.DEFAULT
    there = zone if person.time_zone == rules.NOWHERE else person.time_zone
    return rules.end_of(hours, tx.now, _zone(there))


def _zone(name: str) -> ZoneInfo:
    return time_zones.find_zone(name) or UTC_ZONE
