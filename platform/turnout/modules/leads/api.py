"""The front door of lead retrieval."""

from turnout.modules.leads.errors import LeadsNotOffered, StatementChanged
from turnout.modules.leads.service.consents import (
    allow_sponsor,
    get_consent,
    offered_among,
    set_consent,
    withdraw_from_sponsor,
    withdraw_of_address,
)
from turnout.modules.leads.types import ConsentChoice, LeadConsent, SharedWith
