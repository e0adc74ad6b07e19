"""Erasing a person, by the registry: organization by organization, then on the platform.

Each organization commits by itself, its log is emptied right after, and what was done is noted in
between: a worker that stops is followed by one that goes on. The address is kept until the end.
"""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from turnout.kernel.context import SystemContext, system_in
from turnout.kernel.db.tx import Transaction, transaction
from turnout.modules.api_tokens import api as api_tokens
from turnout.modules.files import api as files
from turnout.modules.identity import api as identity
from turnout.modules.organizations import api as organizations
from turnout.modules.privacy import rules
from turnout.modules.privacy.errors import OwnsAlone, StillOperator
from turnout.modules.privacy.facts import PersonErased
from turnout.modules.privacy.metrics import ERASURES
from turnout.modules.privacy.queries import audit_log, personal_rows, requests
from turnout.modules.privacy.registry import personal_tables
from turnout.modules.privacy.service.requests import require_erasable
from turnout.modules.privacy.types import (
    Column,
    DueErasure,
    ErasureReport,
    PersonalTable,
    Subject,
)
from turnout.modules.security_events.api import SecurityEventKind, record_security_event

logger = logging.getLogger(__name__)
Columns = Mapping[str, Mapping[str, Column]]
Tables = Mapping[str, PersonalTable]
Found = dict[str, list[Any]]
Ids = Mapping[str, Sequence[Any]]


def list_due(ctx: SystemContext) -> list[UUID]:
    """Erasures whose time for changing one's mind is over."""
    with transaction(ctx) as tx:
        return requests.list_due(tx)


def erase(ctx: SystemContext, erasure_id: UUID) -> ErasureReport | None:
    """Erase a person whose time has come, with a report of what went and what stayed.

    None when there is nothing to do, or something is in the way: that is tried again every hour.
    """
    with transaction(ctx) as tx:
        due = _claim(tx, erasure_id)
        columns = personal_rows.columns_of_tables(tx)
    if due is None:
        return None
    subject = Subject(user_id=due.user_id, emails=(due.email,) if due.email else ())
    if due.user_id is not None and not _closed(ctx, due, due.user_id):
        return None
    report = requests.report_of(due.report) or rules.EMPTY
    if due.pending is not None:
        report = _after_a_stop(ctx, due, subject, report)
    for organization_id in organizations.list_organization_ids(ctx):
        report = _in_organization(ctx, due, organization_id, subject, columns, report)
    return _on_platform(ctx, due, subject, columns, report)


def of_organization(tables: Tables, columns: Columns) -> dict[str, PersonalTable]:
    """The tables whose rows belong to an organization."""
    return {
        name: table
        for name, table in tables.items()
        if table.is_found and "organization_id" in columns.get(name, {})
    }


def of_platform(tables: Tables, columns: Columns) -> dict[str, PersonalTable]:
    """The tables of persons and of the platform."""
    return {
        name: table
        for name, table in tables.items()
        if table.is_found and "organization_id" not in columns.get(name, {})
    }


def find_rows(
    tx: Transaction, tables: Tables, subject: Subject | None, *, known: Ids | None = None
) -> Found:
    """The ids of the person's rows, by table; without one, of what goes along with the known."""
    found: Found = {name: list(ids) for name, ids in (known or {}).items()}
    for name, table in tables.items():
        if name not in found and (ids := personal_rows.find_ids(tx, table, subject, found)):
            found[name] = ids
    return found


def _claim(tx: Transaction, erasure_id: UUID) -> DueErasure | None:
    """Take a due erasure; the address of an account counts where it was proved."""
    due = requests.claim(tx, erasure_id)
    if due is None or due.email or due.user_id is None:
        return due
    person = identity.get_people(tx, [due.user_id]).get(due.user_id)
    if person is None or not person.is_verified:
        return due
    requests.keep_address(tx, due.id, email=person.email)
    return replace(due, email=person.email)


def _closed(ctx: SystemContext, due: DueErasure, user_id: UUID) -> bool:
    """End the account's logins and tokens; False where somebody would be left without an owner."""
    try:
        require_erasable(ctx, user_id)
    except (OwnsAlone, StillOperator) as refusal:
        logger.warning("erasure put off", extra={"erasure": str(due.id), "why": refusal.code})
        ERASURES.add(step="put-off")
        with transaction(ctx) as tx:
            requests.put_off(tx, due)
        return False
    with transaction(ctx) as tx:
        identity.suspend_person(tx, user_id, reason="erased")
        api_tokens.forget_known_of_person(tx, user_id)
    return True


