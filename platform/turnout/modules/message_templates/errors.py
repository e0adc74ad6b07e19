"""Refusals of message templates."""

from turnout.kernel.errors import Conflict, NotFound


class MessageTemplateNotFound(NotFound):
    code = "message-templates.none"
    title = "There is no such message template"


class MessageTemplateExists(Conflict):
    code = "message-templates.taken"
    title = "There is a template for this message, language and event already"
