"""Use cases of visits: counted on a page, written down each minute, summed up when they are old."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from time import monotonic
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from turnout.kernel import clock, runtime
from turnout.kernel.cache import RedisDown
from turnout.kernel.context import OrganizationContext, PublicContext, SystemContext, system_in
from turnout.kernel.db.tx import AlreadyHandled, Transaction, transaction
from turnout.kernel.errors import require_version
from turnout.modules.events import api as events
from turnout.modules.visits import buffer, policies, queries, rules
from turnout.modules.visits.metrics import COUNTED
from turnout.modules.visits.types import SourceKind, Step, Visit, VisitCounting, VisitSource

WRITE: Final = "visits.write"
SUM_UP: Final = "visits.sum-up"
MOST_EVENTS: Final = 1_000
BELIEVED_SECONDS: Final = 60.0
MOST_REMEMBERED: Final = 10_000
DAY: Final = timedelta(days=1)
DEFAULT: Final = VisitCounting(is_on=True, version=0)
_believed: dict[UUID, tuple[float, bool]] = {}
"""Whether visits of an organization are counted, and when this process asked."""


def count_seen(
    organization_id: UUID,
    event_id: UUID,
    *,
    query: Mapping[str, str],
    headers: Mapping[str, str],
    own_host: str,
) -> None:
    """Count that an event's page was seen; robots and who refuses are left out."""
    if rules.is_visit(headers):
        source = rules.source_of(query, headers, own_host=own_host)
        _add(organization_id, event_id, source, Step.SEEN.value)


def count_session(
    organization_id: UUID, event_id: UUID, session_id: UUID, *, headers: Mapping[str, str]
) -> None:
    """Count that a session's page was seen, whoever came from wherever."""
    if rules.is_visit(headers):
        step = f"{rules.SESSION}:{session_id}"
        _add(organization_id, event_id, VisitSource(device=""), step)


def count_started(
    organization_id: UUID,
    event_id: UUID,
    *,
    query: Mapping[str, str],
    headers: Mapping[str, str],
    own_host: str,
    is_framed: bool = False,
) -> VisitSource | None:
    """Count that a checkout was opened, and that the event was seen by who came there directly.

    The source is for the order; None where nobody is to be followed.
    """
    if rules.refuses_counting(headers) or not _is_counting(organization_id):
        return None
    source = rules.source_of(
        query, headers, own_host=own_host, is_framed=is_framed, by_own=SourceKind.DIRECT
    )
    if rules.is_visit(headers):
        if is_framed or rules.came_directly(headers, own_host=own_host):
            _add(organization_id, event_id, source, Step.SEEN.value)
        _add(organization_id, event_id, source, Step.STARTED.value)
    return source


def source_of_order(said: VisitSource, headers: Mapping[str, str]) -> VisitSource | None:
    """What is kept of an order's source: cleaned, on this request's device; None of who refuses."""
    if rules.refuses_counting(headers):
        return None
    return rules.known_source(replace(said, device=rules.device_of(headers)))


def write_visits() -> None:
    """Write down what was counted since the last time; each batch once, whoever is killed."""
    with suppress(RedisDown):
        for batch in buffer.take():
            by_organization: defaultdict[UUID, list[Visit]] = defaultdict(list)
            for each in buffer.read(batch):
                by_organization[each.organization_id].append(each)
            for organization_id, visits in by_organization.items():
                ctx = replace(system_in(organization_id, WRITE), cause=(WRITE, batch))
                with suppress(AlreadyHandled):
                    _write(ctx, visits)
            buffer.drop(batch)


def sum_up_old() -> None:
    """Turn hours that were kept for their time into sums of days."""
    kept = timedelta(days=runtime.current().settings.visit_hour_days)
    before = clock.now() - kept
    with transaction(SystemContext(job=SUM_UP)) as tx:
        found = queries.list_with_old(tx, before=before, most=MOST_EVENTS)
    for organization_id, event_id in found:
        with transaction(system_in(organization_id, SUM_UP)) as tx:
            zones = _zones(tx, [event_id])
            hours = queries.take_old(tx, event_id, before=before)
            queries.add_days(tx, rules.by_day(hours, zones))


def get_counting(ctx: OrganizationContext) -> VisitCounting:
    policies.require_can_read(ctx)
    with transaction(ctx) as tx:
        return queries.find_counting(tx) or DEFAULT


def set_counting(ctx: OrganizationContext, *, is_on: bool, version: int | None) -> VisitCounting:
    """Have visits counted or not; what was counted stays."""
    policies.require_can_manage(ctx)
    with transaction(ctx) as tx:
        require_version(version, (queries.find_counting(tx) or DEFAULT).version)
        queries.set_counting(tx, is_on=is_on)
        found = queries.find_counting(tx) or DEFAULT
    _believed.pop(ctx.organization_id, None)
    return found


def is_counting(tx: Transaction) -> bool:
    """Whether visits of the organization are counted."""
    return (queries.find_counting(tx) or DEFAULT).is_on


def _is_counting(organization_id: UUID) -> bool:
    """The same, asked once a minute by each process."""
    asked_at, is_on = _believed.get(organization_id, (-BELIEVED_SECONDS, True))
    if monotonic() - asked_at < BELIEVED_SECONDS:
        return is_on
    with transaction(PublicContext(organization_id=organization_id)) as tx:
        is_on = is_counting(tx)
    if len(_believed) >= MOST_REMEMBERED:
        _believed.clear()
    _believed[organization_id] = (monotonic(), is_on)
    return is_on


def _add(organization_id: UUID, event_id: UUID, source: VisitSource, step: str) -> None:
    at = rules.quarter_of(clock.now())
    buffer.add(organization_id, event_id, at, step=step, source=source)


def _write(ctx: OrganizationContext, visits: Sequence[Visit]) -> None:
    """Add visits to the hours of their events, where the organization has them counted."""
    with transaction(ctx) as tx:
        if not is_counting(tx):
            return
        zones = _zones(tx, {each.event_id for each in visits})
        counts = rules.by_hour(visits, zones)
        if counts:
            since = min(hour for _, hour, _, _ in counts) - DAY
            known = queries.list_known(tx, zones, since=since)
            queries.add_hours(tx, rules.bounded(counts, known, zones))
        if sessions := rules.by_session(visits, zones):
            queries.add_sessions(tx, sessions)
    COUNTED.add(sessions.total(), step=rules.SESSION)
    for (_, _, step, _), number in counts.items():
        COUNTED.add(number, step=step)


def _zones(tx: Transaction, event_ids: Collection[UUID]) -> dict[UUID, ZoneInfo]:
    return {each.id: ZoneInfo(each.time_zone) for each in events.events_by_id(tx, event_ids)}
