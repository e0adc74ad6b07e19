"""The front door of sales reports: figures, tables and files for modules that hand them on."""

from turnout.modules.sales_reports.rules import NAMING_PEOPLE
from turnout.modules.sales_reports.service import file_of, report_of, time_zone_of
from turnout.modules.sales_reports.tables import Figure, ReportTable, table_of
from turnout.modules.sales_reports.types import Grouping, ReportFilter, SalesReport
