"""The table of buyer terms."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped

from turnout.kernel.db.engine import TenantRow


class RefundKind(StrEnum):
    NONE = "none"
    FULL = "full"
    TIERS = "tiers"


class BuyerTermsRow(TenantRow):
    """A version of an event's terms, or of the organization's (no event); never changed.

    `is_own` False: from then on the event follows its organization again.
    """

    __tablename__ = "buyer_terms"
    __table_args__ = (
        UniqueConstraint(
            "organization_id", "event_id", "version", postgresql_nulls_not_distinct=True
        ),
        CheckConstraint("refund IN ('none', 'full', 'tiers')", name="refund"),
        CheckConstraint(
            "fee_minor >= 0 AND (fee_minor = 0 OR fee_currency IS NOT NULL)", name="fee"
        ),
        CheckConstraint("changes_close_hours >= 0 AND transfers_close_hours >= 0", name="hours"),
    )

    event_id: Mapped[UUID | None]
    version: Mapped[int]
    is_own: Mapped[bool]
    refund: Mapped[str]
    tiers: Mapped[list[Any]]
    """Each `{"days_before": 14, "share_bp": 5000}`."""
    fee_minor: Mapped[int]
    fee_currency: Mapped[str | None]
    changes_close_hours: Mapped[int | None]
    transfers_close_hours: Mapped[int | None]
    set_at: Mapped[datetime]
