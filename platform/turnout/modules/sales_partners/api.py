"""The front door of sales partners."""

from turnout.modules.sales_partners.errors import PartnerCodeRefused
from turnout.modules.sales_partners.policies import READ
from turnout.modules.sales_partners.rules import LONGEST_CODE, key_of
from turnout.modules.sales_partners.service import (
    create_partner,
    find_active,
    get_partner,
    require_known,
)
from turnout.modules.sales_partners.types import NewSalesPartner, SalesPartner
