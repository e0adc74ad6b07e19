"""Refusals of inboxes."""

from turnout.kernel.errors import Forbidden, NotFound


class MessageNotFound(NotFound):
    code = "inbox.none"
    title = "There is no such message"


class NoInbox(Forbidden):
    code = "inbox.person-only"
    title = "Only a person has an inbox, and a token is none"
