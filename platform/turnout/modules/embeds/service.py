"""Use cases of embeds: an organization allows sites, and what they show asks whether it may."""

from uuid import UUID

from turnout.kernel.context import OrganizationContext, PublicContext
from turnout.kernel.db.pagination import Page, PageRequest, page
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import require_version
from turnout.modules.embeds import policies, queries, rules
from turnout.modules.embeds.errors import EmbedOriginRefused
from turnout.modules.embeds.facts import EmbedOriginAdded, EmbedOriginDeleted
from turnout.modules.embeds.metrics import REFUSED
from turnout.modules.embeds.types import EmbedOrigin, NewEmbedOrigin


def list_origins(ctx: OrganizationContext, request: PageRequest) -> Page[EmbedOrigin]:
    """The sites that may embed the organization's checkout, the newest first."""
    policies.require_can_read(ctx)
    with transaction(ctx) as tx:
        found = queries.list_origins(tx, request)
    return page(found, request, key=lambda each: (each.created_at.isoformat(), each.id))


def create_origin(ctx: OrganizationContext, new: NewEmbedOrigin) -> EmbedOrigin:
    """Let the pages of a site show the checkout from now on; Invalid where it is no origin."""
    policies.require_can_edit(ctx)
    origin = rules.written(new.origin)
    with transaction(ctx) as tx:
        queries.lock_list(tx)
        rules.require_room(queries.count_origins(tx))
        origin_id = queries.insert_origin(tx, new, origin=origin)
        tx.publish(EmbedOriginAdded(embed_origin_id=origin_id))
        return queries.get_origin(tx, origin_id)


def delete_origin(ctx: OrganizationContext, origin_id: UUID, *, version: int | None) -> None:
    """Take a site off the list; what it shows now cannot order any more."""
    policies.require_can_edit(ctx)
    with transaction(ctx) as tx:
        queries.lock_list(tx)
        require_version(version, queries.get_origin(tx, origin_id).version)
        queries.delete_origin(tx, origin_id)
        tx.publish(EmbedOriginDeleted(embed_origin_id=origin_id))


def list_allowed(ctx: PublicContext) -> tuple[str, ...]:
    """The origins whose pages may frame the organization's; browsers are told them."""
    with transaction(ctx) as tx:
        return queries.list_allowed(tx)


def require_allowed(tx: Transaction, origin: str) -> None:
    """EmbedOriginRefused for the page of a site that the organization did not allow.

    A browser does not lie about the page around a frame; a program may, as it may about
    anything that gives no rights.
    """
    if not queries.is_allowed(tx, origin):
        REFUSED.add()
        raise EmbedOriginRefused
