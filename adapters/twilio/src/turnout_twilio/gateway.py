"""Twilio's side of the port `turnout_sdk.sms`: the Messages resource.

Documented at www.twilio.com/docs/messaging/api/message-resource.
"""

import base64
from collections.abc import Mapping
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any, Final
from urllib.parse import urlencode

from turnout_sdk.adapter import Health, Services
from turnout_sdk.errors import AdapterError, Declined, Misconfigured, Unavailable
from turnout_sdk.http import Answer, ProviderApi, readable
from turnout_sdk.sms import Accepted, IncomingText, OutgoingText, Receipt
from turnout_sdk.webhooks import Delivery
from turnout_twilio import webhooks
from turnout_twilio.settings import Settings

WRONG_ACCOUNT: Final = frozenset({20003, 20005, 21212, 21408, 21603, 21606, 21659, 21660, 21703})
"""Suspended accounts, senders that are not the account's, regions that are switched off."""
LATER: Final = frozenset({20429, 21611, 30001})
FAILED: Final = frozenset({"failed", "undelivered", "canceled"})
LOOKED_THROUGH: Final = "50"


class Gateway:
    """Speak `Sends`, `Finds`, `Verifies`, `Reads` and `Hears`."""

    def __init__(self, settings: Settings, services: Services) -> None:
        self._settings = settings
        self._now = services.now
        self._hook = services.webhook_url
        token = settings.auth_token.get_secret_value()
        basic = base64.b64encode(f"{settings.account_sid}:{token}".encode()).decode()
        self._account = f"2010-04-01/Accounts/{settings.account_sid}"
        self._api = ProviderApi(
            services.http,
            settings.api_base,
            headers={"Authorization": f"Basic {basic}"},
            refusal=_refusal,
            sleep=services.sleep,
        )

    def __repr__(self) -> str:
        return f"Gateway({self._settings.account_sid})"

    def send(self, text: OutgoingText) -> Accepted:
        """Send once: the API knows no key. The key comes back in every status callback."""
        form = {"To": text.to, "Body": text.text, **self._from()}
        if self._hook:
            form["StatusCallback"] = f"{self._hook}?{urlencode({webhooks.KEY: text.key})}"
        answer = self._api.post_form(f"{self._account}/Messages.json", form)
        with readable("Twilio's answer"):
            if str(answer["status"]) in FAILED:
                raise _declined(int(answer["error_code"] or 0))
            return _accepted(answer)

    def find(self, text: OutgoingText, *, since: datetime) -> Accepted | None:
        """Look through what went to the number since then for the same words."""
        asked = {"To": text.to, "PageSize": LOOKED_THROUGH}
        answer = self._api.get(f"{self._account}/Messages.json", asked)
        begun = since.replace(microsecond=0)
        with readable("Twilio's answer"):
            for each in answer["messages"]:
                made_at = parsedate_to_datetime(each["date_created"])
                if each["body"] == text.text and made_at >= begun:
                    return _accepted(each)
        return None

    def health(self) -> Health:
        """Ask whether the account is active."""
        answer = self._api.get(f"{self._account}.json")
        with readable("Twilio's answer"):
            status, kind = str(answer["status"]), str(answer["type"])
        if status != "active":
            return Health(is_healthy=False, detail="Twilio has suspended or closed this account.")
        if kind == "Trial":
            says = "This is a trial account: it reaches numbers that Twilio has verified only."
            return Health(is_healthy=False, detail=says)
        return Health(is_healthy=True, account=self._settings.account_sid)

    def verify(self, delivery: Delivery) -> None:
        webhooks.verify(self._settings.auth_token.get_secret_value(), self._hook, delivery)

    def read(self, delivery: Delivery) -> Receipt | None:
        return webhooks.read(delivery, now=self._now())

    def hear(self, delivery: Delivery) -> IncomingText | None:
        return webhooks.hear(delivery, now=self._now())

    def _from(self) -> dict[str, str]:
        sender = self._settings.sender
        by_service = sender.startswith("MG")
        return {"MessagingServiceSid": sender} if by_service else {"From": sender}


def _accepted(message: Mapping[str, Any]) -> Accepted:
    parts = int(message["num_segments"] or 0)
    return Accepted(provider_ref=str(message["sid"]), parts=parts or None)


def _refusal(answer: Answer) -> AdapterError:
    try:
        code = int(answer.json()["code"])
    except (ValueError, KeyError, TypeError):
        code = 0
    if code in WRONG_ACCOUNT:
        return Misconfigured(f"Twilio answered {code}: the sender or the account may not send.")
    if code in LATER:
        return Unavailable(f"Twilio answered {code}")
    return _declined(code)


def _declined(code: int) -> Declined:
    meaning = webhooks.meaning(code)
    says = webhooks.SAYS.get(meaning, "Twilio refused this message.")
    return Declined(meaning or f"twilio-{code}", says)
