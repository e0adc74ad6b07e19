"""What is counted of waitlists of sessions: their length, open offers, what became of entries."""

from typing import Final

from turnout.kernel.observability.metrics import counter, gauge

SESSION_STEPS: Final = counter(
    "turnout_session_waitlist_steps",
    "Entries of waitlists of sessions by the step they took; taken of offered is the conversion",
    step=("waiting", "offered", "taken", "lapsed", "left", "removed", "ended"),
)
SESSION_LENGTH: Final = gauge(
    "turnout_session_waitlist_entries",
    "Entries of waitlists of sessions that are open",
    state=("waiting", "offered"),
)
