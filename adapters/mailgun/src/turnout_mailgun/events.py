"""Events of Mailgun's webhooks: one in each delivery, beside a signature.

The signature covers a time and a token, not the event: a token proves one event only.
"""

from datetime import UTC, datetime
from typing import Any, Final

from turnout_sdk.email import Report, ReportState
from turnout_sdk.errors import Misconfigured, Untrusted
from turnout_sdk.webhooks import Delivery, require_fresh, require_hmac_sha256

RETRIED_FOR_SECONDS: Final = 25 * 3600
"""Mailgun repeats what nobody took for eight hours. Each event counts once, so age does no harm."""
STATES: Final = {
    "accepted": ReportState.ACCEPTED,
    "delivered": ReportState.DELIVERED,
    "failed": ReportState.BOUNCED,
    "rejected": ReportState.BOUNCED,
    "complained": ReportState.COMPLAINED,
    "unsubscribed": ReportState.UNSUBSCRIBED,
}
GONE: Final = frozenset({"bounce", "suppress-bounce"})
"""Reasons of a failure by which the address itself takes no mail."""
LONGEST_DETAIL: Final = 300
LONGEST_TOKEN: Final = 100


def verify(signing_key: str, delivery: Delivery, *, now: datetime) -> None:
    """Accept a time and a token that Mailgun signed with the account's key, within a day."""
    if not signing_key:
        raise Misconfigured("no webhook signing key is configured")
    signature = _signature(delivery)
    try:
        sent_at, token, offered = (
            str(signature[name]) for name in ("timestamp", "token", "signature")
        )
    except KeyError:
        raise Untrusted("the delivery is not signed") from None
    if not 0 < len(token) <= LONGEST_TOKEN:
        raise Untrusted("the delivery is not signed")
    signed = f"{sent_at}{token}".encode("utf-8", "replace")
    require_hmac_sha256([signing_key], signed, [offered])
    require_fresh(sent_at, now, tolerance_seconds=RETRIED_FOR_SECONDS)


def read(delivery: Delivery) -> tuple[Report, ...]:
    event = delivery.json().get("event-data")
    if not isinstance(event, dict):
        return ()
    state = STATES.get(str(event.get("event")))
    if state is None:
        return ()
    try:
        occurred_at = datetime.fromtimestamp(float(event["timestamp"]), UTC)
        return (
            Report(
                report_id=str(event["id"]),
                message_id=f"<{event['message']['headers']['message-id']}>",
                recipient=str(event["recipient"]),
                state=_state(event, state),
                occurred_at=occurred_at,
                is_permanent=_is_permanent(event),
                detail=_detail(event),
                proof=str(_signature(delivery)["token"]),
            ),
        )
    except (KeyError, TypeError, ValueError, OverflowError, OSError):
        return ()


def _signature(delivery: Delivery) -> dict[str, Any]:
    found = delivery.json().get("signature")
    return found if isinstance(found, dict) else {}


def _state(event: dict[str, Any], state: ReportState) -> ReportState:
    """A temporary failure is a delay: Mailgun goes on trying."""
    is_delay = event["event"] == "failed" and event.get("severity") == "temporary"
    return ReportState.DELAYED if is_delay else state


def _is_permanent(event: dict[str, Any]) -> bool:
    is_final = event["event"] == "failed" and event.get("severity") == "permanent"
    return is_final and event.get("reason") in GONE


def _detail(event: dict[str, Any]) -> str:
    said = event.get("delivery-status")
    status: dict[str, Any] = said if isinstance(said, dict) else {}
    text = str(status.get("description") or status.get("message") or event.get("reason") or "")
    return " ".join(text.split())[:LONGEST_DETAIL]
