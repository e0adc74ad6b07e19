"""Use cases of retention: set for how long, tried first, carried out in portions."""

import time
from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from typing import Final, Literal
from uuid import UUID

from turnout.kernel import cadences
from turnout.kernel.context import OrganizationContext, SystemContext, system_in
from turnout.kernel.db.pagination import Page, PageRequest, page
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import NotFound, require_version
from turnout.kernel.ids import new_id
from turnout.modules.closures import api as closures
from turnout.modules.forms import api as forms
from turnout.modules.notifications import api as notifications
from turnout.modules.order_search import api as order_search
from turnout.modules.orders import api as orders
from turnout.modules.privacy import api as privacy
from turnout.modules.retention import policies, queries, rules
from turnout.modules.retention.facts import PersonalDataExpired, RetentionPolicyChanged
from turnout.modules.retention.metrics import EVENT_ROWS, ORDERS
from turnout.modules.retention.types import (
    WHOLE_KINDS,
    DuePortion,
    PastEvent,
    RetentionField,
    RetentionKind,
    RetentionPolicy,
    RetentionPreview,
    RetentionRun,
    RetentionTarget,
)

PAGE: Final = "/account/organizations/{organization_id}/retention"
PORTION: Final = 100
"""Orders of one transaction."""
STRETCH_SECONDS: Final = 60
"""So long a worker takes out before others have their turn."""
ANSWERS: Final = ("order_answers", "order_files")
ONLY: Final = {RetentionKind.PEOPLE: None, RetentionKind.ANSWERS: ANSWERS}
"""The tables in which something changes, by whole kind; None: all that name somebody."""
ANSWER_TYPES: Final = tuple(
    each for each in forms.QuestionType if each is not forms.QuestionType.HEADING
)


def list_policies(ctx: OrganizationContext) -> list[RetentionPolicy]:
    """One of each whole kind, also where nothing is set, and those of single fields."""
    policies.require_can_read(ctx)
    with transaction(ctx) as tx:
        found = queries.list_policies(tx)
    whole = [RetentionTarget(kind) for kind in WHOLE_KINDS]
    single = sorted((each for each in found if each.field), key=lambda each: each.key)
    return [
        *(found.get(each) or queries.unset(each) for each in whole),
        *(found[each] for each in single),
    ]


def list_fields(ctx: OrganizationContext, *, language: str = "") -> list[RetentionField]:
    """What can have a time of its own: questions, types of answers, sorts of records."""
    policies.require_can_read(ctx)
    with transaction(ctx) as tx:
        asked = forms.list_asked_questions(tx)
    return [
        *(_question(each, language) for each in asked),
        *(_unlabelled(RetentionKind.ANSWER_TYPE, each.value) for each in ANSWER_TYPES),
        *(_unlabelled(RetentionKind.RECORDS, each) for each in privacy.fields_of_records()),
    ]


def put_policy(
    ctx: OrganizationContext, target: RetentionTarget, *, months: int, version: int | None = None
) -> RetentionPolicy:
    """Keep this for so many months after an event ends, and no longer.

    A first or a shorter time counts after seven days; until then nothing more goes, and the owners
    hear of it by mail.
    """
    policies.require_can_manage(ctx)
    with transaction(ctx) as tx:
        before = queries.lock_policy(tx, target)
        _require_known(tx, target)
        require_version(version, before.version)
        begins_at = rules.begins_at(before, months, now=tx.now)
        policy = queries.put_policy(tx, target, months=months, begins_at=begins_at)
        if begins_at != before.begins_at:
            _tell_owners(tx, ctx.organization_id, begins_at)
        tx.publish(
            RetentionPolicyChanged(kind=target.kind.value, field=target.field, months=months)
        )
        return policy


def _tell_owners(tx: Transaction, organization_id: UUID, begins_at: datetime) -> None:
    """Write to every owner before anything goes: it does not come back."""
    closures.notify_owners(
        tx,
        notifications.Template.ORGANIZATION_RETENTION_PLANNED,
        new_id(),
        path=PAGE.format(organization_id=organization_id),
        day=begins_at.date().isoformat(),
    )


