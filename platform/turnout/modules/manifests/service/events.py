"""Making an event of a manifest, or finishing one that an earlier run left as a draft."""

from datetime import date
from zoneinfo import ZoneInfo

from turnout.kernel import clock
from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.tx import transaction
from turnout.modules.events import api as events
from turnout.modules.manifests import policies
from turnout.modules.manifests.documents import Event
from turnout.modules.manifests.service import ticket_types
from turnout.modules.organizations import api as organizations


def finish_event(ctx: OrganizationContext, wanted: Event) -> None:
    """Make the event, what it sells and asks, and publish it when the file says so.

    Each step commits by itself and is skipped when it is done; published comes last, so a run
    that was cut short leaves a draft.
    """
    policies.require_platform(ctx)
    with transaction(ctx) as tx:
        there = events.find_event_by_slug(tx, wanted.slug)
        home = organizations.branding_of(tx)
    if there is None:
        today = clock.now().astimezone(ZoneInfo(home.time_zone)).date()
        there = events.create_event(ctx, _new_event(wanted, today))
    offers = ticket_types.create_ticket_types(
        ctx, there, wanted=wanted.ticket_types, currency=home.currency
    )
    if wanted.form:
        ticket_types.create_form(ctx, there, form=wanted.form, offers=offers)
    if wanted.published and there.state is events.State.DRAFT:
        events.publish_event(ctx, there.id)


def _new_event(wanted: Event, today: date) -> events.NewEvent:
    return events.NewEvent(
        title=wanted.title,
        slug=wanted.slug,
        summary=wanted.summary,
        description=wanted.description,
        kind=events.EventKind(wanted.kind),
        starts_at=wanted.starts_at(today),
        ends_at=wanted.ends_at(today),
        location=events.Location(**wanted.location) if wanted.location else None,
        online_url=wanted.online_url or None,
        category=wanted.category,
        tags=wanted.tags,
    )
