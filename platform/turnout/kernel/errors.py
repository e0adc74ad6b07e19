"""Every refusal a caller may see has a class, a stable code and an HTTP status."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar


@dataclass(frozen=True, slots=True)
class FieldError:
    """One thing wrong with one field of the request."""

    pointer: str
    """JSON Pointer (RFC 6901) into the body, `?name` for a query parameter."""
    detail: str
    """What is wrong and what to do, for a person."""
    code: str = "invalid"


class TurnoutError(Exception):
    """A refusal with a stable code; `details` are added to the problem document."""

    status: ClassVar[int] = 500
    code: ClassVar[str] = "internal"
    title: ClassVar[str] = "Something went wrong on our side"

    def __init__(self, message: str = "", **details: Any) -> None:
        super().__init__(message or self.title)
        self.details = details
        self.headers: Mapping[str, str] = {}


class Invalid(TurnoutError):
    """The request was understood and cannot be carried out as it is; names the fields."""

    status = 422
    code = "invalid"
    title = "Some fields need attention"

    def __init__(self, *errors: FieldError, message: str = "", **details: Any) -> None:
        super().__init__(message or "; ".join(error.detail for error in errors), **details)
        self.errors = errors


class Unauthenticated(TurnoutError):
    status = 401
    code = "unauthenticated"
    title = "Please sign in"

    def __init__(self, message: str = "", **details: Any) -> None:
        super().__init__(message, **details)
        self.headers = {"WWW-Authenticate": 'Bearer realm="turnout"'}


class Forbidden(TurnoutError):
    status = 403
    code = "forbidden"
    title = "Your role does not allow this"


class ConfirmationNeeded(Forbidden):
    """Said for what is dangerous, at a login that has not proved itself for a while."""

    code = "confirmation-needed"
    title = "Please confirm first that it is you, then repeat this"


class OrganizationClosing(Forbidden):
    """Its owners have closed it: until it is deleted they may look, export it and reopen it."""

    code = "organizations.closing"
    title = "This organization is closed and will be deleted; nothing can be changed in it"


class SecondFactorMissing(Forbidden):
    """Said to an operator of the platform who signed in by a password alone."""

    code = "second-factor-missing"
    title = "Operators of the platform sign in with a second factor; set one up and sign in again"


class NotFound(TurnoutError):
    status = 404
    code = "not-found"
    title = "There is nothing here"


class Conflict(TurnoutError):
    status = 409
    code = "conflict"
    title = "This does not fit the present state"


class Gone(TurnoutError):
    status = 410
    code = "gone"
    title = "This is no longer available"


class PreconditionFailed(TurnoutError):
    status = 412
    code = "precondition-failed"
    title = "Someone changed this in the meantime; load it again"


def require_version(seen: int | None, present: int) -> None:
    """Refuse a change by somebody who saw another version; None: they did not say which."""
    if seen is not None and seen != present:
        raise PreconditionFailed(version=present)


class TooLarge(TurnoutError):
    status = 413
    code = "too-large"
    title = "That is more than we take at once"


class RateLimited(TurnoutError):
    """Too many requests of one kind; `retry_after_seconds` says when to come back."""

    status = 429
    code = "rate-limited"
    title = "Too many requests; please wait a moment"

    def __init__(self, message: str = "", *, retry_after_seconds: int = 1, **details: Any) -> None:
        super().__init__(message, retry_after_seconds=retry_after_seconds, **details)
        self.headers = {"Retry-After": str(max(1, retry_after_seconds))}


class Unavailable(TurnoutError):
    status = 503
    code = "unavailable"
    title = "This part is not available right now; please try again"

    def __init__(self, message: str = "", *, retry_after_seconds: int = 5, **details: Any) -> None:
        super().__init__(message, **details)
        self.headers = {"Retry-After": str(retry_after_seconds)}


class RowsMoved(Unavailable):
    """The organization's rows have come to lie elsewhere meanwhile: the same again finds them."""