def delete_policy(
    ctx: OrganizationContext, target: RetentionTarget, *, version: int | None = None
) -> None:
    """Keep this without an end again; what went does not come back."""
    policies.require_can_manage(ctx)
    with transaction(ctx) as tx:
        before = queries.lock_policy(tx, target)
        require_version(version, before.version)
        if before.months is not None:
            queries.delete_policy(tx, target)
            tx.publish(
                RetentionPolicyChanged(kind=target.kind.value, field=target.field, months=None)
            )
        else:
            _require_known(tx, target)


def preview(ctx: OrganizationContext, target: RetentionTarget, *, months: int) -> RetentionPreview:
    """What a policy would take if it counted now."""
    policies.require_can_read(ctx)
    with transaction(ctx) as tx:
        _require_known(tx, target)
        until = cadences.months_after(tx.now, -months)
        found = _past_events(tx, target, until)
    concerned = [event for event, _ in found if event.order_count or event.value_count]
    is_single = target.kind not in WHOLE_KINDS
    return RetentionPreview(
        kind=target.kind.value,
        field=target.field,
        months=months,
        until=until,
        event_count=len(concerned),
        order_count=sum(each.order_count for each in concerned),
        attendee_count=sum(each.attendee_count for each in concerned),
        value_count=sum(each.value_count or 0 for each in concerned) if is_single else None,
        owed_count=sum(owed for _, owed in found),
        items=concerned[: queries.MOST_EVENTS],
    )


def list_runs(ctx: OrganizationContext, request: PageRequest) -> Page[RetentionRun]:
    """What went, by event, the latest first."""
    policies.require_can_read(ctx)
    with transaction(ctx) as tx:
        found = queries.list_runs(tx, request)
    return page(found, request, key=lambda each: (each.last_at.isoformat(), each.id))


def list_due(ctx: SystemContext) -> list[tuple[UUID, str]]:
    """The organizations and keys of the targets whose policies count."""
    with transaction(ctx) as tx:
        return queries.list_due_policies(tx)


def carry_out(ctx: SystemContext, organization_id: UUID, target: RetentionTarget) -> bool:
    """Take out what is over, portion by portion, for a minute; False when nothing is left.

    Each portion commits together with the list of its rows; then the log forgets what they said. A
    worker that stops in between is followed by one that begins with that list.
    """
    ends_at = time.monotonic() + STRETCH_SECONDS
    with transaction(ctx) as tx:
        columns = privacy.columns_of_tables(tx)
    _empty_log(ctx, organization_id, target)
    while time.monotonic() < ends_at:
        with transaction(system_in(organization_id, ctx.job)) as tx:
            if not _take_portion(tx, target, columns):
                return False
        _empty_log(ctx, organization_id, target)
    return True


def _take_portion(tx: Transaction, target: RetentionTarget, columns: privacy.Columns) -> bool:
    months = queries.claim_months(tx, target)
    if months is None:
        return False
    portion = _due_portion(tx, target, months)
    if portion is None:
        return False
    run = queries.begin_run(tx, target, portion.event_id)
    taken, questions = _take_out(tx, target, portion, columns)
    counted = replace(
        run,
        deleted=rules.added(run.deleted, taken.deleted),
        anonymised=rules.added(run.anonymised, taken.anonymised),
    )
    queries.note_run(tx, counted, portion, file_count=taken.files, pending=taken.ids)
    if portion.order_ids:
        count = len(portion.order_ids)
        tx.after_commit.append(lambda: ORDERS.add(count, kind=target.kind.value))
    else:
        rows = sum(taken.deleted.values()) + sum(taken.anonymised.values())
        tx.after_commit.append(lambda: EVENT_ROWS.add(rows))
    if portion.order_ids or target.kind is RetentionKind.RECORDS:
        fact = PersonalDataExpired(
            event_id=portion.event_id,
            kind=target.kind.value,
            field=target.field,
            order_ids=portion.order_ids,
            questions=questions,
        )
        tx.publish(fact)
    return True


