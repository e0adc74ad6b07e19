"""Authenticator apps of made people: what a phone would show."""

from dataclasses import dataclass, replace
from datetime import timedelta

import psycopg
import pyotp

from tests.factories.people import MadeUser, bearer, person_context
from turnout.kernel import clock
from turnout.kernel.settings import Settings
from turnout.modules.second_factors import api as second_factors


@dataclass(slots=True)
class MadeApp:
    """A person's app that is in use, with their recovery codes."""

    secret: str
    recovery_codes: list[str]

    def code(self, *, steps: int = 0) -> str:
        """What the app shows now, or some half minutes from now."""
        return code_of(self.secret, steps=steps)


def code_of(secret: str, *, steps: int = 0) -> str:
    return pyotp.TOTP(secret).at(clock.now() + timedelta(seconds=30 * steps))


def make_app(user: MadeUser) -> MadeApp:
    """Set an app up by the code before the present one: the present one can still be used."""
    ctx = replace(person_context(user), confirmed_at=clock.now())
    secret = second_factors.begin_authenticator(ctx).secret
    made = second_factors.confirm_authenticator(ctx, code_of(secret, steps=-1))
    return MadeApp(secret, made.recovery_codes)


def at_an_old_login(settings: Settings, user: MadeUser) -> dict[str, str]:
    """A login that proved itself an hour ago."""
    headers = bearer(user)
    with psycopg.connect(settings.database_operator_url.get_secret_value()) as connection:
        connection.execute("SELECT set_config('turnout.actor', 'system:tests', true)")
        connection.execute(
            "UPDATE logins SET confirmed_at = %s WHERE user_id = %s",
            [clock.now() - timedelta(hours=1), user.id],
        )
    return headers
