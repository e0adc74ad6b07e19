"""What is counted of entries of sessions that mails put into calendars."""

from typing import Final

from turnout.kernel.observability.metrics import counter

SESSION_ENTRIES: Final = counter(
    "turnout_session_mail_entries",
    "Calendar entries of sessions that mails told, and that were taken back from who left them",
    outcome=("told", "taken-back"),
)
