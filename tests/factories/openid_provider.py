"""A real OpenID provider on a port of this machine, built on Authlib, that can be made to lie.

It signs in whoever `person` says without asking. What a test wants wrong it says by `lies`:
a part of the protocol by name, and what is made of the part.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import parse_qs, urlsplit

from authlib.integrations.flask_oauth2 import AuthorizationServer
from authlib.oauth2.rfc6749 import grants
from authlib.oauth2.rfc7636 import CodeChallenge
from authlib.oidc.core.grants import OpenIDCode
from flask import Flask, Response, jsonify, redirect, request
from joserfc import jws
from joserfc.jwk import KeySet, RSAKey
from werkzeug.serving import make_server

from tests.factories.served import Silent
from turnout.kernel import clock, runtime
from turnout.openid import metadata
from turnout_sdk.testing.local_http import local_client

CLIENT_ID, CLIENT_SECRET = "turnout", "a-secret-of-thirty-two-letters-or-so"
KEY = RSAKey.generate_key(2048, {"kid": "first", "use": "sig"})
OTHER_KEY = RSAKey.generate_key(2048, {"kid": "other", "use": "sig"})
Lie = Callable[[Any], Any]


@dataclass(slots=True)
class Person:
    sub: str
    email: str = ""
    email_verified: Any = True
    name: str = "Ada Example"
    more: dict[str, Any] = field(default_factory=dict)

    @property
    def claims(self) -> dict[str, Any]:
        own = {"sub": self.sub, "name": self.name}
        if self.email:
            own |= {"email": self.email, "email_verified": self.email_verified}
        return own | self.more


@dataclass(frozen=True, slots=True)
class _Client:
    """Us, as the provider registered us."""

    redirects_begin: str
    client_id: str = CLIENT_ID

    def get_client_id(self) -> str:
        return self.client_id

    def get_default_redirect_uri(self) -> None:
        return None

    def get_allowed_scope(self, scope: str) -> str:
        return scope

    def check_redirect_uri(self, redirect_uri: str) -> bool:
        return redirect_uri.startswith(self.redirects_begin)

    def check_client_secret(self, client_secret: str) -> bool:
        return client_secret == CLIENT_SECRET

    def check_endpoint_auth_method(self, method: str, _endpoint: str) -> bool:
        return method == "client_secret_basic"

    def check_response_type(self, response_type: str) -> bool:
        return response_type == "code"

    def check_grant_type(self, grant_type: str) -> bool:
        return grant_type == "authorization_code"

    @property
    def id_token_signed_response_alg(self) -> str:
        return "RS256"


@dataclass(slots=True)
class _Code:
    """An authorization code as Authlib wants to see it."""

    code: str
    redirect_uri: str
    scope: str
    nonce: str
    code_challenge: str
    code_challenge_method: str
    person: Person

    def get_redirect_uri(self) -> str:
        return self.redirect_uri

    def get_scope(self) -> str:
        return self.scope

    def get_nonce(self) -> str:
        return self.nonce

    def get_auth_time(self) -> int:
        return int(clock.now().timestamp())

    def get_acr(self) -> None:
        return None

    def get_amr(self) -> None:
        return None


class OpenIdProvider:
    """One provider; `reset` makes it honest again."""

    def __init__(self, issuer: str) -> None:
        self.issuer = issuer
        self.redirects_begin = "http://turnout.test/"
        self.app = Flask("openid-provider")
        self.codes: dict[str, _Code] = {}
        self.http = local_client()
        self.reset()
        self._serve()

    def reset(self) -> None:
        self.person = Person("person-1")
        self.lies: dict[str, Lie] = {}
        self.keys = [KEY]
        self.signing_key = KEY
        self.asked: list[dict[str, str]] = []

    def told(self, part: str, honest: Any) -> Any:
        lie = self.lies.get(part)
        return honest if lie is None else lie(honest)

    def sign_in(self, url: str) -> str:
        """Follow a browser's way through the provider; path and query of where it is sent back."""
        answer = self.http.get(url)
        assert answer.status_code == 302, answer.text
        parts = urlsplit(answer.headers["Location"])
        return f"{parts.path}?{parts.query}"

    def signed(self, claims: Any, header: dict[str, Any] | None = None, key: Any = None) -> str:
        """A token as this provider signs them, or as a test wants it."""
        head = {"alg": "RS256", "kid": self.signing_key.kid, **(header or {})}
        head = {name: value for name, value in head.items() if value is not None}
        payload = claims if isinstance(claims, bytes) else _json(claims)
        chosen = self.signing_key if key is None else key
        registry = jws.JWSRegistry(algorithms=["RS256", "RS512", "PS256", "HS256", "none"])
        registry.strict_check_header = False
        return str(jws.serialize_compact(head, payload, chosen, registry=registry))

    def _serve(self) -> None:
        server = AuthorizationServer(
            self.app, lambda _: _Client(self.redirects_begin), lambda *_: None
        )
        self.app.config["OAUTH2_TOKEN_EXPIRES_IN"] = {"authorization_code": 3600}
        server.register_grant(_grant_of(self), [_open_id_of(self)(), CodeChallenge(required=True)])
        self.app.add_url_rule("/.well-known/openid-configuration", "d", self._discovery)
        self.app.add_url_rule("/jwks", "jwks", self._jwks)

        @self.app.get("/authorize")
        def authorize() -> Any:
            self.asked.append(request.args.to_dict())
            grant = server.get_consent_grant(end_user=self.person)
            answer = server.create_authorization_response(grant_user=self.person, grant=grant)
            sent = self.told("answer", answer.headers["Location"] + f"&iss={self.issuer}")
            return redirect(sent)

        @self.app.post("/token")
        def token() -> Any:
            answer = server.create_token_response()
            if answer.status_code != 200:
                return answer
            told = self.told("token_answer", answer.get_json())
            return told if isinstance(told, Response) else jsonify(told)

    def _discovery(self) -> Any:
        return _answer(
            self.told(
                "discovery",
                {
                    "issuer": self.issuer,
                    "authorization_endpoint": f"{self.issuer}/authorize",
                    "token_endpoint": f"{self.issuer}/token",
                    "jwks_uri": f"{self.issuer}/jwks",
                    "end_session_endpoint": f"{self.issuer}/logout",
                    "response_types_supported": ["code"],
                    "subject_types_supported": ["public"],
                    "id_token_signing_alg_values_supported": ["RS256"],
                    "code_challenge_methods_supported": ["S256"],
                    "authorization_response_iss_parameter_supported": True,
                },
            )
        )

    def _jwks(self) -> Any:
        public = [each.as_dict(private=False) for each in self.keys]
        return _answer(self.told("jwks", {"keys": public}))


