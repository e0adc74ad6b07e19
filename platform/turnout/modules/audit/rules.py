"""What may be looked for: pure."""

from typing import Final

from turnout.kernel.db.pagination import PageRequest
from turnout.kernel.errors import FieldError, Invalid
from turnout.modules.audit.types import AuditSearch

ACTIONS: Final = ("insert", "update", "delete")


def require_sensible(wanted: AuditSearch) -> None:
    """Raise Invalid for a period that ends before it begins."""
    if wanted.since and wanted.until and wanted.until <= wanted.since:
        raise Invalid(FieldError("?until", "The end must be later than the start."))


def last_seen(request: PageRequest) -> int | None:
    """Read the cursor's entry number; None on the first page."""
    if request.after is None:
        return None
    if not (request.after[0].isascii() and request.after[0].isdigit()):
        raise Invalid(FieldError("?cursor", "This cursor is not one of ours; start without it."))
    return int(request.after[0])
