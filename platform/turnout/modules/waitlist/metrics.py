"""What is counted of waitlists: their length, open offers, and what became of entries."""

from typing import Final

from turnout.kernel.observability.metrics import counter, gauge

STEPS: Final = counter(
    "turnout_waitlist_steps",
    "Entries of waitlists by the step they took; bought of offered is the conversion",
    step=("joined", "waiting", "offered", "ordered", "bought", "lapsed", "left", "removed",
          "ended"),
)  # fmt: skip
LENGTH: Final = gauge(
    "turnout_waitlist_entries", "Entries of waitlists that are open", state=("waiting", "offered")
)