def _answer(told: Any) -> Any:
    return told if isinstance(told, Response) else jsonify(told)


def _json(claims: Any) -> bytes:
    import json

    return json.dumps(claims).encode()


def _grant_of(provider: OpenIdProvider) -> type:
    class Grant(grants.AuthorizationCodeGrant):
        TOKEN_ENDPOINT_AUTH_METHODS = ("client_secret_basic",)

        def save_authorization_code(self, code: str, asked: Any) -> None:
            said = asked.payload.data
            provider.codes[code] = _Code(
                code=code,
                redirect_uri=said["redirect_uri"],
                scope=said["scope"],
                nonce=said["nonce"],
                code_challenge=said["code_challenge"],
                code_challenge_method=said["code_challenge_method"],
                person=asked.user,
            )

        def query_authorization_code(self, code: str, _client: Any) -> _Code | None:
            return provider.codes.get(code)

        def delete_authorization_code(self, authorization_code: _Code) -> None:
            provider.codes.pop(authorization_code.code)

        def authenticate_user(self, authorization_code: _Code) -> Person:
            return authorization_code.person

    return Grant


def _open_id_of(provider: OpenIdProvider) -> type:
    class OpenId(OpenIDCode):
        def exists_nonce(self, _nonce: str, _asked: Any) -> bool:
            return False

        def encode_id_token(self, _token: dict[str, Any], asked: Any) -> str:
            now = int(clock.now().timestamp())
            claims = {
                "iss": provider.issuer,
                "aud": CLIENT_ID,
                "iat": now,
                "exp": now + 600,
                "nonce": asked.authorization_code.get_nonce(),
                **asked.user.claims,
            }
            claims = provider.told("claims", claims)
            return str(provider.told("id_token", provider.signed(claims)))

    return OpenId


@contextmanager
def running_provider(port: int = 0) -> Iterator[OpenIdProvider]:
    """The provider, served for as long as the tests of a session need it."""
    server = make_server("127.0.0.1", port, Flask("none"), threaded=True, request_handler=Silent)
    provider = OpenIdProvider(f"http://127.0.0.1:{server.server_port}")
    server.app = provider.app
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
        provider.http.close()


@contextmanager
def reachable(provider: OpenIdProvider) -> Iterator[None]:
    """Let this process call the provider although it is local; nothing is kept from before."""
    current = runtime.current()
    before = current.rules
    allowed = before.loopback_hosts | {urlsplit(provider.issuer).netloc}
    current.rules = replace(before, loopback_hosts=allowed)
    metadata.forget_all()
    provider.reset()
    try:
        yield
    finally:
        current.rules = before


def query_of(path: str) -> dict[str, str]:
    """The parameters of where a browser was sent."""
    return {name: values[0] for name, values in parse_qs(urlsplit(path).query).items()}


def key_set(*keys: Any) -> dict[str, Any]:
    return KeySet(list(keys)).as_dict(private=False)
