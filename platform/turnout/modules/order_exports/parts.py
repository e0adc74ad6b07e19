"""Parts of exports: which lines are in them, and what each line says."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any, Final
from uuid import UUID

from turnout.kernel import spreadsheet_files
from turnout.kernel.db.pagination import PageRequest
from turnout.kernel.db.tx import Transaction
from turnout.kernel.spreadsheet_files import Cell
from turnout.modules.catalog import api as catalog
from turnout.modules.checkin import api as checkin
from turnout.modules.events import api as events
from turnout.modules.files import api as files
from turnout.modules.forms import api as forms
from turnout.modules.jobs import api as jobs
from turnout.modules.order_exports import queries, rules
from turnout.modules.order_exports.errors import NothingToExport, TooMuchToExport
from turnout.modules.order_exports.metrics import ROWS
from turnout.modules.order_exports.types import (
    ExportKind,
    Filter,
    OrderExport,
    Surroundings,
)
from turnout.modules.order_notes import api as order_notes
from turnout.modules.order_search import api as order_search
from turnout.modules.orders import api as orders

WHOLE: Final = PageRequest(limit=rules.ROWS_OF_A_PART * 20)
"""A part with all its lines; somebody may have got more tickets since it was planned."""


def list_line_ids(tx: Transaction, wanted: Filter, *, only: frozenset[UUID] | None) -> list[UUID]:
    """The lines that a filter finds; NothingToExport, or TooMuchToExport for one file."""
    limit = rules.MOST_ROWS + 1
    if isinstance(wanted, order_search.OrderFilter):
        found = order_search.list_order_ids(tx, wanted, only=only, limit=limit)
    else:
        found = order_search.list_attendee_ids(tx, wanted, only=only, limit=limit)
    if not found:
        raise NothingToExport
    if len(found) > rules.MOST_ROWS:
        raise TooMuchToExport(rules.MOST_ROWS)
    return found


def make_part(tx: Transaction, job: jobs.Job, part_id: UUID) -> jobs.Outcome:
    """Make one part of an export: its lines as they are now, each once."""
    export = queries.get_export(tx, UUID(job.parameters["about_id"]))
    line_ids = queries.lines_of_part(tx, export.id, part_id)
    only = None if export.event_ids is None else frozenset(export.event_ids)
    make = _orders if export.kind == ExportKind.ORDERS else _attendees
    rows = make(tx, export, line_ids, only)
    queries.fill_part(tx, part_id, spreadsheet_files.encode(export.format, rows))
    tx.after_commit.append(lambda: ROWS.add(len(rows)))
    return jobs.Outcome(detail=str(len(rows)))


def _orders(
    tx: Transaction, export: OrderExport, ids: tuple[UUID, ...], only: frozenset[UUID] | None
) -> list[list[Cell]]:
    wanted, oldest = order_search.OrderFilter(ids=ids), order_search.OrderSort.OLDEST
    found = order_search.list_orders(tx, wanted, WHOLE, sort=oldest, only=only)
    event_ids = {each.event_id for each in found}
    around = _surroundings(tx, export, [each.id for each in found], event_ids, ticket_ids=())
    return [rules.order_cells(each, export.columns, around) for each in found]


def _attendees(
    tx: Transaction, export: OrderExport, ids: tuple[UUID, ...], only: frozenset[UUID] | None
) -> list[list[Cell]]:
    wanted, oldest = order_search.AttendeeFilter(ids=ids), order_search.AttendeeSort.OLDEST
    found = order_search.list_attendees(tx, wanted, WHOLE, sort=oldest, only=only)
    order_ids = list(dict.fromkeys(each.order_id for each in found))
    event_ids = {each.event_id for each in found}
    ticket_ids = [each.ticket_id for each in found if each.ticket_id is not None]
    around = _surroundings(tx, export, order_ids, event_ids, ticket_ids=ticket_ids)
    return [rules.attendee_cells(each, export.columns, around) for each in found]


def _surroundings(
    tx: Transaction,
    export: OrderExport,
    order_ids: Sequence[UUID],
    event_ids: Collection[UUID],
    *,
    ticket_ids: Sequence[UUID],
) -> Surroundings:
    """What the chosen columns ask for besides the lines themselves; nothing else is read."""
    asked = {each.id for each in export.columns}
    there = events.events_by_id(tx, event_ids)
    keys = [each for each in asked if each.startswith(rules.ANSWER)]
    checkins = checkin.list_of_tickets(tx, ticket_ids) if "checked_in_at" in asked else []
    return Surroundings(
        titles={each.id: each.title for each in there},
        zones={each.id: each.time_zone for each in there},
        ticket_types=_ticket_types(tx, event_ids) if "ticket_type" in asked else {},
        tags={each.id: each.name for each in order_notes.list_tags(tx)} if "tags" in asked else {},
        codes=queries.codes_of(tx, order_ids) if "discount_codes" in asked else {},
        notes=queries.notes_of(tx, order_ids) if "notes" in asked else {},
        answers=_answers(tx, order_ids) if keys else {},
        bought=queries.bought_of(tx, order_ids) if "ticket_types" in asked else {},
        figures=queries.figures_of(tx, order_ids) if asked & rules.OF_THE_ORDER else {},
        checked_in_at={
            each.ticket_id: each.admitted_at
            for each in reversed(checkins)
            if each.undone_at is None
        },
    )


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
