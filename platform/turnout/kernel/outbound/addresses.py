"""Where outbound calls may go: which addresses are public, and which names stay on this machine."""

import ipaddress
import socket
import ssl
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urlsplit

import httpx

from turnout.kernel.errors import FieldError, Invalid, TurnoutError

PORTS: Final = frozenset({443})
GLOBAL_V6: Final = ipaddress.IPv6Network("2000::/3")
REFUSED_NETWORKS: Final = tuple(
    ipaddress.ip_network(text)
    for text in (
        "192.0.0.0/24",  # protocol assignments
        "192.88.99.0/24",  # 6to4 relays
        "198.18.0.0/15",  # benchmarks
        "2001::/23",  # protocol assignments, Teredo among them
        "2001:db8::/32",
        "2002::/16",  # 6to4: an IPv4 address inside
        "3fff::/20",  # documentation
    )
)

Resolver = Callable[[str, int], Sequence[str]]
"""Host and port → every address, as text; raises OSError when there is none."""


class AddressRefused(TurnoutError):
    """The address is not one that we call: scheme, port, userinfo, or where the name leads."""

    status = 422
    code = "outbound.address-refused"
    title = "We cannot call this address"


class AddressBlocked(httpx.ConnectError):
    """AddressRefused as a lent client raises it: nothing was sent."""


def resolve(host: str, port: int) -> list[str]:
    """Every address that the system's resolver knows for a name."""
    answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(answer[4][0]) for answer in answers))


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """Where outbound calls may go.

    `loopback_hosts` are for development: names (`host` or `host:port`) that must lead to this
    machine, reached over http or https and any port.
    """

    ports: frozenset[int] = PORTS
    loopback_hosts: frozenset[str] = frozenset()
    resolve: Resolver = resolve
    tls: ssl.SSLContext | None = field(default=None, repr=False)
    """Other trusted roots than the system's list, for tests."""

    def is_loopback_host(self, host: str, port: int) -> bool:
        return host in self.loopback_hosts or f"{host}:{port}" in self.loopback_hosts

    def is_web(self, url: str) -> bool:
        """Whether an address is https, or http to a loopback host; no call is made."""
        try:
            parts = urlsplit(url)
            if parts.scheme == "http":
                return self.is_loopback_host(parts.hostname or "", parts.port or 80)
            return parts.scheme == "https" and bool(parts.hostname)
        except ValueError:
            return False


def is_public(address: str) -> bool:
    """Whether an address lies in the open internet and carries no other address inside."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return False
    if parsed.version == 6 and (parsed.scope_id or parsed not in GLOBAL_V6):  # noqa: PLR2004
        return False  # among others ::ffff:0:0/96 and 64:ff9b::/96
    if not parsed.is_global or parsed.is_multicast or parsed.is_reserved:
        return False
    return not any(parsed in network for network in REFUSED_NETWORKS)


def require_callable(url: str, rules: Rules, *, pointer: str) -> None:
    """Refuse an address typed by a person before it is stored; names are looked up only later."""
    try:
        require_allowed(httpx.URL(url), rules)
    except (httpx.InvalidURL, AddressBlocked) as error:
        raise Invalid(FieldError(pointer, f"We cannot call this address: {error}.")) from error


def require_possible_host(host: str, port: int, rules: Rules, *, pointer: str) -> None:
    """Refuse a typed address that is not public before it is stored; a name is judged later."""
    if rules.is_loopback_host(host, port):
        return
    try:
        ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return
    if not is_public(host.strip("[]")):
        raise Invalid(FieldError(pointer, "This address does not lie in the open internet."))


def require_allowed(url: httpx.URL, rules: Rules) -> None:
    if url.userinfo:
        raise AddressBlocked("it contains a user name")
    host = url.raw_host.decode("ascii").lower()
    if not host:
        raise AddressBlocked("it names no host")
    port = url.port or (80 if url.scheme == "http" else 443)
    if rules.is_loopback_host(host, port) and url.scheme in ("http", "https"):
        return
    if url.scheme != "https":
        raise AddressBlocked("it is not https")
    if port not in rules.ports:
        raise AddressBlocked(f"port {port} is not allowed")
