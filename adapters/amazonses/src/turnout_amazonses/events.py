"""Events of SES as SNS delivers them: signed messages of one topic.

Documented at docs.aws.amazon.com/sns: verifying the signatures of messages, and at
docs.aws.amazon.com/ses: contents of event data.
"""

import base64
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding

from turnout_amazonses.certificates import Certificates, require_host
from turnout_sdk.email import Report, ReportState
from turnout_sdk.errors import Misconfigured, Untrusted
from turnout_sdk.webhooks import Delivery, require_fresh

RETRIED_FOR_SECONDS: Final = 25 * 3600
"""A message keeps the time at which it was published. It counts once, so age does no harm."""
NOTIFICATION: Final = "Notification"
CONFIRMATION: Final = "SubscriptionConfirmation"
SIGNED: Final[Mapping[str, tuple[str, ...]]] = {
    NOTIFICATION: ("Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type"),
    CONFIRMATION: (
        *("Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type"),
    ),
}
"""The fields that a signature covers, in order; `Subject` only where there is one."""
VERSION: Final = "2"
"""SHA-256; version 1 signs with SHA-1, which is not accepted."""
STATES: Final = {
    "Send": ReportState.ACCEPTED,
    "DeliveryDelay": ReportState.DELAYED,
    "Delivery": ReportState.DELIVERED,
    "Bounce": ReportState.BOUNCED,
    "Reject": ReportState.BOUNCED,
    "Complaint": ReportState.COMPLAINED,
    "Subscription": ReportState.UNSUBSCRIBED,
}
LISTS: Final = {
    "Bounce": ("bounce", "bouncedRecipients"),
    "Complaint": ("complaint", "complainedRecipients"),
    "DeliveryDelay": ("deliveryDelay", "delayedRecipients"),
}
LONGEST_DETAIL: Final = 300


def verify(
    topic_arn: str | None, delivery: Delivery, certificates: Certificates, *, now: datetime
) -> None:
    """Accept a message of the settings' topic that SNS signed, within a day."""
    if not topic_arn:
        raise Misconfigured("no topic of the events is configured")
    told = delivery.json()
    names = SIGNED.get(str(told.get("Type")))
    if names is None or told.get("TopicArn") != topic_arn:
        raise Untrusted("the delivery is not of this topic")
    if told.get("SignatureVersion") != VERSION:
        raise Untrusted("the delivery is not signed with SHA-256 (SignatureVersion 2)")
    key = certificates.key_of(str(told.get("SigningCertURL")))
    try:
        signature = base64.b64decode(str(told.get("Signature")), validate=True)
        key.verify(signature, _signed(told, names), padding.PKCS1v15(), hashes.SHA256())
        sent_at = datetime.fromisoformat(str(told["Timestamp"]))
        require_fresh(str(int(sent_at.timestamp())), now, tolerance_seconds=RETRIED_FOR_SECONDS)
    except (ValueError, KeyError, TypeError, OverflowError, InvalidSignature):
        raise Untrusted("the signature does not match") from None


def _signed(told: dict[str, Any], names: tuple[str, ...]) -> bytes:
    lines = [f"{name}\n{told[name]}\n" for name in names if name != "Subject" or name in told]
    return "".join(lines).encode()


def confirmation_of(delivery: Delivery) -> str | None:
    """Say where a verified delivery wants its subscription confirmed; None where it asks none."""
    told = delivery.json()
    if told.get("Type") != CONFIRMATION:
        return None
    address = str(told.get("SubscribeURL"))
    require_host(address)
    return address


def read(delivery: Delivery) -> tuple[Report, ...]:
    """Read an event for each recipient that it is about."""
    told = delivery.json()
    try:
        event = json.loads(told["Message"])
        kind = str(event.get("eventType") or event.get("notificationType"))
        state = STATES.get(kind)
        if told["Type"] != NOTIFICATION or state is None or _is_no_complaint(event):
            return ()
        return tuple(
            Report(
                report_id=f"{told['MessageId']}:{number}",
                message_id=_message_id(event["mail"]),
                recipient=recipient,
                state=state,
                occurred_at=datetime.fromisoformat(_occurred_at(event, kind)),
                is_permanent=kind == "Bounce" and event["bounce"]["bounceType"] == "Permanent",
                detail=detail,
            )
            for number, (recipient, detail) in enumerate(_recipients(event, kind))
        )
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError):
        return ()


def _is_no_complaint(event: dict[str, Any]) -> bool:
    said = event.get("complaint")
    return isinstance(said, dict) and said.get("complaintFeedbackType") == "not-spam"


def _message_id(mail: dict[str, Any]) -> str:
    """Ours: the headers are those of the message as it was handed over."""
    found = (each["value"] for each in mail["headers"] if each["name"].lower() == "message-id")
    message_id = next(found, None)
    if message_id is None:
        raise KeyError("Message-ID")
    return str(message_id)


def _occurred_at(event: dict[str, Any], kind: str) -> str:
    about = event.get(kind[0].lower() + kind[1:])
    own = about.get("timestamp") if isinstance(about, dict) else None
    return str(own or event["mail"]["timestamp"])


def _recipients(event: dict[str, Any], kind: str) -> list[tuple[str, str]]:
    """Each recipient with the far server's reason."""
    if kind == "Delivery":
        return [(str(each), "") for each in event["delivery"]["recipients"]]
    if kind not in LISTS:
        return [(str(each), "") for each in event["mail"]["destination"]]
    about, names = LISTS[kind]
    return [
        (
            str(each["emailAddress"]),
            " ".join(str(each.get("diagnosticCode") or "").split())[:LONGEST_DETAIL],
        )
        for each in event[about][names]
    ]
