"""A provider's metadata and keys: fetched through the guarded client, kept for a while."""

import json
import threading
from dataclasses import dataclass
from time import monotonic
from typing import Any, Final

from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from turnout.kernel import runtime
from turnout.kernel.outbound.addresses import AddressRefused
from turnout.kernel.outbound.outbound_http import NoAnswer, send_request
from turnout.openid.errors import OpenIdRefused
from turnout.openid.types import Client, Metadata

ALGORITHMS: Final = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384")
"""Signatures by a key of the provider's; never by a shared secret, never none."""
KEY_TYPES: Final = ("RSA", "EC")
LEAST_RSA_BITS: Final = 2048
MOST_KEYS: Final = 50
WELL_KNOWN: Final = "/.well-known/openid-configuration"
LONGEST: Final = 256 * 1024
SECONDS: Final = 5.0
KEPT_SECONDS: Final = 3600.0
REFETCH_SECONDS: Final = 30.0
"""Between two fetches of keys because a token named one that we do not have."""
MOST_KEPT: Final = 500
ENDPOINTS: Final = ("authorization_endpoint", "token_endpoint", "jwks_uri")


@dataclass(slots=True)
class _Kept:
    value: Any
    at: float


_kept: dict[tuple[str, str], _Kept] = {}
_lock = threading.Lock()


def metadata_of(client: Client, *, fresh: bool = False) -> Metadata:
    """What the provider says of itself; at most an hour old, or fetched now."""
    url = client.discovery_url or client.issuer.rstrip("/") + WELL_KNOWN
    name = ("metadata", f"{url} {client.issuer}")
    known = None if fresh else _find(name, KEPT_SECONDS)
    if known is None:
        known = _read_metadata(client, _fetched(url, "discovery"))
        _keep(name, known)
    found: Metadata = known
    return found


def keys_of(metadata: Metadata, *, missing: bool = False) -> KeySet:
    """The provider's keys; fetched again when one is missing, but not for each such token."""
    name = ("keys", metadata.jwks_uri)
    known = _find(name, REFETCH_SECONDS if missing else KEPT_SECONDS)
    if known is None:
        known = _read_keys(_fetched(metadata.jwks_uri, "keys"))
        _keep(name, known)
    found: KeySet = known
    return found


def forget_all() -> None:
    """Drop what is kept: tests, and an administrator's new set-up, fetch anew."""
    with _lock:
        _kept.clear()


def _find(name: tuple[str, str], seconds: float) -> Any | None:
    with _lock:
        found = _kept.get(name)
    return found.value if found and monotonic() - found.at < seconds else None


def _keep(name: tuple[str, str], value: Any) -> None:
    with _lock:
        if len(_kept) >= MOST_KEPT:
            _kept.clear()
        _kept[name] = _Kept(value, monotonic())


def _fetched(url: str, what: str) -> dict[str, Any]:
    """A JSON object at an address that somebody typed, or that a provider named."""
    try:
        answer = send_request(
            "GET",
            url,
            rules=runtime.current().rules,
            purpose="openid",
            headers={"Accept": "application/json"},
            total_seconds=SECONDS,
            answer_bytes=LONGEST,
        )
    except AddressRefused as error:
        raise OpenIdRefused("discovery-address", str(error)) from error
    except NoAnswer as error:
        raise OpenIdRefused(f"{what}-unreachable", str(error)) from error
    if answer.status != 200:  # noqa: PLR2004
        raise OpenIdRefused(f"{what}-unreachable", f"the answer was HTTP {answer.status}")
    if answer.truncated:
        raise OpenIdRefused(f"{what}-malformed", "the document is longer than 256 kB")
    return read_object(answer.body, f"{what}-malformed")


def read_object(body: bytes, reason: str) -> dict[str, Any]:
    """The JSON object that an answer holds; OpenIdRefused with the reason otherwise."""
    try:
        read = json.loads(body)
    except (ValueError, RecursionError):
        raise OpenIdRefused(reason, "the answer is not JSON") from None
    if not isinstance(read, dict):
        raise OpenIdRefused(reason, "the answer is not a JSON object")
    return read


def _read_metadata(client: Client, read: dict[str, Any]) -> Metadata:
    if read.get("issuer") != client.issuer:
        said = str(read.get("issuer"))[:200]
        raise OpenIdRefused("discovery-wrong-issuer", f"it says {said}")
    read = {**client.endpoints, **read}
    for name in ENDPOINTS:
        if not isinstance(read.get(name), str):
            raise OpenIdRefused("discovery-malformed", f"{name} is missing")
        _require_web_address(read[name], name)
    offered = _texts(read, "id_token_signing_alg_values_supported") or ("RS256",)
    algorithms = tuple(each for each in ALGORITHMS if each in offered)
    if not algorithms:
        raise OpenIdRefused("discovery-unsupported", "it signs by no algorithm that we take")
    methods = _texts(read, "code_challenge_methods_supported")
    if methods and "S256" not in methods:
        raise OpenIdRefused("discovery-unsupported", "it does not take PKCE with S256")
    end_session = read.get("end_session_endpoint")
    if isinstance(end_session, str):
        _require_web_address(end_session, "end_session_endpoint")
    return Metadata(
        issuer=client.issuer,
        authorization_endpoint=read["authorization_endpoint"],
        token_endpoint=read["token_endpoint"],
        jwks_uri=read["jwks_uri"],
        algorithms=algorithms,
        auth_methods=_texts(read, "token_endpoint_auth_methods_supported")
        or ("client_secret_basic",),
        says_issuer=read.get("authorization_response_iss_parameter_supported") is True,
        end_session_endpoint=end_session if isinstance(end_session, str) else "",
    )


def _require_web_address(url: str, name: str) -> None:
    """https, or a machine of ours in development; no fragment. Where it leads is judged later."""
    if not runtime.current().rules.is_web(url) or "#" in url or not url.isascii():
        raise OpenIdRefused("discovery-address", f"{name} is no https address")


def _texts(read: dict[str, Any], name: str) -> tuple[str, ...]:
    found = read.get(name)
    if not isinstance(found, list):
        return ()
    return tuple(each for each in found if isinstance(each, str))


def _read_keys(read: dict[str, Any]) -> KeySet:
    """The keys that sign: of two kinds, not too short; what else lies there is left out."""
    listed = read.get("keys")
    if not isinstance(listed, list):
        raise OpenIdRefused("keys-malformed", "there is no list of keys")
    good = [each for each in listed[:MOST_KEYS] if _signs(each)]
    try:
        keys = KeySet.import_key_set({"keys": good})
    except (JoseError, ValueError, TypeError, KeyError) as error:
        raise OpenIdRefused("keys-malformed", type(error).__name__) from None
    if not good:
        raise OpenIdRefused("keys-malformed", "there is no key that we take")
    return keys


def _signs(key: Any) -> bool:
    """Whether a key is for signatures, public, and not too short."""
    if not isinstance(key, dict) or key.get("kty") not in KEY_TYPES or "d" in key:
        return False
    if key["kty"] == "RSA":
        modulus = key.get("n")
        if not isinstance(modulus, str) or len(modulus) * 6 < LEAST_RSA_BITS:
            return False
    return key.get("use") in (None, "sig")
