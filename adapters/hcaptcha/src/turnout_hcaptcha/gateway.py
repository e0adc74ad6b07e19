"""hCaptcha's side of the port `turnout_sdk.challenge`.

Documented at docs.hcaptcha.com: verify the user response server side, siteverify error codes.
"""

import re
from collections.abc import Collection
from datetime import datetime
from typing import Any, Final

from turnout_hcaptcha.settings import Settings
from turnout_sdk.adapter import Health, Services
from turnout_sdk.challenge import Verdict, Widget
from turnout_sdk.errors import Misconfigured
from turnout_sdk.http import ProviderApi, readable

TOKEN: Final = re.compile(r"[A-Za-z0-9._-]{0,8192}", re.ASCII)
"""Another text is not sent, so that nothing provokes."""
WRONG_SECRET: Final = frozenset({"missing-input-secret", "invalid-input-secret"})
NOT_PROVIDED: Final = "not-provided"
"""What hCaptcha says of the host when it is busy."""
TEST_SECRET: Final = re.compile(r"0x0{40}")
"""The published secret with which the published token passes."""


class Gateway:
    """Speak `Shows` and `Judges`."""

    def __init__(self, settings: Settings, services: Services) -> None:
        self._settings = settings
        self._api = ProviderApi(services.http, settings.api_base, sleep=services.sleep)

    def __repr__(self) -> str:
        return f"Gateway({self._settings.site_key})"

    def widget(self) -> Widget:
        return Widget(
            script_url=self._settings.script_url,
            answer_field="h-captcha-response",
            attributes={"sitekey": self._settings.site_key},
            hosts=("https://hcaptcha.com", "https://*.hcaptcha.com"),
        )

    def judge(self, token: str, *, remote_address: str | None = None) -> Verdict:
        """Ask once; a token of another site key of the account is no person."""
        if not TOKEN.fullmatch(token):
            return Verdict(is_person=False, code="malformed")
        answer = self._ask(token, remote_address)
        with readable("hCaptcha's answer"):
            codes = _codes_of(answer)
            if answer["success"] is not True:
                return Verdict(is_person=False, code=next(iter(codes), None))
            hostname = str(answer.get("hostname") or "")
            return Verdict(
                is_person=True,
                score=_personhood(answer.get("score")),
                hostname="" if hostname == NOT_PROVIDED else hostname,
                solved_at=datetime.fromisoformat(answer["challenge_ts"]),
            )

    def health(self) -> Health:
        """Ask about a token that nobody gave out: the secret is judged before it."""
        self._ask("health-check", None)
        if TEST_SECRET.fullmatch(self._settings.secret_key.get_secret_value()):
            return Health(is_healthy=False, detail="This key is for tests: it tells nobody apart.")
        return Health(is_healthy=True, account=self._settings.site_key)

    def _ask(self, token: str, remote_address: str | None) -> Any:
        form = {
            "secret": self._settings.secret_key.get_secret_value(),
            "response": token,
            "sitekey": self._settings.site_key,
        }
        if remote_address:
            form["remoteip"] = remote_address
        answer = self._api.post_form("siteverify", form)
        with readable("hCaptcha's answer"):
            _require_known(_codes_of(answer))
        return answer


def _codes_of(answer: Any) -> tuple[str, ...]:
    if not isinstance(answer["success"], bool):
        raise TypeError
    return tuple(str(each) for each in answer.get("error-codes") or ())


def _require_known(codes: Collection[str]) -> None:
    if WRONG_SECRET & set(codes):
        raise Misconfigured("hCaptcha does not know the secret.")


def _personhood(risk: Any) -> float | None:
    """Turn hCaptcha's score, which is of risk and for some plans only, into the SDK's."""
    return None if risk is None else 1.0 - float(risk)
