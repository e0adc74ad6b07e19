"""Named permissions, the roles that carry them by default, and the one check."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from turnout.kernel.context import Context, OperatorContext, OrganizationContext
from turnout.kernel.errors import Forbidden, NotFound

OWNER, ADMIN, STAFF, PARTNER = "owner", "admin", "staff", "partner"
ROLES = (OWNER, ADMIN, STAFF, PARTNER)
MANAGERS = (OWNER, ADMIN)
TEAM = (OWNER, ADMIN, STAFF)


@dataclass(frozen=True, slots=True)
class Permission:
    """`key` never changes; `says` completes the sentence "may …" for people."""

    key: str
    says: str
    roles: tuple[str, ...]
    is_limitable: bool = True
    """False: it opens what belongs to the whole organization, so a grant that is limited to
    some events does not carry it."""
    is_personal: bool = False
    """True: it decides about rights, so only a person at a login has it and no token carries it:
    what a stolen token can do ends with the token."""


OPERATOR, MODERATOR, SUPPORT = "operator", "moderator", "support"
OPERATOR_ROLES = (OPERATOR, MODERATOR, SUPPORT)
"""Of the platform's own people; no organization's role has anything to do with them."""

_registry: dict[str, Permission] = {}
_of_roles: dict[tuple[str, int], frozenset[str]] = {}
_of_operators: dict[str, Permission] = {}


def permission(
    key: str,
    says: str,
    *,
    roles: tuple[str, ...],
    is_limitable: bool = True,
    is_personal: bool = False,
) -> str:
    """Declare a permission; modules do so in `policies.py`, where it is also asked for."""
    if unknown := set(roles) - set(ROLES):
        raise ValueError(f"unknown roles: {sorted(unknown)}")
    _registry[key] = Permission(key, says, roles, is_limitable, is_personal)
    return key


def operator_permission(
    key: str, says: str, *, roles: tuple[str, ...], is_personal: bool = False
) -> str:
    """Declare what operators of the platform may; with `is_personal` no token carries it."""
    if unknown := set(roles) - set(OPERATOR_ROLES):
        raise ValueError(f"unknown roles of operators: {sorted(unknown)}")
    _of_operators[key] = Permission(key, says, roles, is_personal=is_personal)
    return key


def declared_for_operators() -> list[Permission]:
    return sorted(_of_operators.values(), key=lambda each: each.key)


def of_operator_role(role: str) -> frozenset[str]:
    """What a role of the platform's operators may do."""
    return frozenset(each.key for each in _of_operators.values() if role in each.roles)


def for_operator_tokens(keys: Iterable[str]) -> frozenset[str]:
    """Those of the permissions that an operator's token may carry."""
    return frozenset(
        key for key in keys if (known := _of_operators.get(key)) and not known.is_personal
    )


def declared() -> list[Permission]:
    return sorted(_registry.values(), key=lambda each: each.key)


def is_declared(key: str) -> bool:
    return key in _registry


def for_tokens(keys: Iterable[str]) -> frozenset[str]:
    """Those of the permissions that a token may carry; what is not declared any more goes too."""
    return frozenset(key for key in keys if (known := _registry.get(key)) and not known.is_personal)


def for_some_events(keys: Iterable[str]) -> frozenset[str]:
    """Those of the permissions that a grant limited to some events carries."""
    return frozenset(key for key in keys if (known := _registry.get(key)) and known.is_limitable)


def of_role(role: str) -> frozenset[str]:
    """What a built-in role may do; kept, since it is asked for each organization of a person."""
    key = role, len(_registry)
    if key not in _of_roles:
        _of_roles[key] = frozenset(each.key for each in _registry.values() if role in each.roles)
    return _of_roles[key]


def require_platform(ctx: Context) -> None:
    """Refuse everybody but the platform's own handlers and jobs."""
    if not ctx.actor.is_platform:
        raise Forbidden("This is for the platform's own jobs.")


def require_operator(ctx: OperatorContext, key: str) -> None:
    """Refuse an operator of the platform whose role, or token, does not carry the permission."""
    if key not in ctx.permissions:
        raise Forbidden(f"This needs the permission {key}.", permission=key)


def require(ctx: Context, key: str, *, event_id: UUID | None = None) -> None:
    """Refuse unless the context carries the permission (and covers the event, if named).

    Handlers and jobs act for the platform and pass. Another event than the grant's answers
    NotFound, as if it were not there.
    """
    if ctx.actor.is_platform:
        return
    if not isinstance(ctx, OrganizationContext) or key not in ctx.permissions:
        raise Forbidden(f"This needs the permission {key}.", permission=key)
    if ctx.event_ids is None:
        return
    if not _registry[key].is_limitable:
        raise Forbidden("This needs a membership that is not limited to some events.")
    if event_id is not None and event_id not in ctx.event_ids:
        raise NotFound
