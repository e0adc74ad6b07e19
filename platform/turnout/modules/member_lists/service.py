"""Use cases of member lists: the team's, and what orders ask and take of their numbers."""

from collections.abc import Collection, Mapping
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.pagination import Page, PageRequest, page
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import FieldError, Invalid, require_version
from turnout.modules.member_lists import policies, queries, rules
from turnout.modules.member_lists.errors import MemberNumberRefused, NumberReason
from turnout.modules.member_lists.facts import MemberListChanged
from turnout.modules.member_lists.metrics import REFUSED, USED
from turnout.modules.member_lists.types import (
    ImportedNumbers,
    MemberList,
    MemberNumber,
    UsableNumber,
)
from turnout.modules.organizations import api as organizations

MOST_LISTS: Final = 100


def list_lists(ctx: OrganizationContext) -> list[MemberList]:
    """The organization's lists by name, with how many numbers they have and what was ordered."""
    policies.require_can_read(ctx)
    with transaction(ctx) as tx:
        return queries.list_lists(tx)


def get_list(ctx: OrganizationContext, list_id: UUID) -> MemberList:
    policies.require_can_read(ctx)
    with transaction(ctx) as tx:
        return queries.get_list(tx, list_id)


def create_list(ctx: OrganizationContext, name: str) -> MemberList:
    """Make a list without numbers; MemberListNameTaken."""
    policies.require_can_edit(ctx)
    with transaction(ctx) as tx:
        if queries.count_lists(tx) >= MOST_LISTS:
            says = f"An organization has at most {MOST_LISTS} member lists."
            raise Invalid(FieldError("/name", says, "too-many"))
        return _changed(tx, queries.insert_list(tx, name.strip()))


def rename_list(
    ctx: OrganizationContext, list_id: UUID, name: str, *, version: int | None
) -> MemberList:
    policies.require_can_edit(ctx)
    with transaction(ctx) as tx:
        queries.lock_list(tx, list_id)
        require_version(version, queries.get_list(tx, list_id).version)
        queries.rename_list(tx, list_id, name.strip())
        return _changed(tx, list_id)


def delete_list(ctx: OrganizationContext, list_id: UUID, *, version: int | None) -> None:
    """Delete a list with its numbers; orders keep their prices. MemberListInUse."""
    policies.require_can_edit(ctx)
    with transaction(ctx) as tx:
        queries.lock_list(tx, list_id)
        require_version(version, queries.get_list(tx, list_id).version)
        queries.delete_list(tx, list_id)
        tx.publish(MemberListChanged(member_list_id=list_id))


def list_numbers(
    ctx: OrganizationContext, list_id: UUID, request: PageRequest, *, text: str | None = None
) -> Page[MemberNumber]:
    """The newest first; `text` is a part of a number, read as buyers' numbers are."""
    policies.require_can_read(ctx)
    part = rules.key_part(text) if text else None
    with transaction(ctx) as tx:
        queries.get_list(tx, list_id)
        found = queries.list_numbers(tx, list_id, request, part=part)
    return page(found, request, key=lambda each: ("number", each.id))


def import_numbers(ctx: OrganizationContext, list_id: UUID, table: str) -> ImportedNumbers:
    """Write the numbers of a table, all or none; Invalid names the lines that are wrong.

    A number that is there gets the end and the limit that the table says; one that the table does
    not name stays. The same table again changes nothing.
    """
    policies.require_can_edit(ctx)
    with transaction(ctx) as tx:
        queries.lock_list(tx, list_id)
        zone = ZoneInfo(organizations.get_organization(tx).time_zone)
        done = queries.import_numbers(tx, list_id, rules.read_table(table, zone))
        if done.added or done.changed:
            tx.publish(MemberListChanged(member_list_id=list_id))
        return done


def delete_number(ctx: OrganizationContext, list_id: UUID, number_id: UUID) -> None:
    """Delete a number; orders that were placed by it keep their price."""
    policies.require_can_edit(ctx)
    with transaction(ctx) as tx:
        queries.lock_list(tx, list_id)
        queries.get_number(tx, list_id, number_id)
        queries.delete_number(tx, number_id)
        tx.publish(MemberListChanged(member_list_id=list_id))


def _changed(tx: Transaction, list_id: UUID) -> MemberList:
    tx.publish(MemberListChanged(member_list_id=list_id))
    return queries.get_list(tx, list_id)


def find_list(tx: Transaction, list_id: UUID) -> str | None:
    """The name of a list; None where the organization has no such one."""
    return queries.find_name(tx, list_id)


def find_numbers(
    tx: Transaction, list_ids: Collection[UUID], number: str
) -> dict[UUID, UsableNumber]:
    """By list, what a buyer's number is there; MemberNumberRefused where it counts in none."""
    key = rules.key_of(number)
    found = queries.find_numbers(tx, list_ids, key) if key and list_ids else []
    try:
        return {each.member_list_id: each for each in rules.require_usable(found, now=tx.now)}
    except MemberNumberRefused as refusal:
        REFUSED.add(reason=refusal.reason.value)
        raise


def require_units(number: UsableNumber, units: int) -> None:
    """MemberNumberRefused where fewer units may be ordered by a number."""
    try:
        rules.require_units(number, units)
    except MemberNumberRefused as refusal:
        REFUSED.add(reason=refusal.reason.value)
        raise


def take_uses(tx: Transaction, order_id: UUID, units: Mapping[UUID, int]) -> None:
    """Count the units of an order by number; MemberNumberRefused where others were faster.

    It comes after the stock was taken, as giving back does: nobody waits in a ring.
    """
    try:
        queries.take_units(tx, order_id, units)
    except queries.NoneLeft as error:
        REFUSED.add(reason=NumberReason.USED_UP.value)
        raise MemberNumberRefused(NumberReason.USED_UP) from error
    total = sum(units.values())
    tx.after_commit.append(lambda: USED.add(total))


def return_uses(tx: Transaction, order_id: UUID) -> None:
    """Give the units of an order back: it ended before anything was paid."""
    queries.return_units(tx, order_id)


def take_uses_again(tx: Transaction, order_id: UUID) -> bool:
    """Take the units of an order that comes back to life; False when they are left no more."""
    try:
        with tx.savepoint():
            queries.take_again(tx, order_id)
    except queries.NoneLeft:
        return False
    return True
