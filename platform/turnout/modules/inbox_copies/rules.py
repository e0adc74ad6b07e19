"""Of which mails a copy is kept, and as what. Pure."""

from typing import Final

from turnout.modules.inbox.api import MessageKind
from turnout.modules.notifications.api import (
    NOTICES,
    OF_ORDERS,
    OF_TICKETS,
    OF_WAITLISTS,
    Template,
)

KINDS: Final = {
    **dict.fromkeys(OF_ORDERS - {Template.ORDER_EMAIL_CORRECTED}, MessageKind.ORDER),
    **dict.fromkeys(OF_TICKETS | {Template.TICKETS_RETURNED}, MessageKind.TICKET),
    **dict.fromkeys(OF_WAITLISTS, MessageKind.WAITLIST),
    Template.EVENT_NEWS: MessageKind.EVENT_NEWS,
    Template.SESSION_NEWS: MessageKind.EVENT_NEWS,
    Template.SESSION_LEFT: MessageKind.EVENT_NEWS,
    Template.NEW_EVENTS: MessageKind.EVENT_NEWS,
}
"""Announcements choose their channels by themselves; invitations hold a secret."""
TOLD_OTHERWISE: Final = frozenset(
    {
        Template.ORGANIZATION_DISPUTE_OPENED,
        Template.ORGANIZATION_DISPUTE_DUE,
        Template.ORGANIZATION_SENDING_DOMAIN_FAILED,
    }
)


def is_for_team(template: Template) -> bool:
    """Whether a mail is a notice about the organization that its inbox does not have already."""
    return template in NOTICES - TOLD_OTHERWISE


def path_below(path: str, slug: str) -> str:
    """Where in the console of this organization a notice leads; empty for any other place."""
    own = f"/console/{slug}/"
    return path.removeprefix(own) if path.startswith(own) else ""
