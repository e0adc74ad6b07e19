"""The front door of order exports."""

from turnout.modules.order_exports.columns import COLUMNS
from turnout.modules.order_exports.errors import (
    NothingToExport,
    TooManyOrderExports,
    TooMuchToExport,
)
from turnout.modules.order_exports.policies import READ, RIGHTS
from turnout.modules.order_exports.queries import get_export
from turnout.modules.order_exports.service import start_export
from turnout.modules.order_exports.types import (
    CheckinFilter,
    ExportColumn,
    ExportFormat,
    ExportKind,
    Filter,
    LedgerFilter,
    NewExport,
    OrderExport,
)
