"""The events of a mailbox: made, found by an extended property, changed and deleted."""

import json
import re
import secrets
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any, Final

from turnout_microsoftcalendar_fake.errors import GraphRefused
from turnout_sdk.testing.provider.store import Tx
from turnout_sdk.testing.serving import Reply, Request, reply

BY_PROPERTY: Final = re.compile(
    r"singleValueExtendedProperties/Any\(ep: ep/id eq '(?P<id>[^']+)'"
    r" and ep/value eq '(?P<value>[^']*)'\)"
)
EXPANDED: Final = re.compile(r"singleValueExtendedProperties\(\$filter=id eq '(?P<id>[^']+)'\)")
PROPERTY: Final = re.compile(
    r"(String|Integer) \{[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}\} Name \w+"
)
PROPERTIES: Final = "singleValueExtendedProperties"
ALWAYS: Final = frozenset({"@odata.etag", "id", PROPERTIES})


def answer(tx: Tx, request: Request, person: str, event_id: str) -> Reply:
    if not event_id:
        match request.method:
            case "GET":
                return reply(200, {"value": _searched(tx, request.query, person)})
            case "POST":
                return reply(201, _made(tx, person, request.json()))
        raise GraphRefused(405, "Request_BadRequest", "Specified HTTP method is not allowed.")
    found = tx.find(person, "event", event_id)
    if found is None:
        said = "The specified object was not found in the store."
        raise GraphRefused(404, "ErrorItemNotFound", said)
    match request.method:
        case "GET":
            return reply(200, _shown(found["event"], request.query))
        case "PATCH":
            return reply(200, _changed(tx, request, person, found["event"]))
        case "DELETE":
            tx.remove("event", event_id)
            return Reply(status=204)
    raise GraphRefused(405, "Request_BadRequest", "Specified HTTP method is not allowed.")


def events_of(tx: Tx, person: str) -> list[dict[str, Any]]:
    return [each["event"] for each in tx.every("event", person)]


def delete_all(tx: Tx, person: str) -> None:
    for each in tx.every("event", person):
        tx.remove("event", each["id"])


def _searched(tx: Tx, query: dict[str, str], person: str) -> list[dict[str, Any]]:
    asked = BY_PROPERTY.fullmatch(query.get("$filter", ""))
    if asked is None:
        raise GraphRefused(400, "ErrorInvalidUrlQuery", "The filter is not understood.")
    wanted = (asked["id"].lower(), asked["value"])
    found = [
        _shown(each, query)
        for each in events_of(tx, person)
        if any((it["id"].lower(), it["value"]) == wanted for it in each[PROPERTIES])
    ]
    return found[: int(query.get("$top", "10"))]


def _shown(event: dict[str, Any], query: dict[str, str]) -> dict[str, Any]:
    """Extended properties are shown to who asks for them, in Microsoft's own case."""
    expanded = EXPANDED.fullmatch(query.get("$expand", ""))
    properties = [
        each for each in event[PROPERTIES]
        if expanded is not None and each["id"].lower() == expanded["id"].lower()
    ]  # fmt: skip
    selected = set(filter(None, query.get("$select", "").split(",")))
    shown = {
        name: each for name, each in event.items()
        if not selected or name in selected | ALWAYS
    }  # fmt: skip
    del shown[PROPERTIES]
    return {**shown, **({PROPERTIES: properties} if properties else {})}


def _made(tx: Tx, person: str, given: dict[str, Any]) -> dict[str, Any]:
    _require_valid(given)
    key = f"{person}:{given.get('transactionId', secrets.token_hex(16))}"
    content = sha256(json.dumps(given, sort_keys=True).encode()).hexdigest()
    used = tx.find(person, "transaction", key)
    if used is not None:
        if used["content"] == content:
            return _shown(used["event"], {})
        said = (
            "Your request can't be completed. The TransactionId specified in the request has"
            " already been used to create a different event."
        )
        raise GraphRefused(409, "ErrorDuplicateTransactionId", said)
    event = {
        **given,
        "id": f"AAMkA{secrets.token_hex(24)}=",
        "createdDateTime": _moment(tx.now),
        PROPERTIES: given.get(PROPERTIES, []),
    }
    _kept(tx, person, event)
    tx.put(person, "transaction", {"id": key, "content": content, "event": event})
    return _shown(event, {})


def _changed(tx: Tx, request: Request, person: str, event: dict[str, Any]) -> dict[str, Any]:
    given = request.json()
    wanted = request.headers.get("if-match")
    if wanted is not None and wanted != event["@odata.etag"]:
        said = "The send or update operation could not be performed because the change key passed"
        raise GraphRefused(412, "ErrorIrresolvableConflict", said)
    if "transactionId" in given:
        raise GraphRefused(400, "ErrorInvalidPropertySet", "TransactionId cannot be set.")
    _require_valid({**event, **given})
    changed = {**event, **given}
    _kept(tx, person, changed)
    return _shown(changed, {})


def _kept(tx: Tx, person: str, event: dict[str, Any]) -> None:
    key = secrets.token_hex(12)
    event["@odata.etag"], event["changeKey"] = f'W/"{key}"', key
    event["webLink"] = f"https://outlook.office365.example/owa/?itemid={event['id']}"
    tx.put(person, "event", {"id": event["id"], "event": event})


def _require_valid(event: dict[str, Any]) -> None:
    for end in ("start", "end"):
        if not event.get(end, {}).get("dateTime") or not event[end].get("timeZone"):
            raise GraphRefused(400, "ErrorPropertyValidationFailure", f"{end} is required.")
    if event["start"]["dateTime"] > event["end"]["dateTime"]:
        raise GraphRefused(400, "ErrorPropertyValidationFailure", "The end is before the start.")
    for each in event.get(PROPERTIES, []):
        if not PROPERTY.fullmatch(each["id"]) or not isinstance(each["value"], str):
            raise GraphRefused(400, "ErrorInvalidExtendedProperty", "The property is invalid.")


def _moment(seconds: int) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%S.0000000Z")
