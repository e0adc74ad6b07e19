"""Events of SendGrid's signed event webhook.

Documented at www.twilio.com/docs/sendgrid/for-developers/tracking-events: `event`, and
`getting-started-event-webhook-security-features`.
"""

import base64
import json
from datetime import UTC, datetime
from typing import Any, Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import load_der_public_key

from turnout_sdk.email import Report, ReportState
from turnout_sdk.errors import Misconfigured, Untrusted
from turnout_sdk.webhooks import Delivery, require_fresh

SIGNATURE: Final = "X-Twilio-Email-Event-Webhook-Signature"
SENT_AT: Final = "X-Twilio-Email-Event-Webhook-Timestamp"
RETRIED_FOR_SECONDS: Final = 25 * 3600
"""SendGrid repeats what nobody took for a day. Each event counts once, so age does no harm."""
OUR_NAME: Final = "turnout_message_id"
"""The argument that SendGrid repeats in each event of a mail."""
STATES: Final = {
    "processed": ReportState.ACCEPTED,
    "deferred": ReportState.DELAYED,
    "delivered": ReportState.DELIVERED,
    "bounce": ReportState.BOUNCED,
    "dropped": ReportState.BOUNCED,
    "spamreport": ReportState.COMPLAINED,
    "unsubscribe": ReportState.UNSUBSCRIBED,
    "group_unsubscribe": ReportState.UNSUBSCRIBED,
}
DROPPED_FOR_GOOD: Final = frozenset({"Bounced Address", "Invalid"})
LONGEST_DETAIL: Final = 300


def verify(public_key: str | None, delivery: Delivery, *, now: datetime) -> None:
    """Accept a body that SendGrid signed with the account's key, within a day."""
    key = _key_of(public_key)
    sent_at = delivery.header(SENT_AT) or ""
    try:
        signature = base64.b64decode(delivery.header(SIGNATURE) or "", validate=True)
        signed = sent_at.encode("ascii") + delivery.body
        key.verify(signature, signed, ec.ECDSA(hashes.SHA256()))
    except (ValueError, InvalidSignature):
        raise Untrusted("the signature does not match") from None
    require_fresh(sent_at, now, tolerance_seconds=RETRIED_FOR_SECONDS)


def _key_of(public_key: str | None) -> ec.EllipticCurvePublicKey:
    if not public_key:
        raise Misconfigured("no verification key of the event webhook is configured")
    try:
        key = load_der_public_key(base64.b64decode(public_key, validate=True))
    except ValueError:
        raise Misconfigured("the verification key of the event webhook is none") from None
    if not isinstance(key, ec.EllipticCurvePublicKey):
        raise Misconfigured("the verification key of the event webhook is of another kind")
    return key


def read(delivery: Delivery) -> tuple[Report, ...]:
    """Read every event that is about a mail of ours; others mean nothing."""
    try:
        told = json.loads(delivery.body)
    except (ValueError, RecursionError):
        return ()
    events = told if isinstance(told, list) else []
    found = (_report(each) for each in events if isinstance(each, dict))
    return tuple(each for each in found if each is not None)


def _report(event: dict[str, Any]) -> Report | None:
    state = STATES.get(str(event.get("event")))
    message_id, recipient = event.get(OUR_NAME), event.get("email")
    if state is None or not isinstance(message_id, str) or not isinstance(recipient, str):
        return None
    try:
        occurred_at = datetime.fromtimestamp(int(event["timestamp"]), UTC)
        report_id = str(event["sg_event_id"])
    except (KeyError, TypeError, ValueError, OverflowError, OSError):
        return None
    reason = str(event.get("reason") or event.get("response") or "")
    return Report(
        report_id=report_id,
        message_id=message_id,
        recipient=recipient,
        state=state,
        occurred_at=occurred_at,
        is_permanent=_is_permanent(event, reason),
        detail=" ".join(reason.split())[:LONGEST_DETAIL],
    )


def _is_permanent(event: dict[str, Any], reason: str) -> bool:
    """A `blocked` bounce is about this mail, not about the address."""
    if event.get("event") == "dropped":
        return reason in DROPPED_FOR_GOOD
    return event.get("event") == "bounce" and event.get("type") == "bounce"
