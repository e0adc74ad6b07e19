"""Everything that a provider, or somebody between it and us, may do wrong: one table of lies.

Each is the part that is false, what is made of it, and the reason that we then give.
"""

import base64
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import Response, redirect
from joserfc.jwk import OctKey

from tests.factories.openid_provider import CLIENT_SECRET, KEY, OTHER_KEY, OpenIdProvider

SHORT_KEY = {"kty": "RSA", "kid": "first", "use": "sig", "e": "AQAB", "n": "v" * 171}
"""1,024 bits."""


@dataclass(frozen=True, slots=True)
class Fault:
    name: str
    part: str
    lie: Callable[[OpenIdProvider], Callable[[Any], Any]]
    reason: str


def _claims(name: str, reason: str, **changed: Any) -> Fault:
    """Claims that are replaced; a value of None takes the claim away."""

    def lie(_: OpenIdProvider) -> Callable[[Any], Any]:
        def told(honest: dict[str, Any]) -> dict[str, Any]:
            made = {
                key: value(honest) if callable(value) else value for key, value in changed.items()
            }
            return {key: value for key, value in {**honest, **made}.items() if value is not None}

        return told

    return Fault(name, "claims", lie, reason)


def _token(name: str, reason: str, made: Callable[[OpenIdProvider, dict[str, Any]], Any]) -> Fault:
    """An ID token that is made anew from the claims of the honest one."""

    def lie(provider: OpenIdProvider) -> Callable[[Any], Any]:
        return lambda honest: made(provider, claims_of(honest))

    return Fault(name, "id_token", lie, reason)


def _document(name: str, part: str, reason: str, made: Callable[[Any], Any]) -> Fault:
    return Fault(name, part, lambda _: made, reason)


def claims_of(token: str) -> dict[str, Any]:
    middle = token.split(".")[1]
    found: dict[str, Any] = json.loads(base64.urlsafe_b64decode(middle + "=" * (-len(middle) % 4)))
    return found


def _by_hand(header: dict[str, Any], claims: dict[str, Any], signature: bytes = b"") -> str:
    parts = (json.dumps(header).encode(), json.dumps(claims).encode(), signature)
    return ".".join(base64.urlsafe_b64encode(each).rstrip(b"=").decode() for each in parts)


def _tampered(provider: OpenIdProvider, claims: dict[str, Any]) -> str:
    head, _, mark = provider.signed(claims).split(".")
    other = provider.signed({**claims, "sub": "somebody-else"}).split(".")[1]
    return f"{head}.{other}.{mark}"


def _mac(provider: OpenIdProvider, claims: dict[str, Any]) -> str:
    return provider.signed(claims, {"alg": "HS256"}, OctKey.import_key(CLIENT_SECRET))


def _mac_by_public_key(provider: OpenIdProvider, claims: dict[str, Any]) -> str:
    import hashlib
    import hmac

    unsigned = _by_hand({"alg": "HS256", "kid": "first"}, claims).rstrip(".")
    mark = hmac.new(KEY.as_pem(private=False), unsigned.encode(), hashlib.sha256).digest()
    return f"{unsigned}.{base64.urlsafe_b64encode(mark).rstrip(b'=').decode()}"


def _without(name: str) -> Callable[[Any], Any]:
    return lambda honest: {key: value for key, value in honest.items() if key != name}


def _with(**changed: Any) -> Callable[[Any], Any]:
    return lambda honest: {**honest, **changed}


def _no_code(url: str) -> str:
    head, _, rest = url.partition("code=")
    return head + rest.partition("&")[2]


