"""Refusals of kiosks, worded so that nobody learns who comes to an event."""

from turnout.kernel.errors import Conflict, Forbidden, NotFound


class NobodyFound(NotFound):
    """The name, what proves it, or both are wrong: which of them is not told."""

    code = "kiosks.nobody-found"
    title = "No ticket of this event has this name and this order number or e-mail address"


class PrintsNoBadges(Forbidden):
    code = "kiosks.prints-no-badges"
    title = "This kiosk prints no badges"


class NotCheckedInHere(Conflict):
    code = "kiosks.not-checked-in-here"
    title = "This ticket was not checked in at this kiosk"


class BadgePrintedBefore(Conflict):
    code = "kiosks.badge-printed-before"
    title = "This badge was printed before; the team prints it again"


class KioskBadgeNotFound(NotFound):
    code = "kiosks.no-badge"
    title = "This kiosk printed no such badge"
