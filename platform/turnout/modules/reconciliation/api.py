"""The front door of reconciliation."""

from turnout.modules.reconciliation.commands import add_commands
from turnout.modules.reconciliation.policies import IMPORT, RECONCILE
from turnout.modules.reconciliation.service.payouts import list_payouts, refresh_payouts
from turnout.modules.reconciliation.service.reconciliation import books, reconcile
from turnout.modules.reconciliation.service.statements import import_statement, list_lines
from turnout.modules.reconciliation.types import Difference, Report
