"""Refusals about the tokens of directories."""

from turnout.kernel.errors import Conflict, Forbidden, NotFound, Unauthenticated


class ScimTokenNotGenuine(Unauthenticated):
    code = "scim.not-genuine"
    title = "This is no SCIM token of this organization"


class ScimTokenEnded(Unauthenticated):
    code = "scim.token-ended"
    title = "This SCIM token has ended; make another one"


class ScimTokenNotFound(NotFound):
    code = "scim.token-missing"
    title = "There is no such SCIM token"


class ScimTokenOver(Conflict):
    code = "scim.token-over"
    title = "This SCIM token has ended and cannot be rotated; make another one"


class DirectoryClosed(Forbidden):
    code = "scim.organization-not-open"
    title = "This organization is closed or suspended; its directory cannot change anything"
