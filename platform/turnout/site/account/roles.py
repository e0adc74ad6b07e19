"""The built-in roles as people read them; what they may do in detail is the permissions' say."""

from collections.abc import Mapping
from typing import Final

from turnout.site.l10n.i18n import _, marked

NAMES: Final[Mapping[str, str]] = {
    "owner": marked("Owner"),
    "admin": marked("Administrator"),
    "staff": marked("Staff"),
    "partner": marked("Partner"),
}
PURPOSES: Final[Mapping[str, str]] = {
    "owner": marked("You may do everything, and decide about other owners."),
    "admin": marked("You may run events, handle money and invite members."),
    "staff": marked("You may prepare events, help with orders and check people in."),
    "partner": marked("You may see what the organization shares with you."),
}


def role_name(role: str) -> str:
    return _(NAMES[role]) if role in NAMES else role


def role_purpose(role: str) -> str:
    return _(PURPOSES.get(role, ""))
