"""Refusals of the dispute desk."""

from turnout.kernel.errors import Conflict, NotFound


class DisputeNotFound(NotFound):
    code = "disputes.none"
    title = "There is no such dispute"


class DisputeDecided(Conflict):
    code = "disputes.decided"
    title = "This dispute is decided; nothing can be sent any more"


class DeadlinePassed(Conflict):
    code = "disputes.deadline-passed"
    title = "The time for an answer is over"


class AlreadyAnswered(Conflict):
    code = "disputes.answered"
    title = "This dispute was answered already"


class AnswerNotOffered(Conflict):
    code = "disputes.not-offered"
    title = "This provider takes answers in its own dashboard only"
