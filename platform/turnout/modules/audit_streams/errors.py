"""Refusals of audit streams."""

from turnout.kernel.errors import Conflict, NotFound


class AuditStreamNotFound(NotFound):
    code = "audit-streams.missing"
    title = "There is no such audit stream"


class TooManyStreams(Conflict):
    code = "audit-streams.too-many"
    title = "There are as many audit streams as there may be; delete one first"
