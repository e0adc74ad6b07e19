"""Tables of the catalog: ticket types, their add-ons and bundles, and storefront previews."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from turnout.kernel.db.engine import TenantRow


class TicketTypeKind(StrEnum):
    """How the price is found."""

    FREE = "free"
    PAID = "paid"
    DONATION = "donation"
    """The buyer names the amount, from a minimum on; the price is what we suggest."""


class SoldAs(StrEnum):
    """What a buyer gets for one unit."""

    TICKET = "ticket"
    """Places of its own: one, or several for a table or a group."""
    ADD_ON = "add_on"
    """Something besides a ticket; only together with one."""
    BUNDLE = "bundle"
    """Other ticket types in fixed numbers, for one price."""
    PASS = "pass"  # noqa: S105  what admits, no password
    """A place at each of several events of one series, for one price."""


class SaleState(StrEnum):
    ON_SALE = "on_sale"
    PAUSED = "paused"
    ARCHIVED = "archived"


class TicketTypeRow(TenantRow):
    __tablename__ = "ticket_types"
    __table_args__ = (
        UniqueConstraint("organization_id", "event_id", "name"),
        Index(None, "organization_id", "event_id", "position"),
        Index(None, "organization_id", "pool_id"),
        CheckConstraint("kind IN ('free', 'paid', 'donation')", name="kind"),
        CheckConstraint("state IN ('on_sale', 'paused', 'archived')", name="state"),
        CheckConstraint("price_minor >= 0", name="price"),
        CheckConstraint("(kind = 'free') = (price_minor = 0) OR kind = 'donation'", name="free"),
        CheckConstraint("tax_rate_bp BETWEEN 0 AND 10000", name="tax_rate"),
        CheckConstraint(
            "minimum_per_order BETWEEN 1 AND maximum_per_order AND maximum_per_order <= 100",
            name="limits",
        ),
        CheckConstraint("sold_as IN ('ticket', 'add_on', 'bundle', 'pass')", name="sold_as"),
        CheckConstraint(
            "(sold_as IN ('ticket', 'pass') AND places BETWEEN 1 AND 100)"
            " OR (sold_as = 'add_on' AND places BETWEEN 0 AND 1)"
            " OR (sold_as = 'bundle' AND places = 0)",
            name="places",
        ),
        CheckConstraint(
            "minimum_price_minor = 0"
            " OR (kind = 'donation' AND minimum_price_minor BETWEEN 0 AND price_minor)",
            name="minimum_price",
        ),
        CheckConstraint("is_hidden OR NOT needs_code", name="needs_code"),
        CheckConstraint("maximum_per_person BETWEEN 1 AND 10000", name="per_person"),
        CheckConstraint(
            "(maximum_per_ticket IS NULL) = (sold_as <> 'add_on')"
            " AND (maximum_per_ticket IS NULL OR maximum_per_ticket BETWEEN 1 AND 100)",
            name="per_ticket",
        ),
    )

    event_id: Mapped[UUID]
    pool_id: Mapped[UUID]
    name: Mapped[str]
    description: Mapped[str]
    kind: Mapped[str]
    price_minor: Mapped[int]
    currency: Mapped[str]
    tax_rate_bp: Mapped[int]
    minimum_per_order: Mapped[int]
    maximum_per_order: Mapped[int]
    sales_start_at: Mapped[datetime | None]
    sales_end_at: Mapped[datetime | None]
    state: Mapped[str]
    is_hidden: Mapped[bool]
    position: Mapped[int]
    version: Mapped[int]
    sold_as: Mapped[str]
    places: Mapped[int]
    minimum_price_minor: Mapped[int]
    maximum_per_person: Mapped[int | None]
    maximum_per_ticket: Mapped[int | None]
    needs_approval: Mapped[bool] = mapped_column(server_default=text("false"))
    needs_code: Mapped[bool] = mapped_column(server_default=text("false"))
    has_price_rules: Mapped[bool] = mapped_column(server_default=text("false"))
    has_channel_settings: Mapped[bool] = mapped_column(server_default=text("false"))
    excludes_tax: Mapped[bool] = mapped_column(server_default=text("false"))
    prices: Mapped[dict[str, Any]] = mapped_column(server_default=text("'{}'"))
    benefits: Mapped[list[str]]
    translations: Mapped[dict[str, Any]]


class AddOnHostRow(TenantRow):
    """A ticket type with which an add-on may be bought."""

    __tablename__ = "add_on_hosts"
    __table_args__ = (
        UniqueConstraint("organization_id", "add_on_id", "ticket_type_id"),
        Index(None, "organization_id", "ticket_type_id"),
    )

    add_on_id: Mapped[UUID]
    ticket_type_id: Mapped[UUID]


class BundlePartRow(TenantRow):
    """How many units of a ticket type one bundle contains; of a pass, where it admits to."""

    __tablename__ = "bundle_parts"
    __table_args__ = (
        UniqueConstraint("organization_id", "bundle_id", "ticket_type_id"),
        Index(None, "organization_id", "ticket_type_id"),
        CheckConstraint("quantity BETWEEN 1 AND 100", name="quantity"),
    )

    bundle_id: Mapped[UUID]
    ticket_type_id: Mapped[UUID]
    quantity: Mapped[int]


class ShopPreviewRow(TenantRow):
    """A link that shows the shop of an event at any instant; its secret is derived, not kept."""

    __tablename__ = "shop_previews"
    __table_args__ = (Index(None, "organization_id", "event_id"),)

    event_id: Mapped[UUID]
    label: Mapped[str]
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
