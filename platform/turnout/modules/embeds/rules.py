"""How an origin is written, so that browsers and we compare it alike. Pure."""

import re
from ipaddress import ip_address
from typing import Final
from urllib.parse import urlsplit

from turnout.kernel.errors import FieldError, Invalid
from turnout.kernel.typed_addresses import ascii_host

LONGEST_ORIGIN: Final = 300
LONGEST_HOST: Final = 253
MOST: Final = 50
LOCAL: Final = frozenset({"localhost", "127.0.0.1", "[::1]"})
"""Where people build their pages: only these may be without https."""
LABEL: Final = re.compile(r"(?!-)[a-z0-9-]{1,63}(?<!-)")
DEFAULT_PORT: Final = {"https": 443, "http": 80}
HOW: Final = "Write an address such as https://www.example.org."


def written(text: str) -> str:
    """The origin as browsers write it; Invalid names what is wrong with it.

    A path that is the whole site's (`/`) and capitals are let pass; a host that is written in
    another script becomes what browsers send of it.
    """
    try:
        parts = urlsplit(text.strip())
        port = parts.port
    except ValueError:
        raise _invalid(HOW) from None
    if parts.scheme not in DEFAULT_PORT or not parts.hostname:
        raise _invalid(HOW)
    if "*" in parts.netloc:
        raise _invalid("Name each site: a star stands for sites that nobody has seen.", "wildcard")
    if parts.path not in {"", "/"} or parts.query or parts.fragment or "@" in parts.netloc:
        raise _invalid("Leave out what follows the host: a whole site is allowed.", "not-an-origin")
    host = _host(parts.hostname)
    if parts.scheme == "http" and host not in LOCAL:
        raise _invalid("Pages that sell tickets need https.", "not-https")
    shown = "" if port in {None, DEFAULT_PORT[parts.scheme]} else f":{port}"
    return f"{parts.scheme}://{host}{shown}"


def _host(name: str) -> str:
    if ":" in name or name.replace(".", "").isdigit():
        try:
            address = ip_address(name)
        except ValueError:
            raise _invalid(HOW) from None
        return f"[{address}]" if ":" in name else str(address)
    host = ascii_host(name)
    if host is None:
        raise _invalid(HOW)
    labels = host.split(".")
    is_named = all(LABEL.fullmatch(each) for each in labels) and len(host) <= LONGEST_HOST
    if not is_named or (len(labels) == 1 and host not in LOCAL):
        raise _invalid(HOW)
    return host


def _invalid(says: str, code: str = "invalid") -> Invalid:
    return Invalid(FieldError("/origin", says, code))


def require_room(count: int) -> None:
    """Invalid where the list is as long as a page's policy may be."""
    if count >= MOST:
        raise Invalid(FieldError("/origin", f"At most {MOST} sites are allowed.", "too-many"))
