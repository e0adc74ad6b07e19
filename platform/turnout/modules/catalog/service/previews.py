"""Previews: links by which people without an account see the storefront at any instant."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from turnout.kernel import runtime
from turnout.kernel.context import OrganizationContext, PublicContext
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import FieldError, Invalid
from turnout.kernel.ids import new_id
from turnout.kernel.security.capability_links import derive_secret, head_of
from turnout.kernel.security.crypto import constant_time_equal
from turnout.modules.catalog import policies, queries
from turnout.modules.catalog.errors import PreviewNotFound
from turnout.modules.catalog.models import ShopPreviewRow
from turnout.modules.catalog.service.storefront import storefront_of
from turnout.modules.catalog.types import CreatedPreview, Preview, PreviewedStorefront
from turnout.modules.events import api as events

PURPOSE = "inventory.shop-preview"
LONGEST = timedelta(days=90)


def create_preview(
    ctx: OrganizationContext, event_id: UUID, *, label: str, expires_at: datetime
) -> CreatedPreview:
    """Make a link that shows the shop until `expires_at`, at most 90 days from now."""
    policies.require_can_preview(ctx, event_id)
    with transaction(ctx) as tx:
        events.get_event(tx, event_id)
        if not tx.now < expires_at <= tx.now + LONGEST:
            says = f"A preview ends within {LONGEST.days} days from now."
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
    named: frozenset[UUID] = frozenset(),
) -> PreviewedStorefront:
    """The shop at any instant, for whoever has the link; PreviewNotFound for any other token."""
    preview_id = _preview_id_of(token)
    with transaction(ctx) as tx:
        row = queries.find_preview(tx, event_id, preview_id)
        if row is None or row.revoked_at is not None or row.expires_at <= tx.now:
            raise PreviewNotFound
        event = events.get_event(tx, event_id)
        return PreviewedStorefront(
            title=event.title,
            starts_at=event.starts_at,
            ends_at=event.ends_at,
            time_zone=event.time_zone,
            shop=storefront_of(tx, event, at or tx.now, language=language, named=named),
        )


def _url(tx: Transaction, row: ShopPreviewRow) -> str:
    base = runtime.current().settings.public_url.rstrip("/")
    return f"{base}/preview/{tx.organization_id}/{row.event_id}/{_token(row.id)}"


def _token(preview_id: UUID) -> str:
    """The id and 160 bits that only this platform can compute for it."""
    return derive_secret(PURPOSE, preview_id.bytes, head=preview_id.bytes)


def _preview_id_of(token: str) -> UUID:
    """The id of a genuine token; nothing is asked of the database for any other."""
    head = head_of(token, 16)
    if head is None or not constant_time_equal(token, _token(UUID(bytes=head))):
        raise PreviewNotFound
    return UUID(bytes=head)
