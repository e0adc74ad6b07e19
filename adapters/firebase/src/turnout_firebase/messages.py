"""A note as a message of the FCM HTTP v1 API, and what its errors say. Pure."""

import json
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from turnout_sdk.errors import AdapterError, Declined
from turnout_sdk.http import Answer
from turnout_sdk.push import GONE, Note, Subscription, Urgency, body_within

Json = dict[str, Any]
LONGEST_BYTES: Final = 4_000
"""FCM takes 4096 bytes of what the app is given; names and tokens are counted differently by it."""
LONGEST_TOKEN: Final = 4_096
LONGEST_KEPT: Final = timedelta(days=28)
UNREGISTERED: Final = "UNREGISTERED"
INVALID: Final = "INVALID_ARGUMENT"
FCM_ERROR: Final = "type.googleapis.com/google.firebase.fcm.v1.FcmError"
OF_TOKEN: Final = "message.token"  # noqa: S105  a field's name


def message_of(subscription: Subscription, note: Note, *, now: datetime) -> Json:
    """The message for one device, its body cut to what FCM takes; Declined for what never fits."""
    token = subscription.address
    if not token or len(token) > LONGEST_TOKEN or not token.isascii() or " " in token:
        raise Declined("no-address", "This is no registration token.")
    body = body_within(LONGEST_BYTES, note.body, size=lambda body: _size(_shown(note, body)))
    return {
        "token": token,
        **_shown(note, body),
        "android": _for_android(note),
        "apns": _for_apple(note, now=now),
    }


def refusal(answer: Answer) -> AdapterError:
    """What an error of FCM means; its message, which may quote the token, is not repeated."""
    code = error_code(answer)
    if code == UNREGISTERED or (code == INVALID and OF_TOKEN in set(_fields(answer))):
        return Declined(GONE, "This device takes no more notes.")
    return Declined(code, "Firebase refused this note.")


def error_code(answer: Answer) -> str:
    """FCM's own code where there is one, else that of the API, else the status."""
    error = _error(answer)
    own = [
        each.get("errorCode")
        for each in _details(error)
        if each.get("@type") == FCM_ERROR and isinstance(each.get("errorCode"), str)
    ]
    status = error.get("status")
    return str(own[0]) if own else str(status) if status else f"http-{answer.status}"


def _shown(note: Note, body: str) -> Json:
    """What the system shows, and what the app is told; values of data are strings."""
    data = {"url": note.url or "", "topic": note.topic or ""}
    return {
        "notification": {"title": note.title, "body": body},
        "data": {name: value for name, value in data.items() if value},
    }


def _size(shown: Mapping[str, Any]) -> int:
    return len(json.dumps(shown, ensure_ascii=False, separators=(",", ":")).encode())


def _kept(note: Note) -> timedelta:
    return min(max(timedelta(seconds=note.keep_seconds), timedelta()), LONGEST_KEPT)


def _for_android(note: Note) -> Json:
    said: Json = {
        "ttl": f"{int(_kept(note).total_seconds())}s",
        "priority": "HIGH" if note.urgency is Urgency.HIGH else "NORMAL",
    }
    if note.topic:
        said |= {"collapse_key": note.topic, "notification": {"tag": note.topic}}
    return said


def _for_apple(note: Note, *, now: datetime) -> Json:
    headers = {
        "apns-expiration": str(int((now + _kept(note)).timestamp())),
        "apns-priority": "10" if note.urgency is Urgency.HIGH else "5",
    }
    if note.topic:
        headers["apns-collapse-id"] = note.topic
    return {"headers": headers}


def _error(answer: Answer) -> Json:
    try:
        error = answer.json()["error"]
    except (ValueError, KeyError, TypeError):
        return {}
    return error if isinstance(error, dict) else {}


def _details(error: Json) -> Iterator[Json]:
    details = error.get("details")
    yield from (each for each in details or () if isinstance(each, dict))


def _fields(answer: Answer) -> Iterator[str]:
    """The fields that a request named wrongly (google.rpc.BadRequest)."""
    for each in _details(_error(answer)):
        for broken in each.get("fieldViolations") or ():
            yield str(broken.get("field", "")) if isinstance(broken, dict) else ""
