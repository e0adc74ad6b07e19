"""The front door of discounts."""

from turnout.modules.discounts.errors import DiscountCodeRefused
from turnout.modules.discounts.policies import READ
from turnout.modules.discounts.rules import MOST_CODES, opens
from turnout.modules.discounts.service import (
    apply_codes,
    create_discount,
    find_codes,
    get_discount,
    line_of,
    readdress_uses,
    return_uses,
    take_uses_again,
)
from turnout.modules.discounts.types import (
    AppliedDiscounts,
    Discount,
    NewDiscount,
    RedeemableCode,
    Redemption,
)
