"""Refusals of personal join links."""

from datetime import datetime

from turnout.kernel.errors import Conflict, NotFound


class JoinLinkNotOffered(NotFound):
    """The event is not online, is cancelled, or the ticket is not valid."""

    code = "join-links.not-offered"
    title = "This ticket has no link to join online"


class JoiningNotOpen(Conflict):
    """Too early; `opens_at` says when the link leads there."""

    code = "join-links.not-open"
    title = "The link opens shortly before the event begins"

    def __init__(self, *, opens_at: datetime) -> None:
        super().__init__(opens_at=opens_at.isoformat())


class JoiningOver(Conflict):
    """The event has ended."""

    code = "join-links.over"
    title = "The event is over"
