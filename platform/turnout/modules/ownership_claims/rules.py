"""Decisions about claims: pure, without clock or database."""

from collections.abc import Iterable
from typing import Final
from urllib.parse import urlsplit

RECORD: Final = "_turnout-claim"
PREFIX: Final = "turnout-claim="


def record_name_of(host: str) -> str:
    return f"{RECORD}.{host}"


def record_value_of(token: str) -> str:
    return f"{PREFIX}{token}"


def hosts_of(*, website: str, contact_email: str, named: Iterable[str]) -> frozenset[str]:
    """The hosts that an organization says are its own: by them it is claimed, and by no others."""
    said = (urlsplit(website).hostname or "", contact_email.rpartition("@")[2], *named)
    return frozenset(each.lower().removeprefix("www.") for each in said if each)
