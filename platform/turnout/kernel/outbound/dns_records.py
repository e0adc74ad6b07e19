"""TXT and MX records of the domain name system, asked for outside of any transaction."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final, TypeAlias

import dns.exception
import dns.resolver

from turnout.kernel.db.tx import require_no_transaction

PATIENCE_SECONDS: Final = 5.0
TxtLookup: TypeAlias = Callable[[str], list[str]]


class DnsUnavailable(Exception):
    """Nobody answered: neither that there is a record nor that there is none."""


def _ask(name: str) -> list[str]:
    try:
        found = dns.resolver.resolve(name, "TXT", lifetime=PATIENCE_SECONDS)
    except (dns.resolver.NXDOMAIN, dns.resolver.NoAnswer):
        return []
    except dns.exception.DNSException as error:
        raise DnsUnavailable from error
    return [b"".join(each.strings).decode("utf-8", "replace") for each in found]


def _ask_mail_servers(name: str) -> list[str]:
    try:
        found = dns.resolver.resolve(name, "MX", lifetime=PATIENCE_SECONDS)
    except (dns.resolver.NXDOMAIN, dns.resolver.NoAnswer):
        return []
    except dns.exception.DNSException as error:
        raise DnsUnavailable from error
    return [each.exchange.to_text(omit_final_dot=True) for each in found]


_lookup: TxtLookup = _ask
_mail_servers: TxtLookup = _ask_mail_servers


def find_txt(name: str) -> list[str]:
    """The texts under a name; empty where there is none. DnsUnavailable when nobody answers."""
    require_no_transaction()
    return _lookup(name)


def find_mail_servers(name: str) -> list[str]:
    """The hosts that take a domain's mail; empty where none does. DnsUnavailable as above."""
    require_no_transaction()
    return _mail_servers(name)


@contextmanager
def answered_by(lookup: TxtLookup, mail_servers: TxtLookup | None = None) -> Iterator[None]:
    """Let something else answer, such as a table of a test."""
    global _lookup, _mail_servers  # one resolver for the process
    before = _lookup, _mail_servers
    _lookup, _mail_servers = lookup, mail_servers or _mail_servers
    try:
        yield
    finally:
        _lookup, _mail_servers = before
