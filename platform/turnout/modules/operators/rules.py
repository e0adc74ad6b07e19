"""Decisions about operators' tokens."""

from collections.abc import Collection
from typing import Final

from turnout.kernel.errors import FieldError, Invalid
from turnout.kernel.security import permissions
from turnout.kernel.security.crypto import is_token
from turnout.modules.operators.types import NewOperatorToken

PREFIX: Final = "turnout_op"
"""Before the 27 letters and the 6 of their checksum; secret scanners know tokens by it."""
LONGEST_HOURS: Final = 24
MOST_SCOPES: Final = 50


def is_ours(bearer: str) -> bool:
    """Whether a bearer token calls itself an operator's; proves nothing."""
    return bearer.startswith(f"{PREFIX}_")


def is_shaped(bearer: str) -> bool:
    """Whether prefix, length and checksum are right: what is not was never made by us."""
    return is_token(bearer, PREFIX)


def require_valid(new: NewOperatorToken, *, allowed: Collection[str]) -> None:
    """Invalid names each scope that is unknown, a person's only, or more than `allowed`."""
    carried = permissions.for_operator_tokens(new.scopes)
    errors = [
        FieldError(f"/scopes/{index}", says)
        for index, scope in enumerate(new.scopes)
        if (says := _scope_error(scope, carried, allowed))
    ]
    if errors:
        raise Invalid(*errors)


def _scope_error(scope: str, carried: Collection[str], allowed: Collection[str]) -> str:
    if scope not in carried:
        return "There is no such permission of operators, or no token carries it."
    return "" if scope in allowed else "This is more than you may."
