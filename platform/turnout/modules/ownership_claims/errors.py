"""Refusals of ownership claims."""

from turnout.kernel.errors import Conflict, Forbidden, NotFound, Unavailable


class ClaimLinkNotFound(NotFound):
    """A wrong, used, revoked or expired link: they are not told apart."""

    code = "ownership-claims.no-such-link"
    title = "This link is not valid; ask who gave it to you for a new one"


class ClaimNotFound(NotFound):
    code = "ownership-claims.no-such-claim"
    title = "This claim does not exist"


class HasOwner(Conflict):
    code = "ownership-claims.has-owner"
    title = "This organization has an owner; ask them to invite you"


class NotItsDomain(Conflict):
    code = "ownership-claims.not-its-domain"
    title = "This organization names no such domain as its own; ask us for a link"


class OwnClaimLink(Forbidden):
    code = "ownership-claims.own-link"
    title = "Whoever made this link cannot use it; give it to the organization"


class ClaimNotProven(Conflict):
    """`record_name` and `record_value` say what has to be there."""

    code = "ownership-claims.not-proven"
    title = "The DNS record is not there yet; set it, wait a few minutes and check again"


class ClaimDnsSilent(Unavailable):
    code = "ownership-claims.dns-silent"
    title = "The name servers of this domain did not answer; try again in a minute"
