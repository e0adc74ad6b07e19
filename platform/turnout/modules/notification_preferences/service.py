"""Preferences of a person: what the links in emails change stands here too, and is changed here."""

from itertools import groupby
from uuid import UUID

from turnout.kernel.context import OrganizationContext, PersonContext
from turnout.kernel.db.tx import transaction
from turnout.modules.consents import api as consents
from turnout.modules.consents.api import Channel, ConsentSource, ConsentTopic
from turnout.modules.events import api as events
from turnout.modules.identity import api as identity
from turnout.modules.notification_preferences import rules
from turnout.modules.notification_preferences.types import (
    NotificationPreferences,
    NotificationTopic,
    SubscriptionPreference,
    SubscriptionUpdate,
)
from turnout.modules.opt_outs import api as opt_outs
from turnout.modules.organizations import api as organizations
from turnout.modules.participation import api as participation

MEANT = {stored.value: topic for stored, topic in opt_outs.TOPICS.items() if stored}


def get_preferences(ctx: PersonContext) -> NotificationPreferences:
    """By topic for all organizers, then organizers that are followed and what was ended."""
    followed = [
        SubscriptionPreference(
            organization_id=each.organization_id,
            organization_name=each.name,
            topic=ConsentTopic.NEW_EVENTS,
            event_id=None,
            event_title="",
            is_on=True,
            since=each.since,
        )
        for each in participation.list_followed(ctx)
    ]
    return NotificationPreferences(
        topics=rules.preferences_of(consents.list_choices(ctx)),
        subscriptions=(*followed, *_ended(ctx)),
    )


def change_topic(
    ctx: PersonContext,
    topic: NotificationTopic,
    *,
    channel: Channel,
    is_on: bool,
    source: ConsentSource,
) -> NotificationPreferences:
    """Say for all organizers whether messages of a topic come; Invalid for what always comes."""
    wanted = rules.topic_to_change(topic, channel)
    consents.choose(ctx, wanted, channel=channel, is_on=is_on, source=source)
    return get_preferences(ctx)


def change_subscription(
    ctx: PersonContext, organization_id: UUID, said: SubscriptionUpdate
) -> NotificationPreferences:
    """Say to one organizer whether its emails come: the record that links in emails change.

    NotFound without the organization, or an event that the person may see.
    """
    rules.require_event_fits(said.topic, said.event_id, is_on=said.is_on)
    if said.topic is ConsentTopic.NEW_EVENTS:
        follow = participation.follow_organizer if said.is_on else participation.unfollow_organizer
        follow(ctx, organization_id, source=said.source)
        return get_preferences(ctx)
    email = identity.get_me(ctx).email
    with transaction(_inside(ctx, organization_id)) as tx:
        organizations.get_organization(tx)
        if said.event_id is not None and not said.is_on:
            events.get_visible(tx, said.event_id, code=None)
        opt_outs.change_opt_out(
            tx, said.topic, said.event_id, email=email, is_on=said.is_on, source=said.source
        )
    return get_preferences(ctx)


def _ended(ctx: PersonContext) -> list[SubscriptionPreference]:
    """What the person's address has unsubscribed from, by organizer."""
    found = sorted(opt_outs.list_opt_outs(ctx), key=lambda each: each.organization_id)
    shown = []
    for organization_id, ended in groupby(found, key=lambda each: each.organization_id):
        with transaction(_inside(ctx, organization_id)) as tx:
            name = organizations.branding_of(tx).name
            for each in ended:
                event = events.find_event(tx, each.event_id) if each.event_id else None
                shown.append(
                    SubscriptionPreference(
                        organization_id=organization_id,
                        organization_name=name,
                        topic=MEANT[each.topic],
                        event_id=each.event_id,
                        event_title=event.title if event else "",
                        is_on=False,
                        since=each.created_at,
                    )
                )
    return shown


def _inside(ctx: PersonContext, organization_id: UUID) -> OrganizationContext:
    """The person themselves in an organization, without any right there."""
    return OrganizationContext(
        organization_id=organization_id,
        actor=ctx.actor,
        user_id=ctx.user_id,
        request_id=ctx.request_id,
    )
