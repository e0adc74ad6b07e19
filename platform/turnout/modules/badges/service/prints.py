"""Prints: every badge that is printed is on record, and printed again only for a reason."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final
from uuid import UUID

from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.pagination import Page, PageRequest, every_page, page
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import FieldError, Invalid
from turnout.kernel.http import idempotency
from turnout.kernel.ids import new_id
from turnout.modules.badges import policies, queries, rules
from turnout.modules.badges.errors import (
    BadgeFileExpired,
    BadgePrintRunNotFound,
    NoLayoutForTicketType,
    NothingPrinted,
)
from turnout.modules.badges.facts import BadgePrinted
from turnout.modules.badges.metrics import PRINTED
from turnout.modules.badges.service import contents
from turnout.modules.badges.types import (
    Badge,
    BadgeLayout,
    BadgePictures,
    BadgePrint,
    BadgePrintRun,
    NameForm,
    NewPrintRun,
    PrintFormat,
)
from turnout.modules.events import api as events
from turnout.modules.jobs import api as jobs
from turnout.modules.order_search import api as order_search
from turnout.modules.organizations import api as organizations
from turnout.modules.tickets import api as tickets

KIND: Final = "badges.print"
AGAIN: Final = "again"


def list_prints(
    ctx: OrganizationContext, event_id: UUID, request: PageRequest, *, ticket_id: UUID | None
) -> Page[BadgePrint]:
    policies.require_can_read(ctx, event_id)
    with transaction(ctx) as tx:
        events.get_event_brief(tx, event_id)
        found = queries.list_prints(tx, event_id, request, ticket_id=ticket_id)
    return page(found, request, key=lambda each: (each.printed_at.isoformat(), each.id))


def list_runs(
    ctx: OrganizationContext, event_id: UUID, request: PageRequest
) -> Page[BadgePrintRun]:
    policies.require_can_read(ctx, event_id)
    with transaction(ctx) as tx:
        events.get_event_brief(tx, event_id)
        found = queries.list_runs(tx, event_id, request)
    return page(found, request, key=lambda each: (each.started_at.isoformat(), each.id))


def get_run(ctx: OrganizationContext, event_id: UUID, run_id: UUID) -> BadgePrintRun:
    policies.require_can_read(ctx, event_id)
    with transaction(ctx) as tx:
        return queries.get_run(tx, event_id, run_id)


def find_run(tx: Transaction, event_id: UUID, run_id: UUID) -> BadgePrintRun | None:
    """The run, for who has asked who may; None where the event has no such one."""
    try:
        return queries.get_run(tx, event_id, run_id)
    except BadgePrintRunNotFound:
        return None


def print_badges(
    ctx: OrganizationContext, event_id: UUID, ticket_ids: Sequence[UUID], new: NewPrintRun
) -> BadgePrintRun:
    """Put prints of these tickets on record, all or none; the file is asked for afterwards.

    A badge that was printed before needs a reason.
    """
    policies.require_can_print(ctx, event_id)
    with transaction(ctx) as tx:
        idempotency.claim(tx)
        run = _start_run(tx, event_id, new)
        layouts = _Layouts(tx, event_id, run.format, run.layout_id)
        wanted = list(dict.fromkeys(ticket_ids))
        queries.lock_prints(tx, wanted)
        found = {each.id: each for each in tickets.list_by_id(tx, wanted)}
        print_ids = sorted(new_id() for _ in wanted)  # a file has them in this order
        for place, ticket_id in enumerate(wanted):
            ticket = found.get(ticket_id)
            if ticket is None or ticket.event_id != event_id or not ticket.is_valid:
                says = "The event has no such valid ticket."
                raise Invalid(FieldError(f"/ticket_ids/{place}", says))
            layout, by = layouts.of(ticket), str(ctx.actor)
            _print(tx, run, ticket, layout, print_id=print_ids[place], printed_by=by)
        done = queries.get_run(tx, event_id, run.id)
        idempotency.complete(tx, done)
        return done


def print_sold(
    tx: Transaction, event_id: UUID, ticket_ids: Sequence[UUID], *, device: str
) -> BadgePrintRun | None:
    """Print new tickets in the sale's own transaction, for who has asked who may.

    Those whose ticket type has no layout have no badge; None where nothing is printed.
    """
    found = [each for each in tickets.list_by_id(tx, ticket_ids) if each.event_id == event_id]
    layouts = _Layouts(tx, event_id, PrintFormat.PDF.value)
    wanted = [(each, layout) for each in found if (layout := layouts.find(each)) is not None]
    if not wanted:
        return None
    run = _start_run(tx, event_id, NewPrintRun(device=device))
    for ticket, layout in wanted:
        _print(tx, run, ticket, layout, print_id=new_id(), printed_by=str(tx.ctx.actor))
    return queries.get_run(tx, event_id, run.id)


def print_one(
    tx: Transaction, event_id: UUID, ticket_id: UUID, new: NewPrintRun, *, name_form: str
) -> BadgePrintRun:
    """Print the badge of one ticket, for who has asked who may.

    NothingPrinted where the event has no such valid ticket, PrintedBefore for a second badge
    without a reason, and NoLayoutForTicketType as for every print.
    """
    queries.lock_prints(tx, [ticket_id])
    ticket = tickets.find_ticket(tx, ticket_id)
    if ticket is None or not ticket.is_valid or ticket.event_id != event_id:
        raise NothingPrinted
    layout, by = _Layouts(tx, event_id, new.format, new.layout_id).of(ticket), str(tx.ctx.actor)
    run = _start_run(tx, event_id, new)
    _print(tx, run, ticket, layout, print_id=new_id(), printed_by=by, name_form=name_form)
    return run


def print_found(
    ctx: OrganizationContext,
    event_id: UUID,
    wanted: order_search.AttendeeFilter,
    new: NewPrintRun,
    *,
    again: bool,
) -> jobs.Job:
    """Start a job that prints the badges of whom a filter finds now, by name.

    Those that were printed before are passed over unless `again` is said, with a reason.
    """
    policies.require_can_print_found(ctx, event_id)
    if again and not new.reason:
        raise Invalid(FieldError("/reason", "Say why badges are printed again."))
    ids = _found_tickets(ctx, replace(wanted, event_id=event_id, state=("valid",)))
    with transaction(ctx) as tx:
        idempotency.claim(tx)
        run = _start_run(tx, event_id, new)
        said = {"event_id": str(event_id), "about_id": str(run.id), AGAIN: str(again)}
        job = jobs.start_job(tx, KIND, ids, parameters=said)
        queries.set_job(tx, run.id, job.id)
        idempotency.complete(tx, job)
        return job


def print_item(tx: Transaction, job: jobs.Job, ticket_id: UUID) -> jobs.Outcome:
    """Put one badge of a job on record; its file has it from then on."""
    event_id = UUID(job.parameters["event_id"])
    run = queries.get_run(tx, event_id, UUID(job.parameters["about_id"]))
    ticket = tickets.find_ticket(tx, ticket_id)
    if ticket is None or not ticket.is_valid or ticket.event_id != event_id:
        return jobs.Outcome(state=jobs.ItemState.SKIPPED, detail="The ticket is valid no more.")
    queries.lock_prints(tx, [ticket_id])
    if queries.count_prints(tx, [ticket_id]) and job.parameters[AGAIN] != str(True):
        return jobs.Outcome(state=jobs.ItemState.SKIPPED, detail="It was printed before.")
    layout = _Layouts(tx, event_id, run.format, run.layout_id).of(ticket)
    _print(tx, run, ticket, layout, print_id=new_id(), printed_by=job.started_by)
    return jobs.Outcome(detail=ticket.holder_name)


def render_file(
    ctx: OrganizationContext, event_id: UUID, run_id: UUID, part: int, *,
    printer: tuple[str, int] | None = None,
) -> tuple[bytes, BadgePrintRun]:  # fmt: skip
    """The file of badges that were printed, as their tickets and layouts are now.

    Drawn after the transaction, some 10 ms of processor time for each. `printer` is the format
    and the dots to the inch of another printer than was thought of.
    """
    policies.require_can_print(ctx, event_id)
    with transaction(ctx) as tx:
        run = queries.get_run(tx, event_id, run_id)
        if tx.now >= run.expires_at:
            raise BadgeFileExpired
        event = events.get_event_brief(tx, event_id)
        branding = organizations.branding_of(tx)
        listed = queries.list_part(tx, run_id, part)
        layouts = {each.id: each for each in queries.list_layouts(tx, event_id)}
        badges = contents.badges_of(
            tx, event, [ticket_id for ticket_id, _, _ in listed], language=branding.locale
        )
        made_at = run.started_at
    drawn = [
        (layouts[layout_id], _named(badges[ticket_id], form))
        for ticket_id, layout_id, form in listed
        if layout_id in layouts and ticket_id in badges
    ]
    if not drawn:
        raise NothingPrinted
    designs = {layout.id: layout.design for layout, _ in drawn}
    pictures = contents.pictures_of(branding, designs.values())
    stated = {"title": event.title, "language": branding.locale, "made_at": made_at}
    if printer is not None:
        run = replace(run, format=printer[0], dpi=printer[1])
    return _drawn(run, drawn, pictures, stated), run


def _named(badge: Badge, form: str) -> Badge:
    return replace(badge, name=rules.name_in_form(badge.name, form))


def _drawn(
    run: BadgePrintRun,
    drawn: Sequence[tuple[BadgeLayout, Badge]],
    pictures: BadgePictures,
    stated: dict[str, Any],
) -> bytes:
    """The libraries are loaded by whoever draws; they take memory that others need not have."""
    from turnout.modules.badges.marks import marks_of
    from turnout.modules.badges.pdf import BadgeDocument, BadgeToDraw, render_badges
    from turnout.modules.badges.zpl import render_zpl

    if run.format == PrintFormat.PDF:
        badges = [BadgeToDraw(layout.design, badge, str(layout.id)) for layout, badge in drawn]
        return render_badges(BadgeDocument(badges=badges, pictures=pictures, **stated))
    return "".join(
        render_zpl(
            marks_of(layout.design, badge, pictures, language=stated["language"]),
            width_mm=layout.design.width_mm,
            height_mm=layout.design.height_mm,
            dpi=run.dpi,
        )
        for layout, badge in drawn
    ).encode()


class _Layouts:
    """Which layout the badge of a ticket has."""

    def __init__(
        self, tx: Transaction, event_id: UUID, format_: str, layout_id: UUID | None = None
    ) -> None:
        found = queries.list_layouts(tx, event_id)
        self.format = format_
        self.chosen = next((each for each in found if each.id == layout_id), None)
        self.default = next((each for each in found if each.is_default), None)
        self.by_type = {type_id: layout for layout in found for type_id in layout.ticket_type_ids}

    def find(self, ticket: tickets.Ticket) -> BadgeLayout | None:
        """The one that was chosen, else the ticket type's own, else the default one."""
        return self.chosen or self.by_type.get(ticket.ticket_type_id) or self.default

    def of(self, ticket: tickets.Ticket) -> BadgeLayout:
        found = self.find(ticket)
        if found is None:
            raise NoLayoutForTicketType(ticket_type_id=str(ticket.ticket_type_id))
        if faults := rules.faults_of_print(found.design, self.format):
            raise Invalid(*faults)
        return found