FAULTS = (
    _claims("another issuer", "id-token-issuer", iss="https://evil.example"),
    _claims("the issuer with a slash behind it", "id-token-issuer", iss=lambda it: it["iss"] + "/"),
    _claims("no issuer", "id-token-issuer", iss=None),
    _claims("for another client", "id-token-audience", aud="somebody-else"),
    _claims("for nobody", "id-token-audience", aud=None),
    _claims("for an audience of numbers", "id-token-audience", aud=[1, "turnout"]),
    _claims("for two, and says for neither", "id-token-authorized-party", aud=["turnout", "x"]),
    _claims("handed to another party", "id-token-authorized-party", azp="x", aud=["turnout", "x"]),
    _claims("one audience and another party", "id-token-authorized-party", azp="x"),
    _claims("expired", "id-token-time", exp=lambda it: it["iat"] - 600),
    _claims("without an end", "id-token-time", exp=None),
    _claims("an end that is a text", "id-token-time", exp="2099-01-01"),
    _claims("an end that is true", "id-token-time", exp=True),
    _claims("issued in an hour", "id-token-time", iat=lambda it: it["iat"] + 3600),
    _claims("issued two hours ago", "id-token-time", iat=lambda it: it["iat"] - 7200),
    _claims("valid from tomorrow on", "id-token-time", nbf=lambda it: it["iat"] + 86_400),
    _claims("without a nonce", "id-token-nonce", nonce=None),
    _claims("the nonce of another attempt", "id-token-nonce", nonce="another"),
    _claims("a nonce that is a list", "id-token-nonce", nonce=lambda it: [it["nonce"]]),
    _claims("without a subject", "id-token-subject", sub=None),
    _claims("an empty subject", "id-token-subject", sub=""),
    _claims("a subject that is a number", "id-token-subject", sub=17),
    _claims("a subject of three hundred letters", "id-token-subject", sub="x" * 300),
    _claims("a subject with a line break", "id-token-subject", sub="a\nb"),
    _claims("the hash of another access token", "id-token-access-token", at_hash="AAAAAAAAAAAA"),
    _token(
        "not signed",
        "id-token-algorithm",
        lambda _, claims: _by_hand({"alg": "none"}, claims),
    ),
    _token(
        "not signed, and says so in capitals",
        "id-token-algorithm",
        lambda _, claims: _by_hand({"alg": "nOnE"}, claims),
    ),
    _token("signed by our own secret", "id-token-algorithm", _mac),
    _token("signed by the public key as a secret", "id-token-algorithm", _mac_by_public_key),
    _token(
        "signed by an algorithm that it did not announce",
        "id-token-algorithm",
        lambda provider, claims: provider.signed(claims, {"alg": "RS512"}),
    ),
    _token("claims exchanged", "id-token-signature", _tampered),
    _token(
        "signed by another key under the name of the right one",
        "id-token-signature",
        lambda provider, claims: provider.signed(claims, {"kid": "first"}, OTHER_KEY),
    ),
    _token(
        "signed by a key that the provider has not",
        "id-token-key",
        lambda provider, claims: provider.signed(claims, {"kid": "other"}, OTHER_KEY),
    ),
    _token(
        "brings its own key along",
        "id-token-header",
        lambda provider, claims: _by_hand(
            {"alg": "RS256", "kid": "first", "jwk": OTHER_KEY.as_dict(private=False)}, claims, b"x"
        ),
    ),
    _token(
        "says where its key lies",
        "id-token-header",
        lambda provider, claims: _by_hand(
            {"alg": "RS256", "kid": "first", "jku": "https://evil.example/keys"}, claims, b"x"
        ),
    ),
    _token(
        "asks for an extension that we do not know",
        "id-token-header",
        lambda provider, claims: _by_hand(
            {"alg": "RS256", "kid": "first", "crit": ["x"], "x": 1}, claims, b"x"
        ),
    ),
    _token(
        "the name of its key is a number",
        "id-token-header",
        lambda provider, claims: _by_hand({"alg": "RS256", "kid": 1}, claims, b"x"),
    ),
    _token("no token at all", "id-token-malformed", lambda *_: "a.b"),
    _token("a header of no JSON", "id-token-malformed", lambda *_: "e30x.e30.AA"),
    _token(
        "claims that are a list",
        "id-token-malformed",
        lambda provider, _: provider.signed([1, 2]),
    ),
    _token(
        "claims of no JSON", "id-token-malformed", lambda provider, _: provider.signed(b"no JSON")
    ),
    _token(
        "forty thousand letters",
        "id-token-malformed",
        lambda provider, claims: provider.signed({**claims, "x": "y" * 40_000}),
    ),
    _document("no ID token", "token_answer", "id-token-missing", _without("id_token")),
    _document(
        "a token of another type", "token_answer", "token-answer-malformed", _with(token_type="mac")
    ),
    _document(
        "a token answer of no JSON",
        "token_answer",
        "token-answer-malformed",
        lambda _: Response("<html>", content_type="text/html"),
    ),
    _document(
        "a token answer that is a list", "token_answer", "token-answer-malformed", lambda _: [1]
    ),
    _document(
        "a token endpoint that fails",
        "token_answer",
        "token-endpoint-refused",
        lambda _: Response("sorry", status=500),
    ),
    _document(
        "a token endpoint that sends elsewhere",
        "token_answer",
        "token-endpoint-refused",
        lambda _: redirect("https://evil.example/"),
    ),
    _document(
        "an answer for another provider",
        "answer",
        "answer-wrong-issuer",
        lambda url: url.replace("&iss=", "&iss=https://evil.example/"),
    ),
    _document(
        "an answer that names no provider",
        "answer",
        "answer-wrong-issuer",
        lambda url: url.partition("&iss=")[0],
    ),
    _document("an answer without a code", "answer", "answer-malformed", _no_code),
    _document(
        "a code of somebody else's making",
        "answer",
        "token-endpoint-refused",
        lambda url: url.replace("code=", "code=x"),
    ),
    _document(
        "the person said no",
        "answer",
        "provider-refused",
        lambda url: url.replace("code=", "error=access_denied&x="),
    ),
    _document("a short key", "jwks", "keys-malformed", lambda _: {"keys": [SHORT_KEY]}),
    _document("no keys", "jwks", "keys-malformed", lambda _: {"keys": []}),
    _document("keys that are no list", "jwks", "keys-malformed", lambda _: {"keys": "x"}),
    _document(
        "a secret among its keys",
        "jwks",
        "keys-malformed",
        lambda _: {"keys": [{"kty": "oct", "k": "c2VjcmV0", "kid": "first"}]},
    ),
    _document(
        "its keys cannot be had",
        "jwks",
        "keys-unreachable",
        lambda _: Response("no", status=503),
    ),
)

