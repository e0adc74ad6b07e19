"""Sponsors as visitors see them."""

from uuid import UUID

from turnout.kernel.context import PublicContext
from turnout.kernel.db.tx import transaction
from turnout.modules.events.service import access
from turnout.modules.events.service.for_pages import sponsors_of
from turnout.modules.events.types import SponsorsOfLevel


def list_public_sponsors(
    ctx: PublicContext, event_id: UUID, *, code: str | None = None
) -> list[SponsorsOfLevel]:
    """By level, the highest first; those without a level last. Levels without any are left out."""
    with transaction(ctx) as tx:
        access.get_shown(tx, event_id, code=code)
        return sponsors_of(tx, event_id)
