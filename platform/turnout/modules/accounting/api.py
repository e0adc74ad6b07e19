"""The front door of accounting."""

from turnout.modules.accounting.policies import EXPORT, READ
from turnout.modules.accounting.service import export_books, set_settings
