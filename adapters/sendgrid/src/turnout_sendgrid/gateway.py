"""SendGrid's side of the port `turnout_sdk.email`: Mail Send v3.

Documented at www.twilio.com/docs/sendgrid/api-reference/mail-send.
"""

import base64
from dataclasses import replace
from typing import Any, Final

from turnout_sdk.adapter import Health, Services
from turnout_sdk.email import Accepted, Address, OutgoingMail, Report
from turnout_sdk.errors import AdapterError, Declined, Misconfigured
from turnout_sdk.http import Answer, ProviderApi, readable
from turnout_sdk.mime import calendar_type, envelope_address, message_of
from turnout_sdk.webhooks import Delivery
from turnout_sendgrid import events
from turnout_sendgrid.settings import Settings

TAKEN: Final = 202
UNTRACKED: Final = {
    "click_tracking": {"enable": False, "enable_text": False},
    "open_tracking": {"enable": False},
    "subscription_tracking": {"enable": False},
}
"""Links stay ours, nobody is watched while reading, and no second way to unsubscribe is added."""


class Gateway:
    """Speak `Sends`, `Verifies` and `Reads`."""

    def __init__(self, settings: Settings, services: Services) -> None:
        self._settings = settings
        self._now = services.now
        self._api = ProviderApi(
            services.http,
            settings.address,
            headers={"Authorization": f"Bearer {settings.api_key.get_secret_value()}"},
            refusal=_refusal,
            sleep=services.sleep,
        )

    def __repr__(self) -> str:
        return f"Gateway({self._settings.sender})"

    def send(self, mail: OutgoingMail) -> Accepted:
        """Send to every recipient or to none. The API knows no key: it is asked once.

        An answer that was lost stays Unclear until the event `processed` tells of the mail.
        """
        sender = Address(email=self._settings.sender, name=mail.sender.name)
        mail = replace(mail, sender=sender)
        message_of(mail, sent_at=self._now())  # declines what cannot be a mail
        if not mail.to:
            raise Declined("mail-to", "This mail cannot be sent: it has no recipient.")
        return self._api.post_for("v3/mail/send", _body(mail), read=_accepted)

    def health(self) -> Health:
        """Ask what the key may do; sending is enough."""
        answer = self._api.get("v3/scopes")
        with readable("SendGrid's answer"):
            may_send = "mail.send" in list(answer["scopes"])
        if not may_send:
            return Health(is_healthy=False, detail="This key may not send mail.")
        return Health(is_healthy=True, account=self._settings.sender)

    def verify(self, delivery: Delivery) -> None:
        events.verify(self._settings.webhook_public_key, delivery, now=self._now())

    def read(self, delivery: Delivery) -> tuple[Report, ...]:
        return events.read(delivery)


def _body(mail: OutgoingMail) -> dict[str, Any]:
    content = [{"type": "text/plain", "value": mail.text}]
    if mail.html is not None:
        content.append({"type": "text/html", "value": mail.html})
    if mail.itip is not None:
        calendar = mail.itip.content.decode()
        content.append({"type": calendar_type(mail.itip), "value": calendar})
    body: dict[str, Any] = {
        "personalizations": [{"to": [_mailbox(each, "to") for each in mail.to]}],
        "from": _mailbox(mail.sender, "sender"),
        "subject": mail.subject,
        "content": content,
        "headers": {"Message-ID": mail.message_id, **mail.headers},
        "custom_args": {events.OUR_NAME: mail.message_id},
        "tracking_settings": UNTRACKED,
    }
    if mail.reply_to is not None:
        body["reply_to"] = _mailbox(mail.reply_to, "reply_to")
    files = [
        {
            "content": base64.b64encode(each.content).decode(),
            "type": each.media_type,
            "filename": each.filename,
            "disposition": "attachment" if each.content_id is None else "inline",
            **({} if each.content_id is None else {"content_id": each.content_id}),
        }
        for each in mail.attachments
    ]
    return body | ({"attachments": files} if files else {})


def _mailbox(address: Address, field: str) -> dict[str, str]:
    email = envelope_address(address, field)
    return {"email": email, "name": address.name} if address.name else {"email": email}


def _accepted(answer: Answer) -> Accepted:
    named = answer.headers.get("X-Message-Id", "")
    if answer.status != TAKEN or not named:
        raise ValueError
    return Accepted(provider_ref=named)


def _refusal(answer: Answer) -> AdapterError:
    """Tell a mail that is refused from an account that may not send at all."""
    try:
        said = answer.json()["errors"][0]
        field = str(said.get("field") or "")
    except (ValueError, KeyError, IndexError, TypeError, AttributeError):
        field = ""
    if field.startswith("from"):
        return Misconfigured("SendGrid does not know the sender's address as verified.")
    return Declined(f"sendgrid-{answer.status}", "SendGrid refused this mail.")
