"""What other modules may ask of audit."""

from turnout.modules.audit.commands import add_commands
from turnout.modules.audit.queries import (
    last_position,
    list_changed_rows,
    list_changes_of_order,
    list_sealed,
)
from turnout.modules.audit.service import search, verify
from turnout.modules.audit.types import (
    AuditEntry,
    AuditSearch,
    ChangesOfOrder,
    Tampering,
    Verification,
)
