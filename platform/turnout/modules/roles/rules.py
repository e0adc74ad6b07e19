"""Decisions about roles and grants: pure, without clock or database."""

import re
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from turnout.kernel.errors import FieldError
from turnout.kernel.security.permissions import (
    OWNER,
    ROLES,
    declared,
    for_some_events,
    is_declared,
    of_role,
)
from turnout.modules.roles.types import AgencySignIn, Grant, MembershipAccess, NewRole, Role

KEY: Final = re.compile(r"[a-z](?:[a-z0-9]|-(?!-)){1,38}[a-z0-9]")
ABSENT: Final = UUID(int=0)
"""In the place of a login's provider, where nobody is here who could sign in by one."""
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


def carried_permissions(access: MembershipAccess) -> frozenset[str]:
    """The same without those that a grant limited to some events does not carry."""
    held = permissions_of(access)
    return held if access.event_ids is None else for_some_events(held)


def best_access(candidates: Iterable[MembershipAccess]) -> MembershipAccess | None:
    """A person's own membership comes before what an agency gives; the wider link before others."""
    return min(
        candidates,
        key=lambda each: (each.agency_id is not None, -len(permissions_of(each))),
        default=None,
    )


def is_proved(
    access: MembershipAccess, second_factor_at: datetime | None, *, now: datetime
) -> bool:
    """Whether a person proved themselves as lately as the client of their agency demands."""
    minutes = access.second_factor_minutes
    if minutes is None:
        return True
    return second_factor_at is not None and now - second_factor_at < timedelta(minutes=minutes)


def has_required_factor(
    access: MembershipAccess, *, has_factor: bool, is_own_sso: bool, now: datetime
) -> bool:
    """Whether a person may come in: their role asks for no second factor, or they have one.

    `is_own_sso`: the organization's own identity provider signed them in.
    """
    asked_from = access.second_factor_from
    if asked_from is None or now < asked_from:
        return True
    return has_factor or (is_own_sso and access.counts_sso)


def agency_refusal(
    access: MembershipAccess, sso_organization_id: UUID | None
) -> AgencySignIn | None:
    """What keeps somebody out who comes through an agency; None where nothing does.

    `sso_organization_id`: whose identity provider opened their login, if one did.
    """
    if access.agency_id is None or access.agency_sign_in is None:
        return None
    asked = AgencySignIn(access.agency_sign_in)
    is_kept = sso_organization_id in (access.agency_id, ABSENT)
    return None if asked == AgencySignIn.OWN_SSO and is_kept else asked


def _fault(permission: str) -> str:
    if not is_declared(permission):
        return "There is no such permission."
    return "" if is_grantable(permission) else "Only owners have this permission."


def _owners_only() -> frozenset[str]:
    return frozenset(each.key for each in declared() if each.roles == (OWNER,))
