"""Refusals of domains."""

from turnout.kernel.errors import Conflict, NotFound, Unavailable


class DomainNotFound(NotFound):
    code = "domains.no-such-domain"
    title = "This domain does not exist"


class DomainTaken(Conflict):
    code = "domains.taken"
    title = "Another organization has proven this domain"


class DomainKnown(Conflict):
    code = "domains.known"
    title = "This organization has this domain already"


class DomainNotProven(Conflict):
    """`record_name` and `record_value` say what has to be there; `found` what is."""

    code = "domains.not-proven"
    title = "The DNS record is not there yet; set it, wait a few minutes and check again"


class DnsSilent(Unavailable):
    code = "domains.dns-silent"
    title = "The name servers of this domain did not answer; try again in a minute"
