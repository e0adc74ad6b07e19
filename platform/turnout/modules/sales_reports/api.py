"""The front door of sales reports: figures and files for modules that save and send them."""

from turnout.modules.sales_reports.service import file_of, report_of, time_zone_of
from turnout.modules.sales_reports.types import Grouping, ReportFilter, SalesReport
