"""The front door of sales channels."""

from turnout.modules.sales_channels.service import (
    create_setting,
    find_sold_through,
    list_due,
    on_the_web,
    return_due,
)
from turnout.modules.sales_channels.types import ChannelSetting, NewChannelSetting, SoldThrough
