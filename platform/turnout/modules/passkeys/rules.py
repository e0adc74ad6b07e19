"""Decisions about passkeys: what is asked of an authenticator, and whether its answer holds. Pure.

The platform asks for a passkey that the device keeps (discoverable) and that knows its person (a
finger, a face or a PIN): one passkey is then two factors, and signs in alone.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from ipaddress import ip_address
from typing import Any, Final
from urllib.parse import urlsplit
from uuid import UUID

import webauthn
from webauthn.helpers import base64url_to_bytes, options_to_json_dict, parse_client_data_json
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    CredentialDeviceType,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from turnout.modules.passkeys.types import StoredPasskey, VerifiedPasskey

SITE_NAME: Final = "Turnout"
CHALLENGE_LIFETIME: Final = timedelta(minutes=10)
CHALLENGE_BYTES: Final = 32
MOST_PASSKEYS: Final = 20
LONGEST_NAME: Final = 60
UNREADABLE: Final = (WebAuthnException, ValueError, TypeError, LookupError, RecursionError)
"""What reading an answer made by nobody's authenticator may raise."""


class NotAccepted(Exception):
    """The answer of an authenticator does not hold."""


@dataclass(frozen=True, slots=True)
class Site:
    """Whom authenticators know us as: a host without its port, and the origin of our pages."""

    host: str
    origin: str

    @classmethod
    def of(cls, public_url: str) -> "Site | None":
        """None where the platform is reached by a number, which no passkey can belong to."""
        parts = urlsplit(public_url)
        host = parts.hostname or ""
        try:
            ip_address(host)
        except ValueError:
            return cls(host, f"{parts.scheme}://{parts.netloc}")
        return None


def creation_options(
    site: Site,
    challenge: bytes,
    *,
    user_id: UUID,
    email: str,
    display_name: str,
    known: Collection[bytes],
) -> dict[str, Any]:
    """What a browser makes a passkey by; `known` are those the person has, which it refuses."""
    options = webauthn.generate_registration_options(
        rp_id=site.host,
        rp_name=SITE_NAME,
        user_id=user_id.bytes,
        user_name=email,
        user_display_name=display_name,
        challenge=challenge,
        timeout=_milliseconds(),
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED,
            user_verification=UserVerificationRequirement.REQUIRED,
        ),
        exclude_credentials=[PublicKeyCredentialDescriptor(id=each) for each in known],
    )
    return options_to_json_dict(options)


def request_options(site: Site, challenge: bytes) -> dict[str, Any]:
    """What a browser uses a passkey by: any that it keeps for us, so nobody is named."""
    options = webauthn.generate_authentication_options(
        rp_id=site.host,
        challenge=challenge,
        timeout=_milliseconds(),
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return options_to_json_dict(options)


def challenge_of(credential: dict[str, Any]) -> bytes:
    """The challenge that an authenticator says it answers; NotAccepted when none can be read."""
    try:
        data = parse_client_data_json(base64url_to_bytes(credential["response"]["clientDataJSON"]))
    except UNREADABLE as error:
        raise NotAccepted from error
    return data.challenge


def credential_id_of(credential: dict[str, Any]) -> bytes:
    try:
        return base64url_to_bytes(credential["rawId"])
    except UNREADABLE as error:
        raise NotAccepted from error


def verify_new(site: Site, credential: dict[str, Any], *, challenge: bytes) -> VerifiedPasskey:
    """What a new passkey is verified with from now on; NotAccepted when it is not ours."""
    try:
        verified = webauthn.verify_registration_response(
            credential=credential,
            expected_challenge=challenge,
            expected_rp_id=site.host,
            expected_origin=site.origin,
            require_user_verification=True,
        )
    except UNREADABLE as error:
        raise NotAccepted from error
    return VerifiedPasskey(
        credential_id=verified.credential_id,
        public_key=verified.credential_public_key,
        sign_count=verified.sign_count,
        is_backed_up=verified.credential_backed_up,
    )


def verify_use(
    site: Site, credential: dict[str, Any], *, challenge: bytes, passkey: StoredPasskey
) -> VerifiedPasskey:
    """The passkey with its new count; NotAccepted when the signature is not its own.

    So it is when the count went back, as that of a copied key does, or the key names somebody
    else than whose it is.
    """
    try:
        verified = webauthn.verify_authentication_response(
            credential=credential,
            expected_challenge=challenge,
            expected_rp_id=site.host,
            expected_origin=site.origin,
            credential_public_key=passkey.public_key,
            credential_current_sign_count=passkey.sign_count,
            require_user_verification=True,
        )
        handle = credential["response"].get("userHandle")
        is_theirs = not handle or base64url_to_bytes(handle) == passkey.user_id.bytes
    except UNREADABLE as error:
        raise NotAccepted from error
    if not is_theirs:
        raise NotAccepted
    return VerifiedPasskey(
        credential_id=passkey.credential_id,
        public_key=passkey.public_key,
        sign_count=verified.new_sign_count,
        is_backed_up=verified.credential_device_type is CredentialDeviceType.MULTI_DEVICE
        and verified.credential_backed_up,
    )


def _milliseconds() -> int:
    return int(CHALLENGE_LIFETIME.total_seconds() * 1000)
