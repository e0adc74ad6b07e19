"""What other modules may ask of audit."""

from turnout.modules.audit.commands import add_commands
from turnout.modules.audit.records import Entry, Search, Tampering, Verification
from turnout.modules.audit.service import search, verify

__all__ = [
    "Entry",
    "Search",
    "Tampering",
    "Verification",
    "add_commands",
    "search",
    "verify",
]
