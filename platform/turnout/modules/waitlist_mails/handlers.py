"""Which mail follows what happened to a place on a waitlist, of tickets or of a session."""

from turnout.kernel.context import OrganizationContext
from turnout.kernel.messaging.facts import on
from turnout.modules.notifications import api as notifications
from turnout.modules.notifications.api import Template
from turnout.modules.session_waitlist import facts as session_facts
from turnout.modules.waitlist import facts
from turnout.modules.waitlist_mails import service, session_places

notifications.register_composers(dict.fromkeys(service.STATES, service.compose))
notifications.register_composers(dict.fromkeys(session_places.STATES, session_places.compose))


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


@on(session_facts.SessionPlaceOffered, queue="messages")
def offer_session_place(ctx: OrganizationContext, fact: session_facts.SessionPlaceOffered) -> None:
    session_places.announce(ctx, fact.entry_id, Template.SESSION_PLACE_OFFERED)


@on(session_facts.SessionPlaceGiven, queue="messages")
def tell_of_given_place(ctx: OrganizationContext, fact: session_facts.SessionPlaceGiven) -> None:
    session_places.announce(ctx, fact.entry_id, Template.SESSION_PLACE_GIVEN)


@on(session_facts.SessionOfferReminded, queue="messages")
def remind_of_place(ctx: OrganizationContext, fact: session_facts.SessionOfferReminded) -> None:
    session_places.announce(ctx, fact.entry_id, Template.SESSION_PLACE_LAST_CHANCE)


@on(session_facts.SessionOfferLapsed, queue="messages")
def tell_of_lapsed_offer(ctx: OrganizationContext, fact: session_facts.SessionOfferLapsed) -> None:
    session_places.announce(ctx, fact.entry_id, Template.SESSION_PLACE_PASSED_ON)
