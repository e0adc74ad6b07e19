"""Refusals of short links."""

from turnout.kernel.errors import NotFound


class ShortLinkNotFound(NotFound):
    code = "short-links.none"
    title = "There is no such link"
