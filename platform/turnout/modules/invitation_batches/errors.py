"""Refusals of invitations by CSV."""

from turnout.kernel.errors import TurnoutError


class BadLines(TurnoutError):
    """`report` names each line; nothing was sent."""

    status = 422
    code = "invitation-batches.bad-lines"
    title = "Some lines need attention; nothing was sent"
