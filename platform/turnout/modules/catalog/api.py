"""The front door of the catalog."""

from turnout.modules.catalog.hooks import REMAINING
from turnout.modules.catalog.models import SoldAs, TicketTypeKind
from turnout.modules.catalog.queries import list_offers, to_offer, with_relations
from turnout.modules.catalog.rules import (
    BasketEntry,
    LinePrice,
    QuotedLine,
    UnavailableReason,
    in_language,
    price_line,
    quote_line,
    require_together,
    unavailable_reason,
)
from turnout.modules.catalog.service.passes import list_passes
from turnout.modules.catalog.service.previews import get_previewed_storefront
from turnout.modules.catalog.service.storefront import passes_of_series, preview_storefront
from turnout.modules.catalog.service.ticket_type_copies import copy_ticket_types
from turnout.modules.catalog.service.ticket_types import (
    create_ticket_type,
    delete_ticket_type,
    list_ticket_types,
    move_ticket_type,
    update_ticket_type,
)
from turnout.modules.catalog.types import (
    BundlePart,
    NewTicketType,
    Offer,
    PassEvent,
    PreviewedStorefront,
    SeriesPass,
    Storefront,
    StorefrontItem,
    Wording,
)
