"""Entries as events of Microsoft Graph, and how ours are found again."""

import hashlib
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any, Final
from uuid import UUID

from turnout_sdk.calendar import Entry
from turnout_sdk.http import readable

PROPERTIES: Final = "8f1d4f2e-3f0a-4a57-9d3b-6a1c2b0e7d55"
"""The name space of our properties; it stays, or entries of before are found no more."""
UID: Final = f"String {{{PROPERTIES}}} Name turnoutUid"
SEQUENCE: Final = f"String {{{PROPERTIES}}} Name turnoutSequence"
MOST_TEXT: Final = 8000
MOST_FOUND: Final = 10


def key_of(uid: str) -> str:
    """A short name of the uid without a character that a filter would have to escape."""
    return hashlib.sha256(uid.encode()).hexdigest()[:40]


def transaction_of(uid: str, generation: int) -> str:
    """The id under which the event is made; `generation` counts those that were deleted."""
    digest = hashlib.sha256(f"{uid}\n{generation}".encode()).digest()
    return str(UUID(bytes=digest[:16], version=4))


def search_for(uid: str) -> dict[str, str]:
    """What to ask for to get the events that bear the uid, and their sequences."""
    return {
        "$filter": "singleValueExtendedProperties/Any"
        f"(ep: ep/id eq '{UID}' and ep/value eq '{key_of(uid)}')",
        "$expand": f"singleValueExtendedProperties($filter=id eq '{SEQUENCE}')",
        "$select": "id,webLink,createdDateTime",
        "$top": str(MOST_FOUND),
    }


def event_of(entry: Entry, *, generation: int | None = None) -> dict[str, Any]:
    """An event's body; a transaction is named only when it is made, as it never changes.

    Times are given in UTC: Graph does not know every zone of IANA's, and Outlook shows its own.
    """
    text = entry.description
    if entry.url and entry.url not in text:
        room = MOST_TEXT - len(entry.url) - 2
        text = f"{text[:room]}\n\n{entry.url}".strip()
    body: dict[str, Any] = {
        "subject": entry.title,
        "body": {"contentType": "text", "content": text[:MOST_TEXT]},
        "location": {"displayName": entry.location},
        "start": _moment(entry.starts_at),
        "end": _moment(entry.ends_at),
        "isReminderOn": False,
        "singleValueExtendedProperties": [
            {"id": UID, "value": key_of(entry.uid)},
            {"id": SEQUENCE, "value": str(entry.sequence)},
        ],
    }
    if generation is not None:
        body["transactionId"] = transaction_of(entry.uid, generation)
    return body


def sequence_of(found: Any) -> int:
    """The number that we wrote; -1 where somebody took it away."""
    with readable("Microsoft's answer"):
        properties: Iterable[Any] = found.get("singleValueExtendedProperties") or ()
        # Microsoft writes the name space in its own case.
        values = [each["value"] for each in properties if each["id"].lower() == SEQUENCE.lower()]
        return int(values[0]) if values else -1


def _moment(at: datetime) -> dict[str, str]:
    return {"dateTime": at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S"), "timeZone": "UTC"}