DISCOVERY_FAULTS = (
    _document(
        "the document of another issuer",
        "discovery",
        "discovery-wrong-issuer",
        _with(issuer="https://evil.example"),
    ),
    _document("no token endpoint", "discovery", "discovery-malformed", _without("token_endpoint")),
    _document("no keys", "discovery", "discovery-malformed", _without("jwks_uri")),
    _document(
        "no algorithm that we take",
        "discovery",
        "discovery-unsupported",
        _with(id_token_signing_alg_values_supported=["HS256", "none"]),
    ),
    _document(
        "no PKCE that we take",
        "discovery",
        "discovery-unsupported",
        _with(code_challenge_methods_supported=["plain"]),
    ),
    _document(
        "an endpoint that is a script",
        "discovery",
        "discovery-address",
        _with(authorization_endpoint="javascript:alert(1)"),
    ),
    _document(
        "a document of no JSON",
        "discovery",
        "discovery-malformed",
        lambda _: Response("<html>", content_type="text/html"),
    ),
    _document(
        "a document of a million letters",
        "discovery",
        "discovery-malformed",
        _with(more="x" * 1_000_000),
    ),
    _document(
        "a document that lies elsewhere",
        "discovery",
        "discovery-unreachable",
        lambda _: redirect("http://169.254.169.254/latest/meta-data"),
    ),
    _document(
        "a list",
        "discovery",
        "discovery-malformed",
        lambda _: [1],
    ),
)
