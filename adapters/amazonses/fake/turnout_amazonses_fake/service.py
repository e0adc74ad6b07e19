"""Amazon SES as far as a sender of mail meets it: API v2 with signed requests, events over SNS.

The rules are those of the published API reference: Signature Version 4 is checked, a raw message
gets a Message-ID of Amazon's own, events carry the headers as they were handed over.
"""

import base64
import json
import re
from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from typing import Any

import httpx
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding

from turnout_amazonses_fake import topic_of
from turnout_amazonses_fake.signatures import SigningKey
from turnout_sdk.testing.provider import aws
from turnout_sdk.testing.provider.app import Refusal
from turnout_sdk.testing.provider.mail import MailProvider
from turnout_sdk.testing.provider.store import Json, Tx
from turnout_sdk.testing.serving import Reply, Request, reply
from turnout_sdk.webhooks import Delivery

CERTIFICATE = "/SimpleNotificationService-fake.pem"
SNS = f"https://sns.{aws.REGION}.amazonaws.com"
MESSAGE_ID = re.compile(rb"^Message-ID: .*\r\n", re.IGNORECASE | re.MULTILINE)
MOST_RECIPIENTS = 50
KINDS = {
    "accepted": "Send",
    "delayed": "DeliveryDelay",
    "delivered": "Delivery",
    "bounced": "Bounce",
    "complained": "Complaint",
    "unsubscribed": "Subscription",
}


class Service(MailProvider):
    name = "amazonses"

    def __init__(self, folder: Path, **more: Any) -> None:
        super().__init__(folder, **more)
        self._signing = SigningKey()

    def free_answer(self, request: Request) -> Reply | None:
        if request.path == CERTIFICATE:
            return Reply(body=self._signing.certificate)
        if request.query.get("Action") == "ConfirmSubscription":
            topic = request.query["TopicArn"]
            with self.store.transaction(self.now()) as tx:
                tx.put(topic.rpartition("events-")[2], "confirmed", {"id": topic})
            return Reply(body=b"<ConfirmSubscriptionResponse/>")
        return None

    def authenticate(self, request: Request) -> str:
        account = aws.claimed_account(request, "ses")
        if account is None:
            raise _refusal(403, "MissingAuthenticationTokenException")
        if not aws.is_signed(request, "ses"):
            raise _refusal(403, "InvalidSignatureException")
        return account

    def serve(self, tx: Tx, account: str, request: Request) -> Reply:
        match request.method, request.path:
            case "POST", "/v2/email/outbound-emails":
                return self._send(tx, account, request.json())
            case "GET", "/v2/email/account":
                quota = {"Max24HourSend": 50000.0, "MaxSendRate": 14.0, "SentLast24Hours": 0.0}
                answer = {"SendingEnabled": True, "ProductionAccessEnabled": True}
                return reply(200, {**answer, "SendQuota": quota})
        raise _refusal(404, "NotFoundException")

    def _send(self, tx: Tx, account: str, asked: Json) -> Reply:
        raw = base64.b64decode(asked["Content"]["Raw"]["Data"], validate=True)
        message = message_from_bytes(raw, policy=default)
        to = asked["Destination"]["ToAddresses"]
        if f"@{account}.example" not in str(message["From"]):
            raise _refusal(400, "MailFromDomainNotVerifiedException")
        if not 0 < len(to) <= MOST_RECIPIENTS or self.is_refused(tx, account, to):
            raise _refusal(400, "MessageRejected")
        message_id = str(message["Message-ID"])
        sent_as = f"Message-ID: <{httpx.QueryParams({'m': message_id})}@email.amazonses.com>\r\n"
        as_sent = MESSAGE_ID.sub(sent_as.encode(), raw, count=1)
        mail_id = self.take(tx, account, message_id=message_id, recipients=to, raw=as_sent)
        return reply(200, {"MessageId": mail_id})

    def event(self, account: str, report: Json) -> Any:
        kind = KINDS.get(report["state"], "TapDance")
        at = datetime.fromtimestamp(report["at"], UTC).isoformat().replace("+00:00", "Z")
        recipient = report["recipient"]
        event: Json = {
            "eventType": kind,
            "mail": {
                "timestamp": at,
                "messageId": report["mail"],
                "source": f"tickets@{account}.example",
                "destination": [recipient],
                "headersTruncated": False,
                "headers": [{"name": "Message-ID", "value": report["message_id"]}],
            },
        }
        one = [{"emailAddress": recipient, "diagnosticCode": "smtp; 550 5.1.1 no such mailbox"}]
        details: dict[str, Json] = {
            "Delivery": {"delivery": {"timestamp": at, "recipients": [recipient]}},
            "DeliveryDelay": {"deliveryDelay": {"timestamp": at, "delayedRecipients": one}},
            "Complaint": {"complaint": {"timestamp": at, "complainedRecipients": one}},
            "Bounce": {
                "bounce": {
                    "bounceType": "Permanent" if report["is_permanent"] else "Transient",
                    "timestamp": at,
                    "bouncedRecipients": one,
                }
            },
        }
        return {"id": report["id"], "event": event | details.get(kind, {})}

    def signed(self, account: str, event: Any, at: datetime) -> Delivery:
        told = {
            "Type": "Notification",
            "MessageId": event["id"],
            "TopicArn": topic_of(account),
            "Message": json.dumps(event["event"]),
            "Timestamp": at.astimezone(UTC).isoformat().replace("+00:00", "Z"),
        }
        return self._sealed(told, ("Message", "MessageId", "Timestamp", "TopicArn", "Type"))

    def question(self, account: str, at: datetime, *, address: str = SNS) -> Delivery:
        """What a topic asks before it delivers anything."""
        token, topic = "token-of-a-fake", topic_of(account)
        told = {
            "Type": "SubscriptionConfirmation",
            "MessageId": "question",
            "Token": token,
            "TopicArn": topic,
            "Message": "You have chosen to subscribe to the topic.",
            "SubscribeURL": f"{address}/?Action=ConfirmSubscription&TopicArn={topic}&Token={token}",
            "Timestamp": at.astimezone(UTC).isoformat().replace("+00:00", "Z"),
        }
        names = ("Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type")
        return self._sealed(told, names)

    def _sealed(self, told: Json, names: tuple[str, ...]) -> Delivery:
        text = "".join(f"{name}\n{told[name]}\n" for name in names).encode()
        signature = self._signing.key.sign(text, padding.PKCS1v15(), hashes.SHA256())
        told |= {
            "SignatureVersion": "2",
            "Signature": base64.b64encode(signature).decode(),
            "SigningCertURL": f"{SNS}{CERTIFICATE}",
        }
        headers = {"Content-Type": "text/plain; charset=UTF-8"}
        return Delivery(headers=headers, body=json.dumps(told).encode())


def _refusal(status: int, kind: str) -> Refusal:
    return Refusal(status, {"message": "refused"}, {"x-amzn-ErrorType": kind})
