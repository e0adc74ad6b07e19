"""Events that people keep as favourites, and organizers that they follow."""

from collections import defaultdict
from collections.abc import Sequence
from uuid import UUID

from turnout.kernel.context import PersonContext, PublicContext
from turnout.kernel.db.tx import Transaction, transaction
from turnout.modules.events import api as events
from turnout.modules.events.api import PublicEvent
from turnout.modules.organizations import api as organizations
from turnout.modules.participation.queries import favourites as queries
from turnout.modules.participation.types import Favourite, Followed

MOST = 200
"""Favourites, and organizers, in one list; the latest."""


def add_favourite(
    ctx: PersonContext, organization_id: UUID, event_id: UUID, *, code: str | None = None
) -> None:
    """Keep an event that the person may see; keeping it twice changes nothing."""
    with transaction(_in_organization(ctx, organization_id)) as tx:
        events.get_visible(tx, event_id, code=code)
        queries.add_favourite(tx, event_id, ctx.user_id)


def remove_favourite(ctx: PersonContext, organization_id: UUID, event_id: UUID) -> None:
    with transaction(_in_organization(ctx, organization_id)) as tx:
        queries.remove_favourite(tx, event_id, ctx.user_id)


def list_favourites(ctx: PersonContext, languages: Sequence[str]) -> list[Favourite]:
    """Those that are shown now, the latest first; one transaction for each organization."""
    with transaction(ctx) as tx:
        kept = queries.list_favourites(tx, ctx.user_id, limit=MOST)
    wanted: dict[UUID, list[UUID]] = defaultdict(list)
    for organization_id, event_id, _ in kept:
        wanted[organization_id].append(event_id)
    found: dict[UUID, PublicEvent] = {}
    for organization_id, event_ids in wanted.items():
        with transaction(_in_organization(ctx, organization_id)) as tx:
            for event in events.events_by_id(tx, event_ids):
                if event.is_shown:
                    found[event.id] = events.to_public(tx, event, languages)
    return [
        Favourite(organization_id=organization_id, since=since, event=found[event_id])
        for organization_id, event_id, since in kept
        if event_id in found
    ]


def follow_organizer(ctx: PersonContext, organization_id: UUID) -> None:
    """Follow an organization, NotFound without it; doing so twice changes nothing."""
    with transaction(_in_organization(ctx, organization_id)) as tx:
        organizations.get_organization(tx)
        queries.follow(tx, ctx.user_id)


def unfollow_organizer(ctx: PersonContext, organization_id: UUID) -> None:
    with transaction(_in_organization(ctx, organization_id)) as tx:
        queries.unfollow(tx, ctx.user_id)


def list_followed(ctx: PersonContext) -> list[Followed]:
    """The latest first; one transaction for each organization."""
    with transaction(ctx) as tx:
        kept = queries.list_followed(tx, ctx.user_id, limit=MOST)
    found = []
    for organization_id, since in kept:
        with transaction(_in_organization(ctx, organization_id)) as tx:
            home = organizations.branding_of(tx)
        found.append(
            Followed(organization_id=organization_id, slug=home.slug, name=home.name, since=since)
        )
    return found


def _in_organization(ctx: PersonContext, organization_id: UUID) -> PublicContext:
    """What a person keeps is a row of the organization whose event it is."""
    return PublicContext(
        organization_id=organization_id,
        actor=ctx.actor,
        user_id=ctx.user_id,
        request_id=ctx.request_id,
    )


def followers(tx: Transaction) -> list[UUID]:
    """People who follow the organization."""
    return queries.list_followers(tx)


def favourited_by(tx: Transaction, event_id: UUID) -> list[UUID]:
    """People who keep the event as a favourite."""
    return queries.list_favourited_by(tx, event_id)


def stop_following(tx: Transaction, user_id: UUID) -> None:
    """For modules above: somebody asked by a mail's link to hear no more."""
    queries.unfollow(tx, user_id)


def start_following(tx: Transaction, user_id: UUID) -> None:
    """For modules above: they took that back."""
    queries.follow(tx, user_id)
