"""Decisions about links and their scopes: pure, without clock or database."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Final

from turnout.kernel.errors import FieldError
from turnout.kernel.security.permissions import OWNER, ROLES, of_role
from turnout.kernel.state_machine import StateMachine
from turnout.modules.agencies.types import LinkState


class LinkAction(StrEnum):
    ACCEPT = "accept"
    END = "end"


LINK_STATES: Final = StateMachine[LinkState, LinkAction](
    "agency link",
    {
        (LinkState.OFFERED, LinkAction.ACCEPT): LinkState.ACTIVE,
        (LinkState.OFFERED, LinkAction.END): LinkState.ENDED,
        (LinkState.ACTIVE, LinkAction.END): LinkState.ENDED,
    },
)


def scope_errors(role: str, permissions: Iterable[str] | None) -> list[FieldError]:
    """What an agency may be offered: never an owner's rights, at most those of one role."""
    if role not in ROLES or role == OWNER:
        return [FieldError("/role", "Choose one of admin, staff, partner.")]
    unknown = sorted(set(permissions or ()) - of_role(role))
    if unknown:
        return [FieldError("/permissions", f"The role {role} does not carry {', '.join(unknown)}.")]
    return []
