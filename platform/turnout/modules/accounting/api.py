"""The front door of accounting."""

from turnout.modules.accounting.commands import add_commands
from turnout.modules.accounting.rules import Difference
from turnout.modules.accounting.service.exports import export_books, set_settings
from turnout.modules.accounting.service.payouts import list_payouts, refresh_payouts
from turnout.modules.accounting.service.reconciliation import Report, books, reconcile
from turnout.modules.accounting.service.statements import import_statement, list_lines
