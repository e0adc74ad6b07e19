"""Refusals of data requests."""

from turnout.kernel.errors import Conflict, NotFound


class DataRequestNotFound(NotFound):
    code = "data-requests.no-such-request"
    title = "This request does not exist"


class RequestsWaiting(Conflict):
    code = "data-requests.too-many"
    title = "Wait for an answer first: many requests of yours are open here"


class NotExtendable(Conflict):
    code = "data-requests.not-extendable"
    title = "More time is taken once, and before the first deadline is over"


class NotStoppable(Conflict):
    """`basis` says what the processing rests on."""

    code = "data-requests.not-stoppable"
    title = "A contract or the law asks for this processing: refuse the objection and say why"


class NotRefusable(Conflict):
    code = "data-requests.not-refusable"
    title = "Nobody has to put up with news or with sponsors: this objection cannot be refused"


class AccountGone(Conflict):
    code = "data-requests.account-gone"
    title = "Whoever asked has no account any more; there is nothing to change or to stop"
