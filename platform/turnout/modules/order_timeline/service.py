"""The use case of the order timeline: the log's entries and the mails of an order, in one list."""

from datetime import datetime
from typing import Final
from uuid import UUID

from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.pagination import Page, PageRequest, page, place_in_time
from turnout.kernel.db.tx import Transaction, transaction
from turnout.modules.api_tokens import api as api_tokens
from turnout.modules.audit import api as audit
from turnout.modules.badges import api as badges
from turnout.modules.checkin import api as checkin
from turnout.modules.identity import api as identity
from turnout.modules.invoices import api as invoices
from turnout.modules.notifications import api as notifications
from turnout.modules.order_notes import api as order_notes
from turnout.modules.order_timeline import policies, rules
from turnout.modules.order_timeline.types import TimelineEntry, TimelineKind
from turnout.modules.orders import api as orders
from turnout.modules.payments import api as payments
from turnout.modules.tickets import api as tickets
from turnout.modules.transfers import api as transfers

LAST_SEQ: Final = 2**63 - 1
"""Entries of the log stand behind mails of the same instant: their ids are smaller."""


def list_timeline(
    ctx: OrganizationContext, order_id: UUID, request: PageRequest
) -> Page[TimelineEntry]:
    """What happened to an order, the newest first; a fixed number of statements."""
    policies.require_can_read(ctx)
    after = place_in_time(request)
    with transaction(ctx) as tx:
        policies.require_can_read(ctx, orders.get_summary(tx, order_id).event_id)
        found = _changes(tx, order_id, after, limit=request.limit + 1)
        found += _mails(tx, order_id, after, limit=request.limit + 1)
    found.sort(key=lambda each: (each.at, each.id), reverse=True)
    return page(found, request, key=lambda each: (each.at.isoformat(), each.id))


def _changes(
    tx: Transaction, order_id: UUID, after: tuple[datetime, UUID] | None, *, limit: int
) -> list[TimelineEntry]:
    """What the log tells of the order and of everything that belongs to it."""
    wanted = audit.ChangesOfOrder(
        row_ids=_row_ids(tx, order_id),
        order_id=order_id,
        whole=rules.WHOLE,
        columns=rules.COLUMNS,
    )
    place = after and (after[0], min(after[1].int, LAST_SEQ))
    changes = audit.list_changes_of_order(tx, wanted, after=place, limit=limit)
    names = _names(tx, {each.actor for each in changes})
    buyer_id = orders.buyer_of(tx, order_id)
    tags = {each.id: each.name for each in order_notes.list_tags(tx)}
    return [_entry(each, buyer_id=buyer_id, names=names, tags=tags) for each in changes]


def _row_ids(tx: Transaction, order_id: UUID) -> list[UUID]:
    """The rows of an order whose changes are told."""
    ticket_ids = tickets.list_ids(tx, order_id)
    return [
        order_id,
        *orders.list_part_ids(tx, order_id),
        *ticket_ids,
        *payments.list_ids_of_reference(tx, order_id),
        *(each.id for each in invoices.list_of_order(tx, order_id)),
        *(each.id for each in checkin.list_of_tickets(tx, ticket_ids)),
        *badges.list_ids_of_tickets(tx, ticket_ids),
        *(each.id for each in transfers.offers_of(tx, order_id, is_buyer=False)),
    ]


def _names(tx: Transaction, actors: set[str]) -> dict[str, str]:
    """Actor → the name of the person, token or service account."""
    people = identity.get_people(tx, rules.ids_of_actors(actors, "user"))
    tokens = api_tokens.names_of(tx, rules.ids_of_actors(actors, "token"))
    return {f"user:{each.id}": each.display_name for each in people.values()} | {
        f"token:{token_id}": name for token_id, name in tokens.items()
    }


def _entry(
    change: audit.AuditEntry, *, buyer_id: UUID | None, names: dict[str, str], tags: dict[UUID, str]
) -> TimelineEntry:
    sides = {"before": change.before, "after": change.after}
    values, before = rules.values_of(change.table, **sides)
    resource_id = rules.resource_of(change.table, change.row_id or UUID(int=0), **sides)
    if rules.TOLD[change.table].resource == "tag":
        values["name"] = tags.get(resource_id, "")
    return TimelineEntry(
        id=UUID(int=change.seq),
        at=change.at,
        kind=rules.kind_of(change.table, change.action, **sides).value,
        actor=rules.actor_of(change.actor, change.on_behalf_of, buyer_id=buyer_id, names=names),
        resource=rules.TOLD[change.table].resource,
        resource_id=resource_id,
        values=values,
        before=before,
    )


def _mails(
    tx: Transaction, order_id: UUID, after: tuple[datetime, UUID] | None, *, limit: int
) -> list[TimelineEntry]:
    found = notifications.list_newest_of_order(tx, order_id, after=after, limit=limit)
    return [
        TimelineEntry(
            id=each.id,
            at=each.sent_at or each.queued_at,
            kind=TimelineKind(f"mail.{each.state}").value,
            actor=rules.SYSTEM,
            resource="mail",
            resource_id=each.id,
            values={
                "template": each.template,
                "recipient": each.recipient,
                "reason": each.reason,
                "attempts": each.attempts,
            },
            before={},
        )
        for each in found
    ]
