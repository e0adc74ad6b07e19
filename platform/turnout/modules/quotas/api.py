"""The front door of quotas."""

from turnout.modules.quotas.commands import add_commands
from turnout.modules.quotas.errors import OrdersReached, QuotaReached
from turnout.modules.quotas.hooks import METERS
from turnout.modules.quotas.queries import find_quotas
from turnout.modules.quotas.rules import month_of, next_month
from turnout.modules.quotas.service import (
    count_request,
    get_meter,
    limit_of,
    list_limited,
    require_room,
    set_quotas,
    storage_bytes,
)
from turnout.modules.quotas.types import QuotaKind, Quotas
