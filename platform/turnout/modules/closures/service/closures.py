"""Closing: an owner closes an organization, exports it, and may reopen it until it is deleted."""

from turnout.kernel import runtime
from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.pagination import PageRequest
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import FieldError, Invalid
from turnout.modules.closures import policies, queries, rules
from turnout.modules.closures.errors import AlreadyClosing, ClosureNotFound, EventsToCome
from turnout.modules.closures.facts import OrganizationClosed, OrganizationReopened
from turnout.modules.closures.metrics import CLOSURES
from turnout.modules.closures.service import notices
from turnout.modules.closures.types import Closure
from turnout.modules.events import api as events
from turnout.modules.manifests import api as manifests
from turnout.modules.notifications.api import Template
from turnout.modules.organizations import api as organizations

TO_COME = (events.State.PUBLISHED, events.State.LIVE, events.State.POSTPONED)
MOST_NAMED = 5
PORTION = PageRequest(limit=100)


def close_organization(ctx: OrganizationContext, *, slug: str, reason: str = "") -> Closure:
    """Close the organization: it sells nothing, changes nothing, and is deleted after the grace.

    `slug` is typed by hand, so that nobody closes another one than they mean. EventsToCome while
    published events are not over; AlreadyClosing. Every owner hears of it by mail.
    """
    owner_id = policies.require_can_close(ctx)
    days = runtime.current().settings.closure_grace_days
    with transaction(ctx) as tx:
        organization = organizations.lock_organization(tx)
        if slug != organization.slug:
            says = f"Type {organization.slug} to close this organization."
            raise Invalid(FieldError("/slug", says, "mismatch"))
        _require_no_events(tx)
        ends = rules.deletes_at(tx.now, grace_days=days)
        made = queries.insert_closure(tx, reason=reason.strip(), by=owner_id, deletes_at=ends)
        if made is None:
            raise AlreadyClosing
        organizations.change_state(tx, "closing")
        path, day = f"/account/organizations/{ctx.organization_id}/closure", ends.date().isoformat()
        notices.queue(tx, Template.ORGANIZATION_CLOSING, made.id, path=path, day=day)
        tx.publish(OrganizationClosed(closure_id=made.id))
        tx.after_commit.append(lambda: CLOSURES.add(step="closing"))
    return made


def reopen_organization(ctx: OrganizationContext) -> None:
    """Take the closing back: everything is as it was; ClosureNotFound where there is none."""
    policies.require_can_close(ctx)
    with transaction(ctx) as tx:
        organizations.lock_organization(tx)
        reopened = queries.reopen(tx)
        if reopened is None:
            raise ClosureNotFound
        organizations.change_state(tx, "active")
        notices.queue(tx, Template.ORGANIZATION_REOPENED, reopened.id)
        tx.publish(OrganizationReopened(closure_id=reopened.id))
        tx.after_commit.append(lambda: CLOSURES.add(step="reopened"))


def find_closure(ctx: OrganizationContext) -> Closure | None:
    """The closing under way, if there is one: for owners."""
    policies.require_can_close(ctx)
    with transaction(ctx) as tx:
        return queries.find_open_closure(tx)


def get_closure(ctx: OrganizationContext) -> Closure:
    """The same; ClosureNotFound where the organization is not being closed."""
    policies.require_can_close(ctx)
    found = find_closure(ctx)
    if found is None:
        raise ClosureNotFound
    return found


def export_organization(ctx: OrganizationContext) -> tuple[str, str]:
    """The name of a file and the organization as a manifest, secrets as references."""
    policies.require_can_export(ctx)
    with transaction(ctx) as tx:
        slug = organizations.get_organization(tx).slug
    return f"{slug}.yaml", manifests.as_yaml(manifests.export(ctx.job("closures.export"), slug))


def _require_no_events(tx: Transaction) -> None:
    """EventsToCome names the first of the events that people count on."""
    found = events.list_events(tx, PORTION, states=TO_COME)
    titles = [each.title for each in found.items if each.ends_at is None or each.ends_at > tx.now]
    if titles:
        raise EventsToCome(events=titles[:MOST_NAMED])
