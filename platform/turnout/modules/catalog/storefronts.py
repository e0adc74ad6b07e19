"""Storefronts: what visitors may choose at an instant, passes of series, and links of previews."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Annotated, ClassVar
from uuid import UUID

from turnout.kernel import runtime
from turnout.kernel.context import OrganizationContext, PublicContext
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import FieldError, Invalid
from turnout.kernel.ids import new_id
from turnout.kernel.security.capability_links import derive_secret, head_of, is_derived
from turnout.kernel.values import from_attributes
from turnout.modules.catalog import policies, queries
from turnout.modules.catalog.errors import PreviewNotFound
from turnout.modules.catalog.hooks import prices_of, remaining, sold_by
from turnout.modules.catalog.models import ShopPreviewRow
from turnout.modules.catalog.rules import (
    OPEN_STATES,
    Sale,
    currencies_of,
    in_currency,
    storefront_at,
)
from turnout.modules.catalog.types import Shop, Storefront
from turnout.modules.events import api as events
from turnout.modules.ticket_prices.api import THE_WEB, Seller

PREVIEW_PURPOSE = "inventory.shop-preview"
LONGEST_PREVIEW = timedelta(days=90)


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """A link as its organizers see it; what opens it is told only when it is made."""

    component: ClassVar = "InventoryPreview"
    id: UUID
    label: str
    expires_at: datetime
    revoked_at: datetime | None
    created_at: datetime

    @classmethod
    def of(cls, row: ShopPreviewRow) -> "Preview":
        return from_attributes(cls, row)


@dataclass(frozen=True, slots=True, kw_only=True)
class CreatedPreview:
    component: ClassVar = "InventoryMadePreview"
    preview: Preview
    token: Annotated[str, "Part of the address; told this once."]
    url: Annotated[str, "Of the page that shows it; told this once."]


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewedStorefront:
    """The shop with what its visitor wants to know of the event, which may be a draft."""

    title: str
    starts_at: datetime | None
    ends_at: datetime | None
    time_zone: str
    shop: Storefront


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewedShop:
    """The storefront with what its visitor wants to know of the event, which may be a draft."""

    component: ClassVar = "InventoryPreviewedShop"
    title: str
    starts_at: datetime | None
    ends_at: datetime | None
    time_zone: str
    shop: Shop

    @classmethod
    def of(cls, found: PreviewedStorefront) -> "PreviewedShop":
        return from_attributes(cls, found, shop=Shop.of(found.shop))


def get_storefront(
    ctx: PublicContext,
    event_id: UUID,
    *,
    language: str = "",
    currency: str = "",
    named: frozenset[UUID] = frozenset(),
    code: str | None = None,
    partner: str = "",
) -> Storefront:
    """What a visitor may choose now; NotFound when the event is not shown, or not opened.

    `partner`: the code of a sales partner by whom they come; Invalid at `?partner` for no such one.
    """
    seller = Seller.of(ctx, partner, pointer="?partner")
    is_member = events.sees_private(ctx, event_id)
    with transaction(ctx) as tx:
        event = events.get_visible(tx, event_id, code=code, is_member=is_member)
        sale = _sale(tx, event, at=tx.now, currency=currency, seller=seller)
        return storefront_at(sale, tx.now, language=language, named=named)


def get_opened_storefront(
    tx: Transaction,
    event: events.Event,
    *,
    opened: Callable[[UUID], bool],
    language: str = "",
    currency: str = "",
    seller: Seller = THE_WEB,
) -> Storefront:
    """What a visitor whose code opened some hidden ticket types may choose now."""
    sale = _sale(tx, event, at=tx.now, currency=currency, seller=seller)
    return storefront_at(sale, tx.now, language=language, named=frozenset(), opened=opened)


def preview_storefront(
    ctx: OrganizationContext,
    event_id: UUID,
    *,
    at: datetime | None = None,
    language: str = "",
    currency: str = "",
    named: frozenset[UUID] = frozenset(),
) -> Storefront:
    """The shop at any instant, as if the event were published; stock is counted as it is now."""
    policies.require_can_preview(ctx, event_id)
    with transaction(ctx) as tx:
        event = events.get_event(tx, event_id)
        moment = at or tx.now
        sale = _sale(tx, event, at=moment, currency=currency, is_announced=True)
        return storefront_at(sale, moment, language=language, named=named)


def _sale(
    tx: Transaction,
    event: events.Event,
    *,
    at: datetime,
    currency: str,
    is_announced: bool = False,
    seller: Seller = THE_WEB,
) -> Sale:
    every = sold_by(tx, queries.list_offers(tx, event.id), seller)
    currencies = currencies_of(every)
    if currency and currency not in currencies:
        says = f"This event is not sold in {currency}."
        raise Invalid(FieldError("/currency", says, "not-sold-in"))
    offers = [found for each in every if (found := in_currency(each, currency)) is not None]
    pools = {pool_id for offer in offers for pool_id in offer.pool_usage}
    return Sale(
        is_announced=is_announced or event.state in OPEN_STATES,
        ends_at=event.ends_at,
        offers=offers,
        remaining=remaining(tx, list(pools)),
        prices=prices_of(tx, offers, at),
        currency=currency or next(iter(currencies), ""),
        currencies=currencies,
    )


def create_preview(
    ctx: OrganizationContext, event_id: UUID, *, label: str, expires_at: datetime
) -> CreatedPreview:
    """Make a link that shows the shop until `expires_at`, at most 90 days from now."""
    policies.require_can_preview(ctx, event_id)
    with transaction(ctx) as tx:
        events.get_event(tx, event_id)
        if not tx.now < expires_at <= tx.now + LONGEST_PREVIEW:
            says = f"A preview ends within {LONGEST_PREVIEW.days} days from now."
            raise Invalid(FieldError("/expires_at", says, "out-of-range"))
        row = ShopPreviewRow(
            id=new_id(),
            event_id=event_id,
            label=label,
            expires_at=expires_at,
            revoked_at=None,
            created_at=tx.now,
        )
        tx.add(row)
        return CreatedPreview(preview=Preview.of(row), token=_token(row.id), url=_url(tx, row))


def list_previews(ctx: OrganizationContext, event_id: UUID) -> Sequence[Preview]:
    """Newest first, with those that are over."""
    policies.require_can_preview(ctx, event_id)
    with transaction(ctx) as tx:
        events.get_event(tx, event_id)
        return [Preview.of(row) for row in queries.list_previews(tx, event_id)]


def revoke_preview(ctx: OrganizationContext, event_id: UUID, *, preview_id: UUID) -> None:
    """From now on the link shows nothing; doing so again changes nothing."""
    policies.require_can_preview(ctx, event_id)
    with transaction(ctx) as tx:
        row = queries.find_preview(tx, event_id, preview_id)
        if row is None:
            raise PreviewNotFound
        row.revoked_at = row.revoked_at or tx.now


def get_previewed_storefront(
    ctx: PublicContext,
    event_id: UUID,
    *,
    token: str,
    at: datetime | None = None,
    language: str = "",
    currency: str = "",
    named: frozenset[UUID] = frozenset(),
) -> PreviewedStorefront:
    """The shop at any instant, for whoever has the link; PreviewNotFound for any other token."""
    preview_id = _preview_id_of(token)
    with transaction(ctx) as tx:
        row = queries.find_preview(tx, event_id, preview_id)
        if row is None or row.revoked_at is not None or row.expires_at <= tx.now:
            raise PreviewNotFound
        event = events.get_event(tx, event_id)
        sale = _sale(tx, event, at=at or tx.now, currency=currency, is_announced=True)
        shop = storefront_at(sale, at or tx.now, language=language, named=named)
        return from_attributes(PreviewedStorefront, event, shop=shop)


def _url(tx: Transaction, row: ShopPreviewRow) -> str:
    base = runtime.current().settings.public_url.rstrip("/")
    return f"{base}/preview/{tx.organization_id}/{row.event_id}/{_token(row.id)}"


def _token(preview_id: UUID, *, key_id: str | None = None) -> str:
    """The id and 160 bits that only this platform can compute for it."""
    return derive_secret(PREVIEW_PURPOSE, preview_id.bytes, head=preview_id.bytes, key_id=key_id)


def _preview_id_of(token: str) -> UUID:
    """The id of a genuine token; nothing is asked of the database for any other."""
    head = head_of(token, 16)
    if head is None or not is_derived(token, partial(_token, UUID(bytes=head))):
        raise PreviewNotFound
    return UUID(bytes=head)
