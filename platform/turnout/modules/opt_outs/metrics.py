"""What is counted of opt-outs."""

from typing import Final

from turnout.kernel.observability.metrics import counter

OPTED_OUT: Final = counter(
    "turnout_mail_opt_outs", "Links to get no more mails of a kind that were followed",
    topic=("event", "organizer", "invitations"),
)  # fmt: skip
