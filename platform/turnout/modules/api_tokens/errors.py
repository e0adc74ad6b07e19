"""Refusals of API tokens and service accounts."""

from turnout.kernel.errors import Conflict, Forbidden, NotFound, Unauthenticated


class ApiTokenNotGenuine(Unauthenticated):
    code = "api-tokens.not-genuine"
    title = "This API token is not valid"


class ApiTokenEnded(Unauthenticated):
    """`reason` is `expired`, `replaced` or `revoked`; only who had the token hears it."""

    code = "api-tokens.ended"
    title = "This API token has ended; make another one"


class ApiTokenNotFound(NotFound):
    code = "api-tokens.missing"
    title = "There is no such API token"


class ApiTokenOver(Conflict):
    code = "api-tokens.over"
    title = "This API token has ended and cannot be rotated; make another one"


class ServiceAccountNotFound(NotFound):
    code = "api-tokens.service-account-missing"
    title = "There is no such service account"


class ServiceAccountNameTaken(Conflict):
    code = "api-tokens.service-account-name-taken"
    title = "A service account of this name is there already"


class AgencyMakesNoAccounts(Forbidden):
    code = "api-tokens.agency-makes-no-accounts"
    title = "A service account outlives an agency's link, so the organization makes its own"
