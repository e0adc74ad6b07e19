"""What the console's script is told before it has asked for anything."""

from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from turnout.kernel import clock, runtime
from turnout.kernel.security.permissions import declared, for_tokens
from turnout.modules.identity import api as identity
from turnout.site.rendering.renderer import script_json
from turnout.site.settings.role_words import grouped
from turnout_sdk.currencies import EXPONENTS

SIGN_IN: Final = "/sign-in"
SECOND_FACTOR: Final = "/account/second-factors/required"
USUAL: Final = 2
"""Digits after the point of most currencies; the script is told of the others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsoleShell:
    """What the template shows until the script takes over."""

    config_json: Markup


def shell_of(person: identity.Person, realtime: str, *, operator_role: str | None) -> ConsoleShell:
    """Nothing here is a secret or a right: the script asks for those with the login's cookie."""
    settings = runtime.current().settings
    return ConsoleShell(
        config_json=script_json(
            {
                "csrfCookie": identity.cookie_name(identity.CSRF),
                "person": {
                    "id": str(person.id),
                    "name": person.display_name,
                    "email": person.email,
                    "timeZone": person.time_zone,
                },
                "operatorRole": operator_role,
                "publicUrl": settings.public_url.rstrip("/"),
                "realtimeUrl": realtime,
                "currencyDigits": {code: each for code, each in EXPONENTS.items() if each != USUAL},
                "permissionGroups": _permission_groups(),
                "servedAt": clock.now().isoformat(),
                "signInUrl": SIGN_IN,
                "secondFactorUrl": SECOND_FACTOR,
            }
        )
    )


def _permission_groups() -> list[dict[str, object]]:
    """What API tokens may carry, in the words and groups of the pages."""
    every = grouped(for_tokens(each.key for each in declared()))
    return [{"label": group.label, "permissions": group.permissions} for group in every]
