"""Decisions about roles and grants: pure, without clock or database."""

import re
from collections.abc import Collection, Iterable, Sequence
from typing import Final

from turnout.kernel.errors import FieldError
from turnout.kernel.security.permissions import OWNER, ROLES, declared, is_declared, of_role
from turnout.modules.roles.types import Grant, MembershipAccess, NewRole, Role

KEY: Final = re.compile(r"[a-z](?:[a-z0-9]|-(?!-)){1,38}[a-z0-9]")
MOST_ROLES: Final = 50
"""How many roles of its own an organization has at most."""
NAMES: Final = {
    OWNER: "Owner",
    "admin": "Administrator",
    "staff": "Staff",
    "partner": "Partner",
}


def built_in() -> list[Role]:
    """The four roles that every organization has, as the modules declare them."""
    return [
        Role(
            id=None,
            key=key,
            name=NAMES[key],
            description="",
            permissions=tuple(sorted(of_role(key))),
            created_at=None,
            version=1,
        )
        for key in ROLES
    ]


def rights_of(role: str, own: Sequence[str] | None) -> frozenset[str]:
    """What a role carries: a built-in one as declared, an organization's own as it lists.

    A permission that is declared no more, or an owner's only, counts for nothing.
    """
    if role in ROLES:
        return of_role(role)
    return frozenset(each for each in own or () if is_grantable(each))


def is_grantable(permission: str) -> bool:
    """Whether a role of an organization's own may carry it: what only owners have stays theirs."""
    return is_declared(permission) and permission not in _owners_only()


def key_errors(key: str) -> list[FieldError]:
    if key in ROLES:
        return [FieldError("/key", "Every organization has this role; choose another key.")]
    if not KEY.fullmatch(key):
        return [
            FieldError(
                "/key",
                "Use 3 to 40 small letters a-z, digits and single hyphens; begin with a letter.",
            )
        ]
    return []


def permission_errors(permissions: Collection[str]) -> list[FieldError]:
    """What is wrong with each: not declared, or an owner's only."""
    return [
        FieldError(f"/permissions/{index}", says)
        for index, each in enumerate(permissions)
        if (says := _fault(each))
    ]


def new_role_errors(new: NewRole) -> list[FieldError]:
    return [*key_errors(new.key), *permission_errors(new.permissions)]


def grant_errors(grant: Grant) -> list[FieldError]:
    """An owner is one for everything and without end; events are named or not, never none."""
    errors: list[FieldError] = []
    if grant.role == OWNER and grant.event_ids is not None:
        errors.append(FieldError("/event_ids", "An owner has every event."))
    if grant.role == OWNER and grant.expires_at is not None:
        errors.append(FieldError("/expires_at", "An owner has no end date."))
    if grant.event_ids == ():
        errors.append(FieldError("/event_ids", "Name an event, or leave this out for all."))
    return errors


def permissions_of(access: MembershipAccess) -> frozenset[str]:
    """What a person may: their role's, and through an agency at most the linked scope as well."""
    own = rights_of(access.role, access.role_permissions)
    if access.agency_id is None:
        return own
    scope = of_role(access.scope_role)
    if access.scope_permissions is not None:
        scope &= frozenset(access.scope_permissions)
    return own & scope


def best_access(candidates: Iterable[MembershipAccess]) -> MembershipAccess | None:
    """A person's own membership comes before what an agency gives; the wider link before others."""
    return min(
        candidates,
        key=lambda each: (each.agency_id is not None, -len(permissions_of(each))),
        default=None,
    )


def _fault(permission: str) -> str:
    if not is_declared(permission):
        return "There is no such permission."
    return "" if is_grantable(permission) else "Only owners have this permission."


def _owners_only() -> frozenset[str]:
    return frozenset(each.key for each in declared() if each.roles == (OWNER,))
