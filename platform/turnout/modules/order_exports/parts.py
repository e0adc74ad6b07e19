"""Parts of exports: which lines are in them, and what each line says."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any, Final
from uuid import UUID

from turnout.kernel import spreadsheet_files
from turnout.kernel.db.pagination import PageRequest
from turnout.kernel.db.tx import Transaction
from turnout.kernel.file_formats import FileFormat
from turnout.kernel.spreadsheet_files import Cell
from turnout.modules.catalog import api as catalog
from turnout.modules.checkin import api as checkin
from turnout.modules.checkin_scans import api as checkin_scans
from turnout.modules.connections import api as connections
from turnout.modules.events import api as events
from turnout.modules.files import api as files
from turnout.modules.forms import api as forms
from turnout.modules.identity import api as identity
from turnout.modules.jobs import api as jobs
from turnout.modules.order_exports import columns, pdf, queries, rules
from turnout.modules.order_exports.errors import (
    NothingToExport,
    TooMuchForPdf,
    TooMuchToExport,
)
from turnout.modules.order_exports.metrics import ROWS
from turnout.modules.order_exports.types import (
    CheckinSurroundings,
    ExportKind,
    Filter,
    LedgerFilter,
    NewExport,
    OrderExport,
    PaymentSurroundings,
    Place,
    Surroundings,
)
from turnout.modules.order_notes import api as order_notes
from turnout.modules.order_search import api as order_search
from turnout.modules.orders import api as orders
from turnout.modules.organizations import api as organizations
from turnout.modules.programme import api as programme
from turnout_sdk.adapter import Kind

WHOLE: Final = PageRequest(limit=rules.ROWS_OF_A_PART * 20)
"""A part with all its lines; somebody may have got more tickets since it was planned."""
USER: Final = "user:"


def list_line_ids(tx: Transaction, new: NewExport, *, only: frozenset[UUID] | None) -> list[UUID]:
    """The lines that a filter finds; NothingToExport, or TooMuchToExport for one file."""
    most = rules.most_rows(new.format)
    found = _line_ids(tx, new.wanted, only=only, limit=most + 1)
    if not found:
        raise NothingToExport
    if len(found) > most:
        raise (TooMuchForPdf if new.format == FileFormat.PDF else TooMuchToExport)(most)
    return found


def _line_ids(
    tx: Transaction, wanted: Filter, *, only: frozenset[UUID] | None, limit: int
) -> list[UUID]:
    if isinstance(wanted, order_search.OrderFilter):
        return order_search.list_order_ids(tx, wanted, only=only, limit=limit)
    if isinstance(wanted, order_search.AttendeeFilter):
        return order_search.list_attendee_ids(tx, wanted, only=only, limit=limit)
    if isinstance(wanted, LedgerFilter):
        return queries.list_entry_ids(tx, wanted, only=only, limit=limit)
    if only is not None and wanted.event_id not in only:
        return []
    return checkin_scans.list_scan_ids(tx, wanted.event_id, wanted, limit=limit)


def make_part(tx: Transaction, job: jobs.Job, part_id: UUID) -> jobs.Outcome:
    """Make one part of an export: its lines as they are now, each once."""
    export = queries.get_export(tx, UUID(job.parameters["about_id"]))
    position, line_ids = queries.get_part(tx, export.id, part_id)
    rows = MAKERS[ExportKind(export.kind)](tx, export, line_ids)
    if export.format == FileFormat.PDF:
        content = pdf.draw_part(export, heading_of(tx, export), rows, position=position)
    else:
        content = spreadsheet_files.encode(export.format, rows)
    queries.fill_part(tx, part_id, content)
    tx.after_commit.append(lambda: ROWS.add(len(rows)))
    return jobs.Outcome(detail=str(len(rows)))


def heading_of(tx: Transaction, export: OrderExport) -> pdf.Heading:
    """What a PDF is headed by; its times stand in the event's zone, or the organization's."""
    organization = organizations.get_organization(tx)
    if export.event_id is None:
        name, zone = organization.name, organization.time_zone
    else:
        event = events.get_event_brief(tx, export.event_id)
        name, zone = event.title, event.time_zone
    return pdf.Heading(name=name, time_zone=zone, language=organization.locale)


def _orders(tx: Transaction, export: OrderExport, ids: tuple[UUID, ...]) -> list[tuple[Cell, ...]]:
    wanted, oldest = order_search.OrderFilter(ids=ids), order_search.OrderSort.OLDEST
    found = order_search.list_orders(tx, wanted, WHOLE, sort=oldest, only=_only(export))
    event_ids = [each.event_id for each in found]
    around = _surroundings(tx, export, [each.id for each in found], event_ids, ticket_ids=())
    answers = [around.answers.get(each.id, {}) for each in found]
    return rules.rows_of(export.kind, found, export.columns, around, answers=answers)


def _attendees(
    tx: Transaction, export: OrderExport, ids: tuple[UUID, ...]
) -> list[tuple[Cell, ...]]:
    """What an attendee did not answer is taken from what the order as a whole says."""
    wanted, oldest = order_search.AttendeeFilter(ids=ids), order_search.AttendeeSort.OLDEST
    found = order_search.list_attendees(tx, wanted, WHOLE, sort=oldest, only=_only(export))
    order_ids = list(dict.fromkeys(each.order_id for each in found))
    event_ids = [each.event_id for each in found]
    ticket_ids = [each.ticket_id for each in found if each.ticket_id is not None]
    around = _surroundings(tx, export, order_ids, event_ids, ticket_ids=ticket_ids)
    answers = [
        around.answers.get(each.order_id, {}) | around.answers.get(each.attendee_id, {})
        for each in found
    ]
    return rules.rows_of(export.kind, found, export.columns, around, answers=answers)


def _checkins(
    tx: Transaction, export: OrderExport, ids: tuple[UUID, ...]
) -> list[tuple[Cell, ...]]:
    """Scans of one event; refusals that were forgotten since the start are left out."""
    if export.event_id is None:
        return []
    found = checkin_scans.list_chosen_scans(tx, export.event_id, ids)
    around = _around_checkins(tx, export, export.event_id, found)
    return rules.rows_of(export.kind, found, export.columns, around)


def _payments(
    tx: Transaction, export: OrderExport, ids: tuple[UUID, ...]
) -> list[tuple[Cell, ...]]:
    found = queries.list_entries(tx, ids)
    nowhere = Place("", organizations.get_organization(tx).time_zone)
    around = PaymentSurroundings(
        places=_places(tx, [each.event_id for each in found], nowhere),
        providers={
            str(connection_id): name
            for connection_id, name in connections.list_names(tx, Kind.PAYMENTS).items()
        },
    )
    return rules.rows_of(export.kind, found, export.columns, around)


MAKERS: Final = {
    ExportKind.ORDERS: _orders,
    ExportKind.ATTENDEES: _attendees,
    ExportKind.CHECKINS: _checkins,
    ExportKind.PAYMENTS: _payments,
}


def _only(export: OrderExport) -> frozenset[UUID] | None:
    return None if export.event_ids is None else frozenset(export.event_ids)


def _around_checkins(
    tx: Transaction,
    export: OrderExport,
    event_id: UUID,
    found: Sequence[checkin_scans.CheckinScan],
) -> CheckinSurroundings:
    """What the chosen columns ask for besides the log; nothing else is read."""
    asked = {each.id for each in export.columns}
    event = events.get_event_brief(tx, event_id)
    lists = checkin.lists_of_event(tx, event_id) if asked & {"list", "session"} else []
    sessions: dict[UUID, str] = {}
    if "session" in asked:
        session_ids = {session_id for each in lists for session_id in each.session_ids}
        held = programme.sessions_by_id(tx, session_ids, time_zone=event.time_zone)
        sessions = {each.id: each.title for each in held}
    ticket_ids = [each.ticket_id for each in found if each.ticket_id is not None]
    return CheckinSurroundings(
        title=event.title,
        zone=event.time_zone,
        lists={each.id: each.name for each in lists},
        sessions={
            each.id: [
                sessions[session_id] for session_id in each.session_ids if session_id in sessions
            ]
            for each in lists
        },
        ticket_types=_ticket_types(tx, [event_id]) if "ticket_type" in asked else {},
        orders=queries.order_numbers_of(tx, ticket_ids) if "order_number" in asked else {},
        people=_people(tx, found) if "scanned_by" in asked else {},
    )


def _people(tx: Transaction, found: Sequence[checkin_scans.CheckinScan]) -> dict[str, str]:
    """Who scanned, by actor; devices have their names in a column of their own."""
    actors = {each.actor for each in found if each.actor.startswith(USER)}
    ids = {actor: UUID(actor.removeprefix(USER)) for actor in actors}
    known = identity.get_people(tx, list(ids.values()))
    return {actor: known[each].display_name for actor, each in ids.items() if each in known}


def _surroundings(
    tx: Transaction,
    export: OrderExport,
    order_ids: Sequence[UUID],
    event_ids: Sequence[UUID],
    *,
    ticket_ids: Sequence[UUID],
) -> Surroundings:
    """What the chosen columns ask for besides the lines themselves; nothing else is read."""
    asked = {each.id for each in export.columns}
    of_the_order = asked & columns.OF_THE_ORDER if export.kind == ExportKind.ATTENDEES else None
    keys = [each for each in asked if each.startswith(rules.ANSWER)]
    checkins = checkin.list_of_tickets(tx, ticket_ids) if "checked_in_at" in asked else []
    return Surroundings(
        places=_places(tx, event_ids, Place("", "UTC")),
        ticket_types=_ticket_types(tx, set(event_ids)) if "ticket_type" in asked else {},
        tags={each.id: each.name for each in order_notes.list_tags(tx)} if "tags" in asked else {},
        codes=queries.codes_of(tx, order_ids) if "discount_codes" in asked else {},
        notes=queries.notes_of(tx, order_ids) if "notes" in asked else {},
        answers=_answers(tx, order_ids) if keys else {},
        bought=queries.bought_of(tx, order_ids) if "ticket_types" in asked else {},
        figures=queries.figures_of(tx, order_ids) if of_the_order else {},
        checked_in_at={
            each.ticket_id: each.admitted_at
            for each in reversed(checkins)
            if each.undone_at is None
        },
    )


def _places(tx: Transaction, event_ids: Sequence[UUID | str | None], nowhere: Place) -> list[Place]:
    """Of the event of each line."""
    ids = {each: UUID(str(each)) for each in set(event_ids) if each is not None}
    there = {each.id: each for each in events.events_by_id(tx, set(ids.values()))}
    places = {
        each: Place(there[event_id].title, there[event_id].time_zone)
        for each, event_id in ids.items()
        if event_id in there
    }
    return [nowhere if each is None else places.get(each, nowhere) for each in event_ids]


def _ticket_types(tx: Transaction, event_ids: Collection[UUID]) -> dict[UUID, str]:
    return {
        each.ticket_type_id: each.name
        for event_id in event_ids
        for each in catalog.list_offers(tx, event_id, archived=True)
    }


def _answers(tx: Transaction, order_ids: Sequence[UUID]) -> dict[UUID, dict[str, str]]:
    """By order or attendee: question key → answer as a text, by the form that asked it."""
    given = orders.list_answers_of_orders(tx, order_ids)
    names = _file_names(tx, given)
    found: dict[UUID, dict[str, str]] = {}
    for each in given:
        form = forms.get_form(tx, each.form_version_id)
        found[each.attendee_id or each.order_id] = {
            question.key: _answer(form, question, each.answers[question.key], names)
            for question in form.questions
            if question.key in each.answers
        }
    return found


def _answer(
    form: forms.Form, question: forms.Question, answer: Any, names: Mapping[str, str]
) -> str:
    if question.type is forms.QuestionType.FILE:
        return names.get(str(answer), "")
    return forms.answer_text(form, question, answer)


def _file_names(tx: Transaction, given: Sequence[orders.GivenAnswers]) -> dict[str, str]:
    ids = [
        UUID(each.answers[question.key])
        for each in given
        for question in forms.get_form(tx, each.form_version_id).questions
        if question.type is forms.QuestionType.FILE and each.answers.get(question.key)
    ]
    return {str(each.file.id): each.file.name for each in files.share_files(tx, ids)} if ids else {}
