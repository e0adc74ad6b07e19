"""Which mail follows what happened to a place on a waitlist."""

from turnout.kernel.context import OrganizationContext
from turnout.kernel.messaging.facts import on
from turnout.modules.notifications import api as notifications
from turnout.modules.notifications.api import Template
from turnout.modules.waitlist import facts
from turnout.modules.waitlist_mails import service

notifications.register_composers(dict.fromkeys(service.STATES, service.compose))


@on(facts.WaitlistJoined, queue="messages")
def welcome(ctx: OrganizationContext, fact: facts.WaitlistJoined) -> None:
    service.announce(ctx, fact.entry_id, Template.WAITLIST_JOINED)


@on(facts.WaitlistOffered, queue="messages")
def offer_places(ctx: OrganizationContext, fact: facts.WaitlistOffered) -> None:
    service.announce(ctx, fact.entry_id, Template.WAITLIST_OFFERED)


@on(facts.WaitlistOfferReminded, queue="messages")
def remind_of_offer(ctx: OrganizationContext, fact: facts.WaitlistOfferReminded) -> None:
    service.announce(ctx, fact.entry_id, Template.WAITLIST_LAST_CHANCE)


@on(facts.WaitlistOfferLapsed, queue="messages")
def tell_of_passed_on(ctx: OrganizationContext, fact: facts.WaitlistOfferLapsed) -> None:
    service.announce(ctx, fact.entry_id, Template.WAITLIST_PASSED_ON)
