"""The front door of report links, for pages and tests."""

from turnout.modules.report_links.errors import ReportLinkNotFound
from turnout.modules.report_links.service import create_link, open_file, open_report
from turnout.modules.report_links.types import MadeReportLink, NewReportLink, OpenedReport
