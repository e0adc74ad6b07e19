"""SendGrid as far as a sender of mail meets it: Mail Send v3, scopes, signed events.

The rules are those of the published API reference: 202 with `X-Message-Id` and no body, `errors`
with `message` and `field`, no key for repeats, an array of events in each delivery.
"""

import base64
import json
from datetime import datetime
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

from turnout_sdk.testing.provider.app import Refusal
from turnout_sdk.testing.provider.mail import MailProvider
from turnout_sdk.testing.provider.store import Json, Tx
from turnout_sdk.testing.serving import Reply, Request, reply
from turnout_sdk.webhooks import Delivery
from turnout_sendgrid_fake import key_of, signing_key_of

MOST_RECIPIENTS = 1_000
NEEDED = ("personalizations", "from", "subject", "content")
RESERVED = frozenset({"to", "from", "subject", "reply-to", "cc", "bcc", "received", "content-type"})
EVENTS = {
    "accepted": "processed",
    "delayed": "deferred",
    "delivered": "delivered",
    "bounced": "bounce",
    "complained": "spamreport",
    "unsubscribed": "unsubscribe",
}


class Service(MailProvider):
    name = "sendgrid"

    def authenticate(self, request: Request) -> str:
        account = request.bearer.removeprefix("SG.").rpartition(".")[0]
        if not account or request.bearer != key_of(account):
            raise _refusal(401, "The provided authorization grant is invalid")
        return account

    def serve(self, tx: Tx, account: str, request: Request) -> Reply:
        match request.method, request.path:
            case "POST", "/v3/mail/send":
                return self._send(tx, account, request.json())
            case "GET", "/v3/scopes":
                return reply(200, {"scopes": ["mail.send", "mail.batch.create"]})
        raise _refusal(404, "not found")

    def _send(self, tx: Tx, account: str, asked: Json) -> Reply:
        for name in NEEDED:
            if not asked.get(name):
                raise _refusal(400, f"The {name} field is required", field=name)
        _require_form(asked)
        if asked["from"]["email"] != f"tickets@{account}.example":
            raise _refusal(403, "The from address does not match a verified Sender Identity")
        to = [each["email"] for one in asked["personalizations"] for each in one["to"]]
        if len(to) > MOST_RECIPIENTS or self.is_refused(tx, account, to):
            raise _refusal(400, "Does not contain a valid address.", field="personalizations.0.to")
        message_id = asked.get("custom_args", {}).get("turnout_message_id", "")
        raw = json.dumps(asked, ensure_ascii=False).encode()
        mail_id = self.take(tx, account, message_id=message_id, recipients=to, raw=raw)
        return Reply(status=202, headers={"X-Message-Id": mail_id})

    def event(self, account: str, report: Json) -> Any:  # noqa: ARG002 - the same for every account
        said = {
            "email": report["recipient"],
            "timestamp": report["at"],
            "event": EVENTS.get(report["state"], "tap-danced"),
            "sg_event_id": report["id"],
            "sg_message_id": f"{report['mail']}.filter0001.16648.5515E0B88.0",
            "smtp-id": report["message_id"],
            "turnout_message_id": report["message_id"],
        }
        if report["state"] == "bounced":
            is_permanent = report["is_permanent"]
            said |= {
                "type": "bounce" if is_permanent else "blocked",
                "reason": "550 5.1.1 no such mailbox" if is_permanent else "421 4.7.0 try later",
                "status": "5.1.1" if is_permanent else "4.7.0",
            }
        return [said]

    def signed(self, account: str, event: Any, at: datetime) -> Delivery:
        body = json.dumps(event).encode()
        sent_at = str(int(at.timestamp()))
        key = signing_key_of(account)
        signature = key.sign(sent_at.encode() + body, ec.ECDSA(hashes.SHA256()))
        return Delivery(
            headers={
                "Content-Type": "application/json",
                "X-Twilio-Email-Event-Webhook-Signature": base64.b64encode(signature).decode(),
                "X-Twilio-Email-Event-Webhook-Timestamp": sent_at,
            },
            body=body,
        )


def _require_form(asked: Json) -> None:
    kinds = [each["type"] for each in asked["content"]]
    if kinds[0] != "text/plain" or kinds != sorted(kinds, reverse=True):
        says = "If present, text/plain must be first, followed by text/html"
        raise _refusal(400, says, field="content")
    if RESERVED & {name.lower() for name in asked.get("headers", {})}:
        raise _refusal(400, "The header is reserved", field="headers")
    for each in asked.get("attachments", ()):
        base64.b64decode(each["content"], validate=True)
        if each.get("disposition") == "inline" and not each.get("content_id"):
            raise _refusal(400, "An inline file needs a content id", field="attachments")


def _refusal(status: int, message: str, *, field: str | None = None) -> Refusal:
    return Refusal(status, {"errors": [{"message": message, "field": field, "help": None}]})
