"""Merging accounts: asked for by an operator, done organization by organization by a worker.

The account that is given up is closed first. Each organization commits by itself and finds nothing
when it is asked again, so a worker that stops is followed by one that goes on.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from uuid import UUID

import structlog

from turnout.kernel.context import OperatorContext, SystemContext, system_in
from turnout.kernel.db.pagination import Page, PageRequest, page
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import FieldError, Invalid
from turnout.kernel.messaging.tasks import enqueue
from turnout.modules.api_tokens import api as api_tokens
from turnout.modules.identity import api as identity
from turnout.modules.operators import api as operators
from turnout.modules.organizations import api as organizations
from turnout.modules.organizations.api import AlreadyMember
from turnout.modules.privacy import api as privacy
from turnout.modules.privacy.api import Column, PersonalTable, Subject
from turnout.modules.security_events import api as security_events
from turnout.modules.user_merges import policies, queries, rules
from turnout.modules.user_merges.errors import (
    UserMergeNotFound,
    UsersShareOrganization,
    UserUnmergeable,
)
from turnout.modules.user_merges.facts import UserMerged
from turnout.modules.user_merges.metrics import MERGES
from turnout.modules.user_merges.queries import UniqueIndex
from turnout.modules.user_merges.types import MergeReport, NewUserMerge, UserMerge

log = structlog.get_logger(__name__)
Columns = Mapping[str, Mapping[str, Column]]
Tables = Mapping[str, PersonalTable]
Done = tuple[dict[str, int], dict[str, int]]
"""Rows that moved and rows that ended, by table."""


def merge_users(ctx: OperatorContext, new: NewUserMerge) -> UserMerge:
    """Give everything of one account to another, and close it; the rest is a worker's.

    The operator has made sure that both are one person's. UserUnmergeable and
    UsersShareOrganization say what is in the way.
    """
    policies.require_can_merge(ctx)
    job = ctx.job("user_merges.merge")
    with transaction(job) as tx:
        _require_mergeable(tx, new)
    told = {"into_user_id": new.into_user_id}
    security_events.record_operator_act(
        ctx, "merge-users", reason=new.reason, user_id=new.from_user_id, details=told
    )
    with transaction(job) as tx:
        queries.lock_merges(tx)
        _require_mergeable(tx, new)
        made = queries.insert_merge(tx, new, asked_by=f"operator:{ctx.user_id}")
        identity.suspend_person(tx, new.from_user_id, reason="merged into another account")
        api_tokens.forget_known_of_person(tx, new.from_user_id)
        tx.after_commit.append(lambda: MERGES.add(step="begun"))
        tx.after_commit.append(lambda: enqueue("user_merges.carry_out", str(made.id)))
        return _named(tx, [made])[0]


def list_merges(ctx: OperatorContext, request: PageRequest) -> Page[UserMerge]:
    """Every merge there was, oldest first."""
    policies.require_can_merge(ctx)
    with transaction(ctx.job("user_merges.list")) as tx:
        rows = _named(tx, queries.list_merges(tx, request))
    return page(rows, request, key=lambda each: ("", each.id))


def get_merge(ctx: OperatorContext, merge_id: UUID) -> UserMerge:
    """A merge with what was done so far; UserMergeNotFound."""
    policies.require_can_merge(ctx)
    with transaction(ctx.job("user_merges.get")) as tx:
        found = queries.find_merge(tx, merge_id)
        if found is None:
            raise UserMergeNotFound
        return _named(tx, [found])[0]


def _named(tx: Transaction, merges: Sequence[UserMerge]) -> list[UserMerge]:
    """The same with the accounts' addresses; one that was cleared has none any more."""
    ids = {user_id for each in merges for user_id in (each.from_user_id, each.into_user_id)}
    people = identity.get_people(tx, list(ids))

    def address(user_id: UUID) -> str:
        return people[user_id].email if user_id in people else ""

    return [
        replace(
            each,
            from_email="" if each.done_at else address(each.from_user_id),
            into_email=address(each.into_user_id),
        )
        for each in merges
    ]


def list_due(ctx: SystemContext) -> list[UUID]:
    """Merges that no worker is at."""
    with transaction(ctx) as tx:
        return queries.list_due(tx)


def carry_out(ctx: SystemContext, merge_id: UUID) -> MergeReport | None:
    """Move everything, organization by organization, then on the platform; None if not to do.

    Where both are members of one organization by now, it waits and is tried again every hour.
    """
    with transaction(ctx) as tx:
        merge = queries.claim(tx, merge_id)
        columns = privacy.columns_of_tables(tx)
        unique = queries.list_unique_indexes(tx)
    if merge is None:
        return None
    report = merge.report or rules.NOTHING
    for organization_id in organizations.list_organization_ids(ctx):
        try:
            moved, ended = _in_organization(ctx, merge, organization_id, columns, unique)
        except AlreadyMember:
            log.warning("merge put off", merge_id=str(merge.id))
            MERGES.add(step="put-off")
            return None
        if moved or ended:
            report = rules.added(report, organizations=1, moved=moved, ended=ended)
            with transaction(ctx) as tx:
                queries.note(tx, merge.id, report)
    return _on_platform(ctx, merge, columns, unique, report)