def _take_out(
    tx: Transaction, target: RetentionTarget, portion: DuePortion, columns: privacy.Columns
) -> tuple[privacy.TakenOut, list[str]]:
    """What went, and the questions whose answers did; the lists' index follows."""
    known: dict[str, list[UUID]] = (
        {"orders": portion.order_ids} if portion.order_ids else {"events": [portion.event_id]}
    )
    if target.kind is RetentionKind.RECORDS:
        return privacy.take_out_field(tx, target.field, known, columns=columns), []
    if target.kind is not RetentionKind.PEOPLE:
        order_search.mark_orders(tx, portion.order_ids)
    if target.kind in ONLY:
        return privacy.take_out_along(tx, known, columns=columns, only=ONLY[target.kind]), []
    by: Literal["key", "type"] = "key" if target.kind is RetentionKind.QUESTION else "type"
    removed = orders.remove_answers(tx, portion.order_ids, by=by, value=target.field)
    gone = {"order_files": removed.file_count} if removed.file_count else {}
    taken = privacy.TakenOut(
        ids=removed.ids,
        deleted=gone,
        anonymised={"order_answers": removed.count},
        files=removed.file_count,
    )
    return taken, removed.questions


def _due_portion(tx: Transaction, target: RetentionTarget, months: int) -> DuePortion | None:
    until = cadences.months_after(tx.now, -months)
    if _is_of_events(target):
        return queries.find_event_of_records(tx, until, records=_records(target))
    found = queries.find_due_orders(tx, target, until, records=_records(target), limit=PORTION)
    if found is None and target.kind is RetentionKind.PEOPLE:
        return queries.find_due_event(tx, target, until)
    return found


def _past_events(
    tx: Transaction, target: RetentionTarget, until: datetime
) -> list[tuple[PastEvent, int]]:
    """Events that are over, each with how many of its orders stay for now."""
    if _is_of_events(target):
        events = queries.list_events_of_records(tx, until, records=_records(target))
        return [(event, 0) for event in events]
    return queries.list_past_events(tx, target, until, records=_records(target))


def _is_of_events(target: RetentionTarget) -> bool:
    """Whether its rows hang on events, whoever bought anything."""
    return target.kind is RetentionKind.RECORDS and privacy.is_of_events(target.field)


def _records(target: RetentionTarget) -> str:
    """The statement that counts rows by order, or by event; '' where none are meant."""
    if target.kind is not RetentionKind.RECORDS:
        return ""
    counted = privacy.values_by_event if _is_of_events(target) else privacy.values_by_order
    return counted(privacy.personal_tables(), target.field)


def _require_known(tx: Transaction, target: RetentionTarget) -> None:
    """NotFound for a question that nobody ever asked, a type or records that there are not."""
    known: Collection[str] = ("",)
    if target.kind is RetentionKind.QUESTION:
        known = {each.key for each in forms.list_asked_questions(tx)}
    elif target.kind is RetentionKind.ANSWER_TYPE:
        known = set(ANSWER_TYPES)
    elif target.kind is RetentionKind.RECORDS:
        known = privacy.fields_of_records()
    if target.field not in known:
        raise NotFound


def _question(asked: forms.AskedQuestion, language: str) -> RetentionField:
    wanted = language or asked.language
    return RetentionField(
        kind=RetentionKind.QUESTION.value,
        field=asked.key,
        label=forms.text_in(asked.label, wanted, language=asked.language) or asked.key,
        event_count=asked.event_count,
    )


def _unlabelled(kind: RetentionKind, field: str) -> RetentionField:
    return RetentionField(kind=kind.value, field=field, label="", event_count=0)


def _empty_log(ctx: SystemContext, organization_id: UUID, target: RetentionTarget) -> None:
    """Have the audit log forget what the rows of the last portion said."""
    inside = system_in(organization_id, ctx.job)
    with transaction(inside) as tx:
        run = queries.find_pending(tx, target)
    if run is None:
        return
    erased = privacy.erase_entries(ctx, organization_id, [UUID(each) for each in run.pending or ()])
    with transaction(inside) as tx:
        queries.settle_run(tx, run.id, log_entry_count=erased)
