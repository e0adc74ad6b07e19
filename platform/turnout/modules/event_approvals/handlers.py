"""The answers of event approvals to events."""

from turnout.kernel.context import OrganizationContext
from turnout.kernel.messaging.facts import on
from turnout.modules.event_approvals import service
from turnout.modules.events import api as events
from turnout.modules.events.facts import EventChanged

events.WAITS_FOR_APPROVAL.register(service.wait_for_moderator)
events.IS_HELD.register(service.is_held)


@on(EventChanged)
def withdraw(ctx: OrganizationContext, fact: EventChanged) -> None:
    """An event that its organizer took out of review waits no more."""
    service.withdraw_request(ctx, fact.event_id)