def _in_organization(
    ctx: SystemContext,
    merge: UserMerge,
    organization_id: UUID,
    columns: Columns,
    unique: list[UniqueIndex],
) -> Done:
    tables = _tables(columns, of_organization=True)
    asked = {name: (*table.moves, *table.user) for name, table in tables.items()}
    with transaction(system_in(organization_id, ctx.job)) as tx:
        if not queries.knows(tx, asked, merge.from_user_id):
            return {}, {}
        has_moved = organizations.hand_membership(tx, merge.from_user_id, merge.into_user_id)
        moved, ended = _move(tx, merge, tables, columns, unique)
        if has_moved:
            moved["memberships"] = 1
        fact = UserMerged(from_user_id=merge.from_user_id, into_user_id=merge.into_user_id)
        tx.publish(fact)
    return moved, ended


def _on_platform(
    ctx: SystemContext,
    merge: UserMerge,
    columns: Columns,
    unique: list[UniqueIndex],
    report: MergeReport,
) -> MergeReport:
    """The accounts themselves, last: the one that is given up names nobody afterwards."""
    tables = _tables(columns, of_organization=False)
    with transaction(ctx) as tx:
        _tell_both(tx, merge)
        moved, ended = _move(tx, merge, tables, columns, unique)
        privacy.clear_rows(
            tx,
            privacy.personal_tables()["users"],
            [merge.from_user_id],
            subject=Subject(user_id=merge.from_user_id, emails=()),
            columns=columns["users"],
        )
        api_tokens.forget_known_of_person(tx, merge.from_user_id)
        if moved.get("social_logins"):
            identity.write_sign_in_methods_mail(tx, merge.into_user_id)
        whole = rules.added(report, organizations=0, moved=moved, ended=ended)
        queries.finish(tx, merge.id, whole)
        tx.after_commit.append(lambda: MERGES.add(step="done"))
    return whole


def _tell_both(tx: Transaction, merge: UserMerge) -> None:
    """Mail both addresses, each with the other's; one that nobody proved is told nothing."""
    people = identity.get_people(tx, [merge.from_user_id, merge.into_user_id])
    given_up, kept = people[merge.from_user_id], people[merge.into_user_id]
    for to, other in ((given_up, kept), (kept, given_up)):
        if to.is_verified:
            identity.write_mail(
                tx,
                kept.id,
                purpose=identity.Purpose.ACCOUNTS_MERGED,
                email=to.email,
                details={"new": other.email, "kept": kept.email},
            )


def _tables(columns: Columns, *, of_organization: bool) -> Tables:
    """The tables in which something moves or ends: those of organizations, or the platform's."""
    return {
        name: table
        for name, table in privacy.personal_tables().items()
        if (table.moves or table.ends_rows)
        and ("organization_id" in columns[name]) == of_organization
    }


def _move(
    tx: Transaction,
    merge: UserMerge,
    tables: Tables,
    columns: Columns,
    unique: list[UniqueIndex],
) -> Done:
    """Let rows change hands by the registry; what both had, and what proves one of them, goes.

    Memberships move by the organization's own door, which knows who has to hear of it.
    """
    moved, ended = Counter[str](), Counter[str]()
    for name, table in tables.items():
        if table.ends_rows:
            ended[name] += sum(queries.end_rows(tx, name, each, merge) for each in table.user)
        for column in () if name == "memberships" else table.moves:
            rows, twice = queries.move_rows(
                tx,
                name,
                column,
                merge,
                unique=[each for each in unique if each.is_of(name, column)],
                has_version="version" in columns[name],
            )
            moved[name] += rows
            ended[name] += twice
    return +moved, +ended


def _require_mergeable(tx: Transaction, new: NewUserMerge) -> None:
    if new.from_user_id == new.into_user_id:
        raise Invalid(FieldError("/into_user_id", "Name another account.", "same"))
    ids = {"from_user_id": new.from_user_id, "into_user_id": new.into_user_id}
    people = identity.get_people(tx, list(ids.values()))
    missing = [name for name, user_id in ids.items() if user_id not in people]
    if missing:
        raise Invalid(*(FieldError(f"/{name}", "There is no such account.") for name in missing))
    for user_id in ids.values():
        stays = user_id == new.into_user_id
        reason = rules.unmergeable_because(people[user_id], stays=stays)
        reason = reason or _in_the_way(tx, user_id)
        if reason:
            raise UserUnmergeable(str(user_id), reason)
    both = [
        {each.organization_id: each.organization_name for each in found}
        for found in (organizations.list_memberships_of(tx, user_id) for user_id in ids.values())
    ]
    shared = both[0].keys() & both[1].keys()
    if shared:
        raise UsersShareOrganization(sorted(both[0][each] for each in shared))


def _in_the_way(tx: Transaction, user_id: UUID) -> str:
    if operators.find_operator_by_user(tx, user_id) is not None:
        return "operator"
    if privacy.find_erasure_of(tx, user_id) is not None:
        return "being-erased"
    return "being-merged" if queries.is_under_way(tx, user_id) else ""
