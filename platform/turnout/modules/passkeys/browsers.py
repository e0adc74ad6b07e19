"""What browsers send and keep of passkeys: what an authenticator said, and a cookie.

What an authenticator signs can be carried elsewhere: somebody who had it signed on a page of their
own could send it from their own browser. So a challenge is only good together with the cookie,
which scripts cannot read.
"""

import re
from typing import Any, Final

from marshmallow import EXCLUDE, Schema, fields, post_load, validate

from turnout.kernel.http.cookies import BrowserCookie
from turnout.modules.passkeys.rules import CHALLENGE_LIFETIME

PASSKEY_COOKIE: Final = BrowserCookie(
    "turnout_passkey", lifetime_seconds=int(CHALLENGE_LIFETIME.total_seconds())
)
"""It lives as long as a challenge does."""
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
