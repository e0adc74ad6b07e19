"""Use cases of blocked addresses: an organization blocks, changes and unblocks."""

from uuid import UUID

from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.pagination import Page, PageRequest, page
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import require_version
from turnout.kernel.values import attributes_of
from turnout.modules.blocked_addresses import policies, queries, rules
from turnout.modules.blocked_addresses.facts import BlockedAddressChanged
from turnout.modules.blocked_addresses.types import BlockedAddress, Changes, NewBlockedAddress


def list_addresses(
    ctx: OrganizationContext,
    request: PageRequest,
    *,
    kind: str | None = None,
    text: str | None = None,
) -> Page[BlockedAddress]:
    """The newest first; `text` finds a part of an address or of a reason."""
    policies.require_can_read(ctx)
    with transaction(ctx) as tx:
        found = queries.list_addresses(tx, request, kind=kind, text=text)
    return page(found, request, key=lambda each: (each.created_at.isoformat(), each.id))


def get_address(ctx: OrganizationContext, address_id: UUID) -> BlockedAddress:
    policies.require_can_read(ctx)
    with transaction(ctx) as tx:
        return queries.get_address(tx, address_id)


def create_address(ctx: OrganizationContext, new: NewBlockedAddress) -> BlockedAddress:
    """Block an address from now on; orders that were placed stay."""
    policies.require_can_edit(ctx)
    value = rules.written(new.kind, new.value)
    with transaction(ctx) as tx:
        queries.lock_list(tx)
        rules.require_room(queries.count_addresses(tx))
        address_id = queries.insert_address(tx, new, value=value)
        _publish(tx, address_id)
        return queries.get_address(tx, address_id)


def update_address(
    ctx: OrganizationContext, address_id: UUID, changes: Changes, *, version: int | None
) -> BlockedAddress:
    """Change what happens, why, or until when."""
    policies.require_can_edit(ctx)
    with transaction(ctx) as tx:
        queries.lock_list(tx)
        before = queries.get_address(tx, address_id)
        require_version(version, before.version)
        queries.update_address(tx, address_id, attributes_of(before) | dict(changes))
        _publish(tx, address_id)
        return queries.get_address(tx, address_id)


def delete_address(ctx: OrganizationContext, address_id: UUID, *, version: int | None) -> None:
    """Unblock an address; orders that it held are decided all the same."""
    policies.require_can_edit(ctx)
    with transaction(ctx) as tx:
        queries.lock_list(tx)
        before = queries.get_address(tx, address_id)
        require_version(version, before.version)
        queries.delete_address(tx, address_id)
        _publish(tx, address_id)


def _publish(tx: Transaction, address_id: UUID) -> None:
    tx.publish(BlockedAddressChanged(blocked_address_id=address_id))
