"""Users of a directory: created, replaced, patched, deleted."""

import json
from collections.abc import Callable, Sequence
from typing import Any, Final
from uuid import UUID

from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import Conflict, require_version
from turnout.modules.scim import policies, resources, rules
from turnout.modules.scim.errors import InvalidValue, ResourceNotFound
from turnout.modules.scim.queries import groups
from turnout.modules.scim.queries import users as queries
from turnout.modules.scim.service import accounts
from turnout.modules.scim.types import NewUser, StoredUser

Change = Callable[[StoredUser], dict[str, Any]]
MOST_TRIES: Final = 3


def get_user(ctx: OrganizationContext, user_id: UUID) -> StoredUser:
    policies.require_directory(ctx)
    with transaction(ctx) as tx:
        return _there(queries.find_user(tx, user_id))


def read_new_user(body: Any) -> NewUser:
    """What a message says of a user to be made."""
    said = _checked(
        resources.stored(resources.read_resource(resources.UserModel, body, is_new=True))
    )
    return NewUser(resource=said, key=rules.key_of(said["userName"]))


def create_user(ctx: OrganizationContext, body: Any) -> StoredUser:
    """Write one user, as `create_users` does."""
    policies.require_directory(ctx)
    [made] = create_users(ctx, [read_new_user(body)])
    return made


def create_users(ctx: OrganizationContext, new: Sequence[NewUser]) -> list[StoredUser]:
    """Write users, all or none; members are those whose address and role allow it.

    UserNameTaken; DomainNotProven for a userName that is an address of somebody else's domain.
    Accounts are made before, and stay should the users be refused after all.
    """
    policies.require_directory(ctx)
    said = [each.resource for each in new]
    with transaction(ctx) as tx:
        candidates = accounts.find_candidates(tx, said)
        accounts.require_own_domains(said, candidates)
        if len(new) > 1:  # one is refused as it is written, and nothing was made for others
            queries.require_free(tx, [each.key for each in new])
    account_ids = accounts.open_accounts(ctx, candidates)
    with transaction(ctx) as tx:
        changes = accounts.changes_of_new(
            tx,
            [
                account_id
                for account_id, each in zip(account_ids, candidates, strict=True)
                if account_id is not None and each.is_active
            ],
        )
        made = queries.insert_users(tx, new, account_ids, members=frozenset(changes.gained))
        ended = accounts.link_new(tx, made, changes)
    for account_id in ended:
        accounts.end_logins(account_id, request_id=ctx.request_id)
    return made


def replace_user(
    ctx: OrganizationContext, user_id: UUID, body: Any, *, version: int | None = None
) -> StoredUser:
    """Replace a user by what is said now (PUT)."""
    policies.require_directory(ctx)

    def replaced(before: StoredUser) -> dict[str, Any]:
        wanted = resources.read_resource(resources.UserModel, body, is_new=False)
        wanted.replace(_model_of(before))
        said = resources.stored(wanted)
        # Who was deactivated stays so until it is said that they are active.
        return said if before.is_active else {"active": False, **said}

    return _change(ctx, user_id, replaced, version=version)


def patch_user(
    ctx: OrganizationContext, user_id: UUID, body: Any, *, version: int | None = None
) -> StoredUser:
    """Carry the operations of a PATCH out on a user, all or none."""
    policies.require_directory(ctx)
    patch = resources.read_patch(resources.UserModel, body)

    def patched(before: StoredUser) -> dict[str, Any]:
        model = _model_of(before)
        resources.apply_patch(patch, model)
        return resources.stored(model)

    return _change(ctx, user_id, patched, version=version)


def delete_user(ctx: OrganizationContext, user_id: UUID, *, version: int | None = None) -> None:
    """Delete a user: out of the organization with this commit, as one that is deactivated."""
    policies.require_directory(ctx)
    with transaction(ctx) as tx:
        before = _there(queries.lock_user(tx, user_id))
        require_version(version, before.version)
        ended = accounts.deprovision(tx, before)
        groups.leave_groups(tx, user_id)
        queries.delete_user(tx, user_id)
    if ended and before.user_id is not None:
        accounts.end_logins(before.user_id, request_id=ctx.request_id)


def _change(
    ctx: OrganizationContext, user_id: UUID, change: Change, *, version: int | None
) -> StoredUser:
    """Read, compute, look for the account without holding a lock, then write if nobody did."""
    for _ in range(MOST_TRIES):
        before = get_user(ctx, user_id)
        require_version(version, before.version)
        said = _checked(change(before))
        if said == before.resource:
            return before
        written = _write(ctx, before, said)
        if written is not None:
            return written
    raise Conflict("Somebody changes this user at the same time; send it again.")


def _write(ctx: OrganizationContext, before: StoredUser, said: dict[str, Any]) -> StoredUser | None:
    """Write a user as it is now; None when somebody else did in between."""
    key = rules.key_of(said["userName"])
    if key != rules.key_of(before.user_name):
        with transaction(ctx) as tx:
            accounts.require_own_domains([said], accounts.find_candidates(tx, [said]))
    account_id = before.user_id or accounts.find_accounts(ctx, [said])[0]
    ended = False
    with transaction(ctx) as tx:
        locked = _there(queries.lock_user(tx, before.id))
        if locked.version != before.version:
            return None
        queries.update_user(tx, before.id, said, key=key)
        if account_id is not None:
            if locked.user_id is None:
                accounts.link(tx, before.id, account_id)
            was_active = locked.is_active or locked.user_id is None
            ended = _follow(tx, before.id, was_active=was_active)
        after = _there(queries.find_user(tx, before.id))
    if ended and account_id is not None:
        accounts.end_logins(account_id, request_id=ctx.request_id)
    return after


def _follow(tx: Transaction, user_id: UUID, *, was_active: bool) -> bool:
    """Have membership follow what the user is now; whether their logins end after the commit."""
    now = _there(queries.lock_user(tx, user_id))
    if now.is_active:
        accounts.follow_groups(tx, [user_id])
        return False
    return was_active and accounts.deprovision(tx, now)


def _model_of(user: StoredUser) -> Any:
    return resources.UserModel.model_validate({**user.resource, "id": str(user.id)})


def _checked(said: dict[str, Any]) -> dict[str, Any]:
    rules.require_plain(said.get("userName"), "userName")
    rules.require_external_id(said.get("externalId"))
    if len(json.dumps(said)) > rules.LARGEST_RESOURCE:
        raise InvalidValue(f"A user has at most {rules.LARGEST_RESOURCE} bytes.")
    return said


def _there(found: StoredUser | None) -> StoredUser:
    if found is None:
        raise ResourceNotFound
    return found
