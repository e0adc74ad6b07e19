"""Decisions about hosts and the records that prove them: pure, without clock or database."""

import re
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

from turnout.kernel.errors import FieldError
from turnout.kernel.typed_addresses import ascii_host

LABEL: Final = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
HOST: Final = re.compile(rf"(?:{LABEL}\.)+[a-z](?:[a-z0-9-]{{0,61}}[a-z0-9])")
LONGEST_HOST: Final = 240
RECORD: Final = "_turnout-challenge"
PREFIX: Final = "turnout-domain="
AGAIN_AFTER: Final = timedelta(days=1)
"""How often the record of a proven domain is looked at."""
PATIENCE: Final = timedelta(days=7)
"""How long a proven domain counts whose record is gone: people move between name servers."""


def host_of(text: str) -> str | None:
    """The host as it is kept: small letters, ASCII; None for what is no name of a host."""
    host = ascii_host(text.strip().rstrip("."))
    return host if host and len(host) <= LONGEST_HOST and HOST.fullmatch(host) else None


def host_errors(host: str | None, *, own_hosts: Iterable[str]) -> list[FieldError]:
    """What is wrong with a host; the platform's own and what lies below it belong to nobody."""
    if host is None:
        return [FieldError("/host", "Use the name of a host, such as tickets.example.org.")]
    own = (each.partition(":")[0] for each in own_hosts)
    if any(host == each or host.endswith(f".{each}") for each in own if each):
        return [FieldError("/host", "This host belongs to the platform.")]
    return []


def record_name_of(host: str) -> str:
    return f"{RECORD}.{host}"


def record_value_of(token: str) -> str:
    return f"{PREFIX}{token}"


def is_proven(found: Iterable[str], value: str) -> bool:
    return any(each.strip() == value for each in found)


def is_lost(missing_since: datetime | None, now: datetime) -> bool:
    """Whether a proven domain whose record is gone counts no more."""
    return missing_since is not None and now - missing_since >= PATIENCE
