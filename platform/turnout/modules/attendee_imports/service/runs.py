"""Bring a table in: a job that makes an order of the rows that belong together, each once."""

from typing import Final
from uuid import UUID

from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import Invalid, TurnoutError
from turnout.kernel.http import idempotency
from turnout.kernel.security import permissions
from turnout.modules.attendee_imports import policies, queries, rules
from turnout.modules.attendee_imports.errors import ImportUnchecked
from turnout.modules.attendee_imports.facts import AttendeeImportStarted, AttendeesImported
from turnout.modules.attendee_imports.metrics import ROWS
from turnout.modules.attendee_imports.service.imports import lock_open
from turnout.modules.attendee_imports.types import (
    AttendeeImport,
    ImportRow,
    ImportState,
    JudgedRow,
    RowDraft,
    RowReason,
    RowState,
)
from turnout.modules.jobs import api as jobs
from turnout.modules.order_notes import api as order_notes
from turnout.modules.orders import api as orders

KIND: Final = "attendees.import"
TRIES: Final = 3
"""How often an order is tried whose rows come in by another import at the same moment."""
THERE: Final = RowReason(code="already-there", detail="It came in before.")
Rows = list[tuple[ImportRow, RowDraft]]


class CameInMeanwhile(Exception):
    """Another import brought one of the rows in and committed first."""


def start_import(
    ctx: OrganizationContext, event_id: UUID, import_id: UUID, *, version: int | None = None
) -> AttendeeImport:
    """Start the job that brings in every row that was found ready; ImportUnchecked without any."""
    policies.require_can_import(ctx, event_id)
    with transaction(ctx) as tx:
        idempotency.claim(tx)
        found = lock_open(tx, event_id, import_id, version=version)
        policies.require_can_tag(ctx, event_id, found.mapping)
        if found.state != ImportState.CHECKED or not found.counts.ready:
            raise ImportUnchecked
        job = jobs.start_job(
            tx,
            KIND,
            queries.list_first_rows(tx, import_id),
            parameters={"event_id": str(event_id), "about_id": str(import_id)},
        )
        queries.update_import(
            tx, found, state=ImportState.RUNNING, checked_at=found.checked_at, job_id=job.id
        )
        tx.publish(AttendeeImportStarted(import_id=import_id, event_id=event_id, job_id=job.id))
        started = queries.get_import(tx, event_id, import_id)
        idempotency.complete(tx, started)
        return started


def bring_in(tx: Transaction, job: jobs.Job, row_id: UUID) -> jobs.Outcome:
    """Make an order of the rows that belong to one; a refusal is noted with each of them.

    The order, the keys of its rows and that they came in commit together with the job's item: a
    row is brought in once, whoever was killed meanwhile and whichever table says it again.
    """
    event_id, import_id = UUID(job.parameters["event_id"]), UUID(job.parameters["about_id"])
    rows = queries.lock_order_rows(tx, import_id, row_id)
    drafted = [(row, row.draft) for row in rows if row.draft is not None]
    sends_mail = queries.get_import(tx, event_id, import_id).mapping.sends_mail
    for _ in range(TRIES):
        left = _without_known(tx, event_id, drafted)
        if not left:
            return jobs.Outcome(state=jobs.ItemState.SKIPPED, detail=THERE.detail)
        try:
            with tx.savepoint():
                order = _place(tx, event_id, left, sends_mail=sends_mail)
        except CameInMeanwhile:
            drafted = left
            continue
        except TurnoutError as refusal:
            return _refused(tx, left, refusal)
        for tag_id in dict.fromkeys(each for _, draft in left for each in draft.tag_ids):
            order_notes.add_tag(tx, order.id, tag_id)
        _count(tx, "imported", len(left))
        return jobs.Outcome(detail=order.number)
    return jobs.Outcome(state=jobs.ItemState.SKIPPED, detail=THERE.detail)


def _place(tx: Transaction, event_id: UUID, rows: Rows, *, sends_mail: bool) -> orders.Order:
    """The order of some rows with its answers and their keys; nothing of it stays if it raises."""
    drafts = [draft for _, draft in rows]
    order = orders.place_order_in(tx, rules.basket_of(event_id, drafts, sends_mail=sends_mail))
    keys = [draft.key for draft in drafts]
    if not queries.insert_keys(tx, event_id, keys, order_id=order.id):
        raise CameInMeanwhile
    of_attendees = {
        attendee.id: draft.answers
        for attendee, draft in zip(order.attendees, drafts, strict=True)
        if draft.answers
    }
    answers = rules.DraftOrder(rows=rows).answers
    if answers or of_attendees:
        orders.answer_placed(tx, order.id, answers, of_attendees=of_attendees)
    queries.set_order(tx, [row.id for row, _ in rows], order.id)
    return order


def _without_known(tx: Transaction, event_id: UUID, rows: Rows) -> Rows:
    """The rows that did not come in before; of the others it is noted that they did."""
    known = queries.known_keys(tx, event_id, [draft.key for _, draft in rows])
    there = [row for row, draft in rows if draft.key in known]
    _note(tx, there, RowState.SKIPPED, [THERE])
    return [(row, draft) for row, draft in rows if draft.key not in known]


def _refused(tx: Transaction, rows: Rows, refusal: TurnoutError) -> jobs.Outcome:
    """Note why an order was not made, with the words and the code of checkout."""
    code, detail = refusal.code, str(refusal)
    if isinstance(refusal, Invalid) and refusal.errors:
        code, detail = refusal.errors[0].code, refusal.errors[0].detail
    code = code.rpartition(".")[2]
    _note(tx, [row for row, _ in rows], RowState.REFUSED, [RowReason(code=code, detail=detail)])
    return jobs.Outcome(state=jobs.ItemState.FAILED, detail=detail)


def _note(tx: Transaction, rows: list[ImportRow], state: RowState, why: list[RowReason]) -> None:
    if rows:
        queries.write_judged(tx, [JudgedRow(id=row.id, state=state, reasons=why) for row in rows])
        _count(tx, state.value, len(rows))


def _count(tx: Transaction, outcome: str, number: int) -> None:
    tx.after_commit.append(lambda: ROWS.add(number, outcome=outcome))


def finish_import(ctx: OrganizationContext, job_id: UUID) -> None:
    """Note that the job of an import is over; what is left of it may be brought in again."""
    permissions.require_platform(ctx)
    with transaction(ctx) as tx:
        found = queries.finish_import(tx, job_id)
        if found is None:
            return
        counts = queries.get_import(tx, found[1], found[0]).counts
        tx.publish(
            AttendeesImported(
                import_id=found[0],
                event_id=found[1],
                imported=counts.imported,
                skipped=counts.skipped,
                refused=counts.refused,
            )
        )


def forget_order(ctx: OrganizationContext, order_id: UUID) -> None:
    """Let the rows of a cancelled order come in again, by a table that says them again."""
    permissions.require_platform(ctx)
    with transaction(ctx) as tx:
        queries.delete_keys(tx, order_id)
