"""What other modules may ask of agencies."""

from turnout.modules.agencies.queries import is_asked_for_factor
from turnout.modules.agencies.service import (
    accept_link,
    end_client_link,
    end_link,
    end_links,
    link_at_once,
    list_agency_links,
    list_clients,
    list_unlinked,
    offer_link,
    require_unlimited,
    rule_sign_in,
)
from turnout.modules.agencies.types import AgencyLink, AgencyLinkOffer
