"""The front door of accounting."""

from turnout.modules.accounting.commands import add_commands
from turnout.modules.accounting.rules import Difference
from turnout.modules.accounting.service import Report, books, reconcile

__all__ = ["Difference", "Report", "add_commands", "books", "reconcile"]
