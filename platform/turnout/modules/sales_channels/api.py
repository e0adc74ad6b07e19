"""The front door of sales channels."""

from turnout.modules.sales_channels.rules import at_channel_prices
from turnout.modules.sales_channels.service import (
    create_setting,
    find_partner_terms,
    find_sold_through,
    list_due,
    return_due,
    sold_by,
)
from turnout.modules.sales_channels.types import ChannelSetting, NewChannelSetting, SoldThrough
