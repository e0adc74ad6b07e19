"""Decisions of directories: the names and the address of a user. Pure."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any, Final
from uuid import UUID

from turnout.modules.scim.errors import InvalidValue

LARGEST_RESOURCE: Final = 64_000
LONGEST_TEXT: Final = 256
ONE_MEMBER: Final = re.compile(r'members\[value eq "([^"]+)"\]')
MEMBER_KEYS: Final = frozenset({"value", "type", "display", "$ref"})
CONTROL: Final = re.compile(r"[\x00-\x1f\x7f]")


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


def patched_members(operations: Iterable[Any], members: Iterable[UUID]) -> list[UUID] | None:
    """The members after a PATCH that says who comes and who goes, by their ids alone.

    None for one that says anything else: it is carried out on the group as a resource, which
    takes a second for thousands of members. What is displayed of a member is passed over.
    """
    now: dict[UUID, None] = dict.fromkeys(members)
    for each in operations:
        path, value, does = str(each.path or "").lower(), each.value, str(each.op.value)
        if not path and isinstance(value, dict) and len(value) == 1 and does != "remove":
            [(path, value)] = value.items()
        one = ONE_MEMBER.fullmatch(path)
        if one is not None and does == "remove" and value is None:
            value = [{"value": one[1]}]
        elif path.lower() != "members":
            return None
        named = _named(value)
        if named is None:
            return None
        if does == "remove":
            now = {each: None for each in now if each not in named}
        else:
            now = (now if does == "add" else {}) | named
    return list(now)


def _named(value: Any) -> dict[UUID, None] | None:
    """The users in a list of members; None where it says more than who they are."""
    if not isinstance(value, list) or not value:
        return None
    found: dict[UUID, None] = {}
    for each in value:
        if not isinstance(each, dict) or not each.keys() <= MEMBER_KEYS:
            return None
        if each.get("type", "User") != "User" or not isinstance(each.get("value"), str):
            return None
        try:
            found[UUID(each["value"])] = None
        except ValueError:
            return None
    return found


def domain_of(address: str) -> str:
    return address.rpartition("@")[2].lower()
