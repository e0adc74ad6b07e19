"""Refusals of report links."""

from turnout.kernel.errors import NotFound


class ReportLinkNotFound(NotFound):
    """Also of one that lapsed, was revoked, or whose maker may share no more: all look alike."""

    code = "report-links.none"
    title = "There is no such report link"
