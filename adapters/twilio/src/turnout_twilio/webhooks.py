"""Twilio's webhooks: what became of a message, and what people answer.

Documented at www.twilio.com/docs/usage/webhooks/webhooks-security (the signature),
`messaging/guides/track-outbound-message-status` and `messaging/guides/webhook-request`.
"""

import base64
import hmac
from datetime import datetime
from typing import Final
from urllib.parse import parse_qsl, urlencode

from turnout_sdk.errors import Misconfigured, Untrusted
from turnout_sdk.sms import INVALID_NUMBER, OPTED_OUT, IncomingText, Receipt, ReceiptState, Wish
from turnout_sdk.webhooks import Delivery

SIGNATURE: Final = "X-Twilio-Signature"
KEY: Final = "key"
"""The parameter of a status callback's address that carries our key of the message."""
MOST_FIELDS: Final = 200
LONGEST_BODY: Final = 65_536
STATES: Final = {
    "sent": ReceiptState.SENT,
    "delivered": ReceiptState.DELIVERED,
    "read": ReceiptState.DELIVERED,
    "undelivered": ReceiptState.FAILED,
    "failed": ReceiptState.FAILED,
    "queued": ReceiptState.SENT,
    "accepted": ReceiptState.SENT,
    "sending": ReceiptState.SENT,
}
"""That Twilio has a message is what a lost answer would have said."""
MEANINGS: Final = {
    21610: OPTED_OUT,
    **dict.fromkeys((21211, 21214, 21217, 21614, 30005, 30006), INVALID_NUMBER),
}
SAYS: Final = {
    OPTED_OUT: "The holder of this number has answered STOP.",
    INVALID_NUMBER: "This number takes no text messages.",
}


def meaning(code: int) -> str:
    """Our word for one of Twilio's error codes; empty where there is none."""
    return MEANINGS.get(code, "")


def verify(token: str, hook: str | None, delivery: Delivery) -> None:
    """Accept what was signed with the account's token for this very address."""
    if not hook:
        raise Misconfigured("no webhook address is known")
    signed = [hook + (f"?{urlencode(delivery.query)}" if delivery.query else "")]
    fields = _fields(delivery)
    signed += [name + value for name, value in sorted(set(fields))]
    made = hmac.new(token.encode(), "".join(signed).encode("utf-8", "surrogatepass"), "sha1")
    expected = base64.b64encode(made.digest())
    offered = (delivery.header(SIGNATURE) or "").encode("ascii", "replace")
    if not fields or not hmac.compare_digest(expected, offered):
        raise Untrusted("the signature does not match")


def read(delivery: Delivery, *, now: datetime) -> Receipt | None:
    """Read a status callback; Twilio names no time in it."""
    said = dict(_fields(delivery))
    status, sid = said.get("MessageStatus", ""), said.get("MessageSid", "")
    state = STATES.get(status)
    if state is None or not sid:
        return None
    code = said.get("ErrorCode", "")
    known = meaning(int(code)) if code.isascii() and code.isdecimal() else ""
    return Receipt(
        delivery_id=f"{sid}:{status}",
        provider_ref=sid,
        state=state,
        occurred_at=now,
        code=known or (f"twilio-{code}" if code else None),
        key=delivery.query.get(KEY, ""),
    )


def hear(delivery: Delivery, *, now: datetime) -> IncomingText | None:
    """Read an incoming message; `OptOutType` says what Twilio itself made of it."""
    said = dict(_fields(delivery))
    sid, sender = said.get("MessageSid", ""), said.get("From", "")
    if not sid or not sender or "Body" not in said or "MessageStatus" in said:
        return None
    kind = said.get("OptOutType", "").lower()
    return IncomingText(
        provider_ref=sid,
        sender=sender,
        text=said["Body"],
        received_at=now,
        wish=Wish(kind) if kind in set(Wish) else None,
    )


def _fields(delivery: Delivery) -> list[tuple[str, str]]:
    """Every field of the form, empty ones too: they are signed. None where it is no form."""
    try:
        text = delivery.body[: LONGEST_BODY + 1].decode("ascii")
        if len(text) > LONGEST_BODY:
            return []
        return parse_qsl(
            text, keep_blank_values=True, strict_parsing=True, max_num_fields=MOST_FIELDS
        )
    except ValueError:
        return []
