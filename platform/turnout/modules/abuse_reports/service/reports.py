"""Reports: written by anybody who sees a page, never shown to the organizer."""

from dataclasses import replace
from uuid import UUID

from turnout.kernel.context import PublicContext, SystemContext
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import FieldError, Invalid
from turnout.modules.abuse_reports import queries, rules
from turnout.modules.abuse_reports.metrics import DROPPED, REPORTS
from turnout.modules.abuse_reports.types import NewAbuseReport
from turnout.modules.events import api as events
from turnout.modules.identity import api as identity
from turnout.modules.organizations import api as organizations

JOB = "abuse_reports.report"


def create_report(ctx: PublicContext, new: NewAbuseReport) -> None:
    """Take a report about an event that has a page, or about its organization.

    Says nothing about what became of it: a second one of the same person about the same, or one of
    very many, is only counted. A signed-in person is answered at their own address.
    """
    organizations.raise_if(rules.report_errors(new))
    with transaction(ctx) as tx:
        home = organizations.branding_of(tx)
        subject, path = home.name, f"/{home.slug}"
        if new.event_id is not None:
            event = _shown_event(tx, new.event_id)
            subject, path = event.title, f"{path}/{event.slug}"
        person = identity.get_people(tx, [ctx.user_id]).get(ctx.user_id) if ctx.user_id else None
    if person is not None:
        new = replace(new, email=person.email, locale=person.locale)
    with transaction(SystemContext(job=JOB, request_id=ctx.request_id)) as tx:
        is_new = queries.insert_report(
            tx,
            new,
            tenant_id=ctx.organization_id,
            subject=subject,
            path=path,
            user_id=ctx.user_id,
        )
    if is_new:
        REPORTS.add(reason=new.reason.value)
    else:
        DROPPED.add()


def forget_reporters(ctx: SystemContext) -> int:
    """Forget who reported what was decided long ago, and their words; how many reports."""
    with transaction(ctx) as tx:
        return queries.forget_reporters(tx, before=tx.now - rules.KEPT)


def _shown_event(tx: Transaction, event_id: UUID) -> events.Event:
    found = events.find_event(tx, event_id)
    if found is None or found.state not in events.SHOWN:
        raise Invalid(FieldError("/event_id", "This organization has no page of such an event."))
    return found
