"""Turnstile's side of the port `turnout_sdk.challenge`.

Documented at developers.cloudflare.com/turnstile: server-side validation, testing keys.
"""

import re
import secrets
from collections.abc import Collection
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from turnout_sdk.adapter import Health, Services
from turnout_sdk.challenge import Verdict, Widget
from turnout_sdk.errors import Misconfigured, Unavailable
from turnout_sdk.http import ProviderApi, readable
from turnout_turnstile.settings import Settings

TOKEN: Final = re.compile(r"[A-Za-z0-9._-]{0,2048}", re.ASCII)
"""A token has at most 2048 characters; another text is not sent, so that nothing provokes."""
WRONG_SECRET: Final = frozenset({"missing-input-secret", "invalid-input-secret"})
FAILED: Final = "internal-error"
TEST_SECRETS: Final = re.compile(r"[123]x0{10,}A+")
"""The published secrets with which every token passes, fails or was used."""


class Gateway:
    """Speak `Shows` and `Judges`."""

    def __init__(self, settings: Settings, services: Services) -> None:
        self._settings = settings
        self._api = ProviderApi(services.http, settings.api_base, sleep=services.sleep)

    def __repr__(self) -> str:
        return f"Gateway({self._settings.site_key})"

    def widget(self) -> Widget:
        base = self._settings.api_base.rstrip("/")
        return Widget(
            script_url=f"{base}/turnstile/v0/api.js",
            answer_field="cf-turnstile-response",
            attributes={"sitekey": self._settings.site_key},
            hosts=(base,),
        )

    def judge(self, token: str, *, remote_address: str | None = None) -> Verdict:
        """Ask once, whatever happens on the way: the key of the try answers a repeat the same."""
        if not TOKEN.fullmatch(token):
            return Verdict(is_person=False, code="malformed")
        answer = self._ask(token, remote_address)
        with readable("Turnstile's answer"):
            codes = _codes_of(answer)
            if answer["success"] is not True:
                return Verdict(is_person=False, code=next(iter(codes), None))
            return Verdict(
                is_person=True,
                hostname=str(answer.get("hostname") or ""),
                action=str(answer.get("action") or ""),
                binding=str(answer.get("cdata") or ""),
                solved_at=datetime.fromisoformat(answer["challenge_ts"]),
            )

    def health(self) -> Health:
        """Ask about a token that nobody gave out: the secret is judged before it."""
        self._ask("health-check", None)
        if TEST_SECRETS.fullmatch(self._settings.secret_key.get_secret_value()):
            return Health(is_healthy=False, detail="This key is for tests: it tells nobody apart.")
        return Health(is_healthy=True, account=self._settings.site_key)

    def _ask(self, token: str, remote_address: str | None) -> Any:
        form = {
            "secret": self._settings.secret_key.get_secret_value(),
            "response": token,
            "idempotency_key": str(UUID(bytes=secrets.token_bytes(16), version=4)),
        }
        if remote_address:
            form["remoteip"] = remote_address
        answer = self._api.post_form("turnstile/v0/siteverify", form, once="")
        with readable("Turnstile's answer"):
            codes = _codes_of(answer)
        _require_asked(codes)
        return answer


def _codes_of(answer: Any) -> tuple[str, ...]:
    if not isinstance(answer["success"], bool):
        raise TypeError
    return tuple(str(each) for each in answer.get("error-codes") or ())


def _require_asked(codes: Collection[str]) -> None:
    if WRONG_SECRET & set(codes):
        raise Misconfigured("Turnstile does not know the secret key.")
    if FAILED in codes:
        raise Unavailable("Turnstile could not judge the token.")
