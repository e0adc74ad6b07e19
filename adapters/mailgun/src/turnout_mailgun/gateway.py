"""Mailgun's side of the port `turnout_sdk.email`: messages in MIME form, events, domains.

Documented at documentation.mailgun.com: Messages, Events, Domains, Webhooks.
"""

import base64
from dataclasses import replace
from typing import Final

from turnout_mailgun import events
from turnout_mailgun.settings import Settings
from turnout_sdk.adapter import Health, Services
from turnout_sdk.email import Accepted, Address, OutgoingMail, Report
from turnout_sdk.errors import AdapterError, Declined, Misconfigured
from turnout_sdk.http import Answer, ProviderApi, readable
from turnout_sdk.mime import envelope_address, message_of
from turnout_sdk.webhooks import Delivery

UNTRACKED: Final = {"o:tracking": "no"}
"""Links stay ours, and nobody is watched while reading."""
NOT_FOUND: Final = 404


class Gateway:
    """Speak `Sends`, `Finds`, `Verifies` and `Reads`."""

    def __init__(self, settings: Settings, services: Services) -> None:
        self._settings = settings
        self._now = services.now
        coded = base64.b64encode(f"api:{settings.api_key.get_secret_value()}".encode()).decode()
        self._api = ProviderApi(
            services.http,
            settings.address,
            headers={"Authorization": f"Basic {coded}"},
            refusal=_refusal,
            sleep=services.sleep,
        )

    def __repr__(self) -> str:
        return f"Gateway({self._settings.domain})"

    def send(self, mail: OutgoingMail) -> Accepted:
        """Send to every recipient or to none. The API knows no key: it is asked once."""
        sender = Address(email=self._settings.sends_as, name=mail.sender.name)
        message = message_of(replace(mail, sender=sender), sent_at=self._now())
        to = [envelope_address(each, "to") for each in mail.to]
        if not to:
            raise Declined("mail-to", "This mail cannot be sent: it has no recipient.")
        answer = self._api.post_files(
            f"v3/{self._settings.domain}/messages.mime",
            {"to": to, **UNTRACKED},
            {"message": ("message.eml", message.as_bytes(), "message/rfc822")},
        )
        with readable("Mailgun's answer"):
            return Accepted(provider_ref=str(answer["id"]))

    def find(self, message_id: str) -> Accepted | None:
        """Look for the event `accepted` of a mail, which stands there after a minute or two."""
        named = message_id.strip("<>")
        wanted = {"message-id": named, "event": "accepted", "limit": "1"}
        answer = self._api.get(f"v3/{self._settings.domain}/events", wanted)
        with readable("Mailgun's answer"):
            found = [each for each in answer["items"] if _named(each) == named]
        return Accepted(provider_ref=message_id) if found else None

    def health(self) -> Health:
        """Ask how the domain stands."""
        answer = self._api.get(f"v4/domains/{self._settings.domain}")
        with readable("Mailgun's answer"):
            state = str(answer["domain"]["state"])
        detail = "" if state == "active" else f"Mailgun calls this domain {state[:40]}."
        return Health(is_healthy=state == "active", detail=detail, account=self._settings.domain)

    def verify(self, delivery: Delivery) -> None:
        key = self._settings.webhook_signing_key
        events.verify(key.get_secret_value() if key else "", delivery, now=self._now())

    def read(self, delivery: Delivery) -> tuple[Report, ...]:
        return events.read(delivery)


def _named(event: object) -> str:
    """The Message-ID that an event is about; empty where it names none."""
    try:
        return str(event["message"]["headers"]["message-id"])  # type: ignore[index]
    except (KeyError, TypeError):
        return ""


def _refusal(answer: Answer) -> AdapterError:
    if answer.status == NOT_FOUND:
        return Misconfigured("Mailgun does not know this domain.")
    return Declined(f"mailgun-{answer.status}", "Mailgun refused this mail.")
