"""Decisions of directories: tokens, the address of a user, the role of who is in groups. Pure."""

import re
import unicodedata
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from turnout.kernel.security.crypto import is_token
from turnout.modules.scim.errors import InvalidValue
from turnout.modules.scim.types import KnownScimToken

PREFIX: Final = "turnout_scim"
"""Before the 27 letters and the 6 of their checksum; secret scanners know tokens by it."""
LONGEST_OVERLAP: Final = 30 * 86_400
LARGEST_RESOURCE: Final = 64_000
LONGEST_TEXT: Final = 256
CONTROL: Final = re.compile(r"[\x00-\x1f\x7f]")


def is_shaped(bearer: str) -> bool:
    """Whether prefix, length and checksum are right: what is not was never made by us."""
    return is_token(bearer, PREFIX)


def refusal(known: KnownScimToken, now: datetime) -> str:
    """Why a secret is refused: revoked, expired, replaced; empty for a good one."""
    if known.is_revoked:
        return "revoked"
    if known.expires_at is not None and known.expires_at <= now:
        return "expired"
    return "replaced" if known.ends_at is not None and known.ends_at <= now else ""


def key_of(user_name: str) -> str:
    """The form in which user names are compared: NFC, small letters."""
    normal = unicodedata.normalize("NFC", user_name)
    return unicodedata.normalize("NFC", normal.lower())


def require_plain(value: str | None, name: str) -> str:
    """A name that people can read and a log can hold; InvalidValue otherwise."""
    if not value or not value.strip() or len(value) > LONGEST_TEXT or CONTROL.search(value):
        raise InvalidValue(f"{name} must be a text of 1 to {LONGEST_TEXT} characters.")
    return value


def require_external_id(value: str | None) -> None:
    if value is not None:
        require_plain(value, "externalId")


def candidates_of(resource: Mapping[str, Any]) -> list[str]:
    """The addresses by which somebody may have an account: the userName, then the primary email.

    A userName that is an address counts alone.
    """
    user_name = str(resource["userName"])
    if "@" in user_name:
        return [user_name]
    emails = [each for each in resource.get("emails", ()) if each.get("value")]
    emails.sort(key=lambda each: not each.get("primary", False))
    return [str(each["value"]) for each in emails]


def name_of(resource: Mapping[str, Any]) -> str:
    """What to call somebody: as the directory displays them, else by their name."""
    said = resource.get("name") or {}
    parts = (said.get("givenName"), said.get("familyName"))
    whole = resource.get("displayName") or said.get("formatted") or " ".join(filter(None, parts))
    return " ".join(str(whole).split())[:120]


def domain_of(address: str) -> str:
    return address.rpartition("@")[2].lower()
