"""What invitations by CSV count, for those who watch the platform."""

from typing import Final

from turnout.kernel.observability.metrics import counter

LINES: Final = counter(
    "turnout_invitation_batch_lines",
    "Lines of lists of people that were sent, by what became of them",
    outcome=("new", "invited", "member", "bad"),
)
