"""Groups of a directory: created, replaced, patched, deleted; roles follow who is in them."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any
from uuid import UUID

from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import require_version
from turnout.modules.scim import policies, resources, rules
from turnout.modules.scim.errors import MemberNotFound, ResourceNotFound
from turnout.modules.scim.queries import groups as queries
from turnout.modules.scim.service import accounts
from turnout.modules.scim.types import StoredGroup


def get_group(ctx: OrganizationContext, group_id: UUID, *, has_members: bool = True) -> StoredGroup:
    policies.require_directory(ctx)
    with transaction(ctx) as tx:
        return _there(queries.find_group(tx, group_id, has_members=has_members))


def create_group(ctx: OrganizationContext, body: Any) -> StoredGroup:
    """Write a group with its members; MemberNotFound for who is no user of the directory."""
    policies.require_directory(ctx)
    said = _checked(resources.stored(resources.read_resource(resources.Group, body, is_new=True)))
    members = _members_of(said)
    with transaction(ctx) as tx:
        group_id = queries.insert_group(tx, said)
        queries.add_members(tx, group_id, members)
        accounts.follow_groups(tx, members)
        return _there(queries.find_group(tx, group_id))


def replace_group(
    ctx: OrganizationContext, group_id: UUID, body: Any, *, version: int | None = None
) -> StoredGroup:
    """Replace a group and its members by what is said now (PUT)."""
    policies.require_directory(ctx)
    wanted = resources.read_resource(resources.Group, body, is_new=False)
    with transaction(ctx) as tx:
        before = _there(queries.lock_group(tx, group_id))
        require_version(version, before.version)
        said = resources.stored(wanted)
        return _write(tx, before, said, members=_members_of(said))


def patch_group(
    ctx: OrganizationContext, group_id: UUID, body: Any, *, version: int | None = None
) -> StoredGroup:
    """Carry the operations of a PATCH out on a group, all or none."""
    policies.require_directory(ctx)
    patch = resources.read_patch(resources.Group, body)
    with transaction(ctx) as tx:
        before = _there(queries.lock_group(tx, group_id))
        require_version(version, before.version)
        members = rules.patched_members(patch.operations, before.members)
        if members is not None:
            said = {"displayName": before.display_name, "externalId": before.external_id}
            return _write(tx, before, said, members=members)
        model = _model_of(before)
        resources.apply_patch(patch, model)
        said = resources.stored(model)
        return _write(tx, before, said, members=_members_of(said))


def delete_group(ctx: OrganizationContext, group_id: UUID, *, version: int | None = None) -> None:
    """Delete a group; the roles of who was in it follow."""
    policies.require_directory(ctx)
    with transaction(ctx) as tx:
        before = _there(queries.lock_group(tx, group_id))
        require_version(version, before.version)
        accounts.follow_groups(tx, queries.delete_group(tx, group_id))


def _write(
    tx: Transaction, before: StoredGroup, said: dict[str, Any], *, members: Iterable[UUID]
) -> StoredGroup:
    """Write a group as it is now, by what differs, and have roles follow."""
    _checked(said)
    wanted, had = dict.fromkeys(members), dict.fromkeys(before.members)
    added = [each for each in wanted if each not in had]
    after = replace(
        before,
        display_name=said["displayName"],
        external_id=said.get("externalId"),
        members=(*(each for each in had if each in wanted), *added),
        changed_at=tx.now,
        version=before.version + 1,
    )
    names = [(each.display_name, each.external_id) for each in (before, after)]
    is_renamed = names[0] != names[1]
    if wanted.keys() == had.keys() and not is_renamed:
        return before
    queries.update_group(tx, before.id, said)
    queries.remove_members(tx, before.id, had.keys() - wanted.keys())
    queries.add_members(tx, before.id, added)
    accounts.follow_groups(tx, list(wanted | had if is_renamed else wanted.keys() ^ had.keys()))
    return after


def _model_of(group: StoredGroup) -> Any:
    return resources.Group.model_validate(resources.shown_group(group, ""))


def _members_of(said: dict[str, Any]) -> list[UUID]:
    """The users whom a group names by `value`, or by the end of `$ref`."""
    found: dict[UUID, None] = {}
    for each in said.get("members", ()):
        named = each.get("value") or str(each.get("$ref", "")).rpartition("/")[2]
        if each.get("type", "User") != "User":
            raise MemberNotFound("Groups in groups are not taken: name the users themselves.")
        try:
            found[UUID(named)] = None
        except ValueError:
            raise MemberNotFound(f"{named[:60]!r} is no id of a user of this directory.") from None
    return list(found)


def _checked(said: dict[str, Any]) -> dict[str, Any]:
    rules.require_plain(said.get("displayName"), "displayName")
    rules.require_external_id(said.get("externalId"))
    return said


def _there(found: StoredGroup | None) -> StoredGroup:
    if found is None:
        raise ResourceNotFound
    return found
