"""Refusals of sending domains."""

from turnout.kernel.errors import Conflict, NotFound, Unavailable


class SendingDomainNotFound(NotFound):
    code = "sending-domains.no-such-domain"
    title = "This sending domain does not exist"


class SendingDomainKnown(Conflict):
    code = "sending-domains.known"
    title = "This organization has this sending domain already"


class SendingDomainsFull(Conflict):
    code = "sending-domains.full"
    title = "This organization has as many sending domains as it may"


class KeyOfProvider(Conflict):
    """There is no key of ours to be changed: the provider signs."""

    code = "sending-domains.key-of-provider"
    title = "Your mail provider signs for this domain; change the key there"


class SendingDnsSilent(Unavailable):
    code = "sending-domains.dns-silent"
    title = "The name servers of this domain did not answer; try again in a minute"
