"""Refusals of applications."""

from turnout.kernel.errors import NotFound


class ApplicationNotFound(NotFound):
    code = "applications.no-such-application"
    title = "Nobody applied with this order"
