"""The front door of order exports."""

from turnout.modules.order_exports.columns import COLUMNS
from turnout.modules.order_exports.errors import (
    NothingToExport,
    OrderExportExpired,
    OrderExportNotFound,
    TooManyOrderExports,
    TooMuchToExport,
)
from turnout.modules.order_exports.policies import (
    CHECKINS,
    PAYMENTS,
    READ,
    RIGHTS,
    SHARED,
    require_can_read,
)
from turnout.modules.order_exports.queries import get_export
from turnout.modules.order_exports.service import open_export, start_export
from turnout.modules.order_exports.types import (
    CheckinFilter,
    ExportColumn,
    ExportKind,
    Filter,
    LedgerFilter,
    NewExport,
    OrderExport,
)
