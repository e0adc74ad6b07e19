"""Refusals of badge layouts and prints."""

from turnout.kernel.errors import Conflict, FieldError, Gone, Invalid, NotFound


class BadgeLayoutNotFound(NotFound):
    code = "badges.no-layout"
    title = "This event has no such badge layout"


class BadgeLayoutNameTaken(Conflict):
    code = "badges.name-taken"
    title = "Another badge layout of this event has this name"


class TooManyBadgeLayouts(Conflict):
    code = "badges.too-many-layouts"
    title = "This event has as many badge layouts as one may have"


class NoLayoutForTicketType(Conflict):
    code = "badges.none-for-ticket-type"
    title = "This ticket type has no badge layout, and the event has no default one"


class BadgePrintRunNotFound(NotFound):
    code = "badges.no-print-run"
    title = "This event has no such prints"


class BadgeFileExpired(Gone):
    code = "badges.file-expired"
    title = "This file is no longer there; print the badges again"


class NothingPrinted(Conflict):
    code = "badges.nothing-printed"
    title = "No badge of these prints is there to be drawn"


class PrintedBefore(Invalid):
    code = "badges.printed-before"
    title = "This badge was printed before"

    def __init__(self) -> None:
        says = "This badge was printed before; say why it is printed again."
        super().__init__(FieldError("/reason", says, "printed-before"))
