"""Refusals of support access."""

from turnout.kernel.errors import Conflict, NotFound


class SupportAccessNotFound(NotFound):
    code = "support-access.none"
    title = "Support has no access to this organization"


class SupportAccessGranted(Conflict):
    code = "support-access.granted"
    title = "Support has access already; end it before you give another"
