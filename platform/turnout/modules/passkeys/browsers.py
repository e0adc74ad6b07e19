"""What browsers send and keep of passkeys: what an authenticator said, and a cookie.

What an authenticator signs can be carried elsewhere: somebody who had it signed on a page of their
own could send it from their own browser. So a challenge is only good together with the cookie,
which scripts cannot read.
"""

import re
import secrets
from collections.abc import Mapping
from typing import Any, Final

from marshmallow import EXCLUDE, Schema, fields, post_load, validate

from turnout.kernel.http.cookies import Cookie, host_cookie
from turnout.modules.passkeys.rules import CHALLENGE_LIFETIME

NAME: Final = "turnout_passkey"
SHAPE: Final = re.compile(r"[A-Za-z0-9_-]{43}")


def browser_of(cookies: Mapping[str, str]) -> str:
    """The secret of the browser that asks; empty when it brought none of ours."""
    given = cookies.get(host_cookie(NAME), "")
    return given if SHAPE.fullmatch(given) else ""


def browser_to_challenge(cookies: Mapping[str, str]) -> str:
    """The same for who asks for a challenge: a new secret where there is none.

    One that is there is kept, so that a challenge in another window of the browser stays good.
    """
    return browser_of(cookies) or secrets.token_urlsafe(32)


def browser_cookie(browser: str) -> Cookie:
    """The cookie to set with a challenge: it lives as long as the challenge does."""
    lifetime = int(CHALLENGE_LIFETIME.total_seconds())
    return Cookie(host_cookie(NAME), browser, lifetime_seconds=lifetime)


LONGEST_ID: Final = 1_400
"""1,023 bytes, the most that the standard allows, in base64url."""
LONGEST_PART: Final = 20_000
"""An attestation may carry certificates."""


def _base64url(longest: int, **options: Any) -> fields.String:
    shape = re.compile(rf"[A-Za-z0-9_-]{{1,{longest}}}\Z")
    return fields.String(validate=validate.Regexp(shape), **options)


def _id() -> fields.String:
    return _base64url(LONGEST_ID, required=True, metadata={"description": "The same twice"})


class _OfBrowsers(Schema):
    class Meta:
        unknown = EXCLUDE  # browsers add to it over the years


class PasskeyAttestationSchema(_OfBrowsers):
    client_data_json = _base64url(LONGEST_PART, data_key="clientDataJSON", required=True)
    attestation_object = _base64url(LONGEST_PART, data_key="attestationObject", required=True)


class PasskeyAssertionSchema(_OfBrowsers):
    client_data_json = _base64url(LONGEST_PART, data_key="clientDataJSON", required=True)
    authenticator_data = _base64url(LONGEST_PART, data_key="authenticatorData", required=True)
    signature = _base64url(LONGEST_PART, required=True)
    user_handle = _base64url(200, data_key="userHandle", allow_none=True)


class _CredentialSchema(_OfBrowsers):
    id = _id()
    raw_id = _base64url(LONGEST_ID, data_key="rawId", required=True)
    type = fields.Constant("public-key", required=True)


class MadeCredentialSchema(_CredentialSchema):
    """What `navigator.credentials.create()` gave."""

    component = "PasskeyCreation"
    response = fields.Nested(PasskeyAttestationSchema, required=True)

    @post_load
    def as_sent(self, data: dict[str, Any], **_: Any) -> Any:
        return self.dump(data)


class UsedCredentialSchema(_CredentialSchema):
    """What `navigator.credentials.get()` gave."""

    component = "PasskeyUse"
    response = fields.Nested(PasskeyAssertionSchema, required=True)

    @post_load
    def as_sent(self, data: dict[str, Any], **_: Any) -> Any:
        return self.dump(data)
