"""Who agreed to what: codes, access and renewals of the identity platform."""

import base64
import hashlib
import secrets
from typing import Any, Final

from turnout_microsoftcalendar_fake.errors import GraphRefused, OAuthRefused
from turnout_sdk.testing.provider.store import Tx

SCOPES: Final = frozenset({"offline_access", "https://graph.microsoft.com/Calendars.ReadWrite"})
SHOWN: Final = "Calendars.ReadWrite"
CLIENT: Final = "application-"
SECONDS: Final = 3600
OF_THE_KIT: Final = "access-of-a-test"
"""The conformance kit lends this token, and nobody agreed to it."""
ASKED: Final = ("client_id", "redirect_uri", "state", "code_challenge")


def agree(tx: Tx, asked: dict[str, str], *, person: str) -> dict[str, str]:
    """Write down what a person agreed to on the page; what their browser brings back."""
    is_right = (
        all(asked.get(name) for name in ASKED)
        and asked.get("response_type") == "code"
        and set(asked.get("scope", "").split()) == SCOPES
        and asked.get("code_challenge_method") == "S256"
        and asked["client_id"].startswith(CLIENT)
    )
    if not is_right:
        raise OAuthRefused("invalid_request", 900144)
    code = f"1.{secrets.token_urlsafe(48)}"
    who = f"{asked['client_id'].removeprefix(CLIENT)}/{person}"
    kept = {name: asked[name] for name in ("client_id", "redirect_uri", "code_challenge")}
    tx.put(who, "code", {"id": code, "person": who, **kept})
    return {"code": code, "state": asked["state"], "session_state": secrets.token_hex(8)}


def token(tx: Tx, form: dict[str, str]) -> dict[str, Any]:
    """Answer the token endpoint: a code exchanged, or an access renewed."""
    account = form.get("client_id", "").removeprefix(CLIENT)
    if not form.get("client_id", "").startswith(CLIENT):
        raise OAuthRefused("unauthorized_client", 700016)
    if form.get("client_secret") != f"{account}~of-a-test":
        raise OAuthRefused("invalid_client", 7000215, 401)
    match form.get("grant_type"):
        case "authorization_code":
            return _access(tx, _exchanged(tx, form))
        case "refresh_token":
            renewal = tx.find(None, "renewal", form.get("refresh_token", ""))
            if renewal is None or not renewal["person"].startswith(f"{account}/"):
                raise OAuthRefused("invalid_grant", 50173)
            return _access(tx, renewal["person"])
    raise OAuthRefused("unsupported_grant_type", 70003)


def person_of(tx: Tx, bearer: str) -> str:
    if bearer == OF_THE_KIT:
        return "kit/kit"
    found = tx.find(None, "access", bearer)
    if found is None:
        said = "Lifetime validation failed, the token is expired."
        raise GraphRefused(401, "InvalidAuthenticationToken", said)
    return str(found["person"])


def forget(tx: Tx, person: str, *kinds: str) -> None:
    for kind in kinds:
        for each in tx.every(kind, person):
            tx.remove(kind, each["id"])


def _exchanged(tx: Tx, form: dict[str, str]) -> str:
    code = tx.find(None, "code", form.get("code", ""))
    if code is None:
        raise OAuthRefused("invalid_grant", 70008)
    tx.remove("code", code["id"])
    digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
    challenge = base64.urlsafe_b64encode(digest).decode().rstrip("=")
    if (code["client_id"], code["redirect_uri"], code["code_challenge"]) != (
        form["client_id"],
        form.get("redirect_uri"),
        challenge,
    ):
        raise OAuthRefused("invalid_grant", 50148)
    return str(code["person"])


def _access(tx: Tx, person: str) -> dict[str, Any]:
    access, renewal = f"EwB.{secrets.token_urlsafe(32)}", f"1.AX.{secrets.token_urlsafe(32)}"
    tx.put(person, "access", {"id": access, "person": person})
    # The former renewal stays good: Microsoft does not take it back when it is used.
    tx.put(person, "renewal", {"id": renewal, "person": person})
    return {
        "token_type": "Bearer",
        "scope": SHOWN,
        "expires_in": SECONDS,
        "ext_expires_in": SECONDS,
        "access_token": access,
        "refresh_token": renewal,
    }
