"""Refusals of template shares."""

from turnout.kernel.errors import NotFound


class TemplateShareNotFound(NotFound):
    code = "template-shares.none"
    title = "This template is not shared"


class TemplateNotFound(NotFound):
    code = "template-shares.no-template"
    title = "This is no template of the organization"
