"""Sales channels: where an order was sold, decided by who orders and what the order says. Pure.

What the public may say about itself gives no rights: an embedded checkout is the web's, and a
sales partner is named by a code of their own.
"""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

from turnout.kernel.context import ActorKind, PublicContext
from turnout.modules.visits import api as visits


class SalesChannel(StrEnum):
    """Where an order was sold; the words are part of the API."""

    WEB = "web"
    EMBED = "embed"
    BOX_OFFICE = "box_office"
    API = "api"
    PARTNER = "partner"
    IMPORT = "import"


@dataclass(frozen=True, slots=True)
class Origin:
    """The channel of an order, and of the channel `partner` by whom it came."""

    channel: SalesChannel
    sales_partner_id: UUID | None = None
    embedding_origin: str | None = None
    """The site in whose page the checkout stood."""

    @property
    def values(self) -> dict[str, Any]:
        """As the statement takes it."""
        return {
            "channel": self.channel.value,
            "partner_id": self.sales_partner_id,
            "embedded_by": self.embedding_origin,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class SoldBy:
    """What an order of the public says, and proves, about where it was sold."""

    partner: str = field(default="", repr=False)
    """The code of a sales partner."""
    is_embedded: bool = False
    """The checkout says that it stands in a page of somebody else."""
    embedding_origin: str = ""
    """Whose page that is, as the browser told the checkout; the organization's list is asked."""
    api_token_id: UUID | None = None
    """The API token that orders."""
    source: visits.VisitSource | None = None
    """Where the buyer came from; None: not known, or not to be."""

    @property
    def is_known(self) -> bool:
        """Whether a sales partner has to be looked for."""
        return bool(self.partner) or self.api_token_id is not None

    def origin(self, sales_partner_id: UUID | None) -> Origin:
        """Where it was sold: by a partner, a program, an embedded checkout, or on the web."""
        site = self.embedding_origin or None
        if sales_partner_id is not None:
            return Origin(SalesChannel.PARTNER, sales_partner_id, site)
        if self.api_token_id is not None:
            return Origin(SalesChannel.API)
        if self.is_embedded or site is not None:
            return Origin(SalesChannel.EMBED, None, site)
        return Origin(SalesChannel.WEB)


OURSELVES: Final = SoldBy()


def sold_by(
    ctx: PublicContext,
    *,
    partner: str,
    is_embedded: bool,
    embedding_origin: str = "",
    source: visits.VisitSource | None = None,
) -> SoldBy:
    """What the request says; the API token is the one that it was sent with."""
    is_program = ctx.actor.kind is ActorKind.TOKEN
    return SoldBy(
        partner=partner.strip(),
        is_embedded=is_embedded,
        embedding_origin="" if is_program else embedding_origin,
        api_token_id=UUID(ctx.actor.id) if is_program else None,
        source=None if is_program else source,
    )
