"""The front door of email changes."""

from turnout.modules.email_changes.hooks import ADDRESS_CHANGED
from turnout.modules.email_changes.service import (
    approve_email_change,
    confirm_email_change,
    request_email_change,
    stop_email_change,
    undo_email_change,
)
from turnout.modules.email_changes.types import ChangedAddress
