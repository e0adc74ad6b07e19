"""Reactions of template shares: the agency keeps how often a client used a template."""

from turnout.kernel.context import OrganizationContext
from turnout.kernel.messaging.facts import on
from turnout.modules.template_shares import service
from turnout.modules.template_shares.facts import TemplateUsed


@on(TemplateUsed)
def note_use(ctx: OrganizationContext, fact: TemplateUsed) -> None:
    service.note_use(ctx, fact)
