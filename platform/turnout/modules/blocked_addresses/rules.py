"""How an address is written, so that it is found again; pure."""

from ipaddress import ip_network
from typing import Final

from turnout.kernel.errors import FieldError, Invalid
from turnout.kernel.typed_addresses import address_key, ascii_host, is_mailable
from turnout.modules.blocked_addresses.types import BlockKind

SUBSCRIBER_BITS: Final = 64
"""An IPv6 network of a subscriber: rules and blocks know no more of a buyer's."""
IPV6: Final = 6
WIDEST: Final = {4: 8, IPV6: 24}
"""Shorter prefixes are continents: a slip of the hand would refuse everybody."""
MOST: Final = 2_000


def written(kind: str, value: str) -> str:
    """The value as it is kept and compared; Invalid where it is none of its kind."""
    text = address_key(value)
    if kind == BlockKind.NETWORK:
        return _network(text)
    if kind == BlockKind.DOMAIN:
        domain = ascii_host(text.removeprefix("@"))
        if domain is not None and is_mailable(f"a@{domain}"):
            return domain
        raise Invalid(FieldError("/value", "Write a domain such as example.com."))
    if is_mailable(text):
        return text
    raise Invalid(FieldError("/value", "Please enter a valid email address"))


def _network(text: str) -> str:
    try:
        network = ip_network(text, strict=False)
    except ValueError:
        says = "Write an address or a network such as 203.0.113.0/24."
        raise Invalid(FieldError("/value", says)) from None
    if network.prefixlen < WIDEST[network.version]:
        raise Invalid(FieldError("/value", "This network is too large.", "too-large"))
    if network.version == IPV6 and network.prefixlen > SUBSCRIBER_BITS:
        network = network.supernet(new_prefix=SUBSCRIBER_BITS)
    return str(network)


def require_room(count: int) -> None:
    if count >= MOST:
        raise Invalid(FieldError("/value", f"At most {MOST:,} addresses are blocked at a time."))