def _in_organization(
    ctx: SystemContext,
    due: DueErasure,
    organization_id: UUID,
    subject: Subject,
    columns: Columns,
    report: ErasureReport,
) -> ErasureReport:
    tables = of_organization(personal_tables(), columns)
    inside = system_in(organization_id, ctx.job)
    with transaction(inside) as tx:
        if not personal_rows.knows(tx, tables.values(), subject):
            return report
        seen = find_rows(tx, tables, subject)
    pending = {"organization_id": organization_id, "ids": changed_ids(tables, seen)}
    with transaction(ctx) as tx:
        requests.note(tx, due.id, report, pending=pending)
    with transaction(inside) as tx:
        found = find_rows(tx, tables, subject)
        taken = take_out(tx, tables, found, subject=subject, columns=columns)
        if subject.user_id is not None:
            organizations.end_membership_of(tx, subject.user_id)
        delete_found(tx, tables, found)
        for file_id in taken:
            files.discard(tx, file_id)
        tx.publish(PersonErased(erasure_id=due.id, user_id=subject.user_id))
    changed = [*changed_ids(tables, seen), *changed_ids(tables, found), *taken]
    erased = erase_log(ctx, organization_id, changed, subject)
    rows = {name: len(ids) for name, ids in found.items()}
    part = rules.part_report(tables, rows, organizations=1, files=len(taken), audit_entries=erased)
    whole = rules.joined([report, part])
    with transaction(ctx) as tx:
        requests.note(tx, due.id, whole, pending=None)
    return whole


def _on_platform(
    ctx: SystemContext,
    due: DueErasure,
    subject: Subject,
    columns: Columns,
    report: ErasureReport,
) -> ErasureReport:
    """The account itself, last: until then it says whose the rows of organizations are."""
    tables = of_platform(personal_tables(), columns)
    with transaction(ctx) as tx:
        seen = find_rows(tx, tables, subject)
        pending = {"organization_id": None, "ids": changed_ids(tables, seen)}
        requests.note(tx, due.id, report, pending=pending)
    with transaction(ctx) as tx:
        others = {name: ids for name, ids in seen.items() if name != "erasures"}
        take_out(tx, tables, others, subject=subject, columns=columns)
        delete_found(tx, tables, others)
    erased = erase_log(ctx, None, changed_ids(tables, seen), subject)
    rows = {name: len(ids) for name, ids in seen.items()}
    part = rules.part_report(tables, rows, organizations=0, files=0, audit_entries=erased)
    whole = rules.joined([report, part])
    with transaction(ctx) as tx:
        requests.finish(tx, due.id, whole)
        record_security_event(
            tx,
            SecurityEventKind.ERASED,
            user_id=due.user_id,
            details={"erasure_id": due.id},
        )
        tx.after_commit.append(lambda: ERASURES.add(step="done"))
    return whole


def _after_a_stop(
    ctx: SystemContext, due: DueErasure, subject: Subject, report: ErasureReport
) -> ErasureReport:
    """Empty the entries of what was about to change when a worker stopped."""
    pending = due.pending or {}
    organization_id = pending.get("organization_id")
    place = UUID(organization_id) if organization_id else None
    erased = erase_log(ctx, place, [UUID(each) for each in pending["ids"]], subject)
    empty = rules.part_report({}, {}, organizations=0, files=0, audit_entries=erased)
    return rules.joined([report, empty])


def take_out(
    tx: Transaction, tables: Tables, found: Found, *, subject: Subject | None, columns: Columns
) -> list[UUID]:
    """Empty the columns of rows that stay; the files that rows on their way out name."""
    taken: list[UUID] = []
    for name, ids in found.items():
        table = tables[name]
        if table.files:
            taken += personal_rows.list_files(tx, table, ids)
        if table.changed_columns and not table.deletes_rows:
            personal_rows.clear_rows(tx, table, ids, subject=subject, columns=columns[name])
    return taken


def delete_found(tx: Transaction, tables: Tables, found: Found) -> None:
    """Delete the rows that go, those first that point at others."""
    for name in reversed(list(found)):
        if tables[name].deletes_rows:
            personal_rows.delete_rows(tx, tables[name], found[name])


def changed_ids(tables: Tables, found: Found) -> list[UUID]:
    """The rows whose entries in the log lose their contents."""
    return [
        each
        for name, ids in found.items()
        if tables[name].is_changed
        for each in ids
        if isinstance(each, UUID)
    ]


def erase_log(
    ctx: SystemContext, organization_id: UUID | None, ids: Sequence[UUID], subject: Subject
) -> int:
    """Have the log forget what it says of these rows, and of the person; how many entries."""
    kept = [
        name for name, table in personal_tables().items() if not (table.is_changed or table.copy)
    ]
    with transaction(ctx) as tx:
        audit_log.seal_logs(tx)
    with transaction(ctx) as tx:
        return audit_log.erase_entries(
            tx, organization_id, subjects=ids, subject=subject, kept=kept
        )
