"""The front door of the catalog."""

from turnout.modules.catalog.hooks import (
    PLACES,
    PRICES,
    REMAINING,
    SOLD_BY,
    places_of,
    sold_by,
)
from turnout.modules.catalog.models import SoldAs, TicketTypeKind
from turnout.modules.catalog.passes import list_passes, passes_of_series
from turnout.modules.catalog.policies import EDIT, READ
from turnout.modules.catalog.queries import (
    list_events_selling_from,
    list_offers,
    to_offer,
    with_relations,
)
from turnout.modules.catalog.rules import (
    BasketEntry,
    LinePrice,
    QuotedLine,
    at_price,
    currencies_of,
    in_currency,
    in_language,
    price_line,
    price_units,
    quote_line,
    require_together,
    unavailable_reason,
)
from turnout.modules.catalog.service import (
    change_ticket_type,
    copy_ticket_types,
    create_ticket_type,
    delete_ticket_type,
    export_ticket_types,
    import_ticket_types,
    list_faults,
    list_ticket_types,
    move_ticket_type,
    set_channel_settings,
    set_price_in,
    set_price_rules,
    update_ticket_type,
)
from turnout.modules.catalog.storefronts import (
    PreviewedStorefront,
    get_opened_storefront,
    get_previewed_storefront,
    preview_storefront,
)
from turnout.modules.catalog.types import (
    BundlePart,
    NewTicketType,
    Offer,
    PassEvent,
    SeriesPass,
    ShopItem,
    Storefront,
    StorefrontItem,
    UnavailableReason,
    Wording,
    with_tax,
)