def _start_run(tx: Transaction, event_id: UUID, new: NewPrintRun) -> BadgePrintRun:
    events.get_event_brief(tx, event_id)
    if new.layout_id is not None:
        known = {each.id for each in queries.list_layouts(tx, event_id)}
        if new.layout_id not in known:
            raise Invalid(FieldError("/layout_id", "The event has no such badge layout."))
    run_id = queries.insert_run(
        tx,
        event_id,
        layout_id=new.layout_id,
        format=new.format,
        dpi=new.dpi,
        device=new.device,
        reason=new.reason,
    )
    return queries.get_run(tx, event_id, run_id)


def _print(
    tx: Transaction,
    run: BadgePrintRun,
    ticket: tickets.Ticket,
    layout: BadgeLayout,
    *,
    print_id: UUID,
    printed_by: str,
    name_form: str = NameForm.FULL.value,
) -> None:
    number = queries.insert_print(
        tx,
        run,
        ticket.id,
        print_id=print_id,
        layout_id=layout.id,
        printed_by=printed_by,
        name_form=name_form,
    )
    fact = BadgePrinted(
        print_id=print_id, event_id=run.event_id, ticket_id=ticket.id, number=number
    )
    tx.publish(fact)
    time = "again" if number > 1 else "first"
    tx.after_commit.append(lambda: PRINTED.add(format=run.format, time=time))


def _found_tickets(ctx: OrganizationContext, wanted: order_search.AttendeeFilter) -> list[UUID]:
    def read(request: PageRequest) -> Page[order_search.FoundAttendee]:
        return order_search.search_attendees(
            ctx, wanted, request, sort=order_search.AttendeeSort.NAME
        )

    found: list[UUID] = []
    for items in every_page(read):
        found += [each.ticket_id for each in items if each.ticket_id is not None]
        if len(found) > jobs.MOST_ITEMS:
            says = f"This finds more than {jobs.MOST_ITEMS} badges."
            raise Invalid(FieldError("/filter", says))
    if not found:
        raise Invalid(FieldError("/filter", "This finds nobody with a valid ticket."))
    return list(dict.fromkeys(found))
