"""Refusals of verifications."""

from turnout.kernel.errors import Conflict, NotFound, TooLarge


class ApplicationNotFound(NotFound):
    code = "verifications.no-such-application"
    title = "This application does not exist"


class DocumentNotFound(NotFound):
    code = "verifications.no-such-document"
    title = "This document does not exist, or was deleted after the decision"


class AppliedAlready(Conflict):
    code = "verifications.applied-already"
    title = "An application waits for a decision already"


class DecidedAlready(Conflict):
    code = "verifications.decided-already"
    title = "This application is decided already"


class NothingToWithdraw(Conflict):
    code = "verifications.no-badge"
    title = "This organization has no badge"


class DocumentTooLarge(TooLarge):
    """`limit_bytes` says what one document may have."""

    code = "verifications.document-too-large"
    title = "A document is too large"
