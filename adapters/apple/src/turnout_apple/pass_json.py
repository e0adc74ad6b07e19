"""What a pass says: `pass.json` of an event ticket, and its strings in other languages. Pure.

The texts of the pass's own language are the keys of the others' strings, so that a phone in a
language that nobody translated shows that one.
"""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from turnout_sdk.wallet import Pass, PassState, PassTexts

EXPIRES_AFTER: Final = timedelta(hours=12)
_TEXTS: Final = (
    "title", "when", "where", "holder", "ticket_type", "number", "code", "organizer", "page",
    "state", "used", "void",
)  # fmt: skip
Field = dict[str, Any]


def pass_json(ticket_pass: Pass, *, pass_type: str, team: str) -> bytes:
    """Write `pass.json`."""
    texts, design = ticket_pass.own_texts, ticket_pass.design
    content: dict[str, Any] = {
        "formatVersion": 1,
        "passTypeIdentifier": pass_type,
        "teamIdentifier": team,
        "serialNumber": ticket_pass.id,
        "groupingIdentifier": ticket_pass.event_id,
        "organizationName": ticket_pass.organizer,
        "description": texts.title,
        "backgroundColor": _rgb(design.colour),
        "foregroundColor": _rgb(design.ink),
        "labelColor": _rgb(design.ink),
        "sharingProhibited": True,
        "eventTicket": _fields(ticket_pass, texts),
        "semantics": _semantics(ticket_pass, texts),
    }
    if not design.logo:
        content["logoText"] = ticket_pass.organizer
    if ticket_pass.state is PassState.VOID:
        content["voided"] = True
    else:
        barcode = {
            "format": "PKBarcodeFormatQR",
            "message": ticket_pass.code,
            "messageEncoding": "iso-8859-1",
            "altText": ticket_pass.short_code,
        }
        content |= {"barcodes": [barcode], "barcode": barcode}
    content |= _relevance(ticket_pass)
    if ticket_pass.updates is not None:
        content["webServiceURL"] = ticket_pass.updates.url
        content["authenticationToken"] = ticket_pass.updates.token
    return json.dumps(content, ensure_ascii=False, sort_keys=True, indent=1).encode()


def strings(ticket_pass: Pass) -> Iterator[tuple[str, bytes]]:
    """Write `pass.strings` of every language but the pass's own, which stands in `pass.json`."""
    own = ticket_pass.own_texts
    for language, texts in sorted(ticket_pass.texts.items()):
        pairs = dict(_pairs(own, texts))
        if language != ticket_pass.language and pairs:
            lines = [f'"{_quoted(key)}" = "{_quoted(said)}";' for key, said in pairs.items()]
            # With its byte order mark, as Apple asks for it.
            yield f"{language}.lproj/pass.strings", "\n".join([*lines, ""]).encode("utf-16")


def _pairs(own: PassTexts, texts: PassTexts) -> Iterator[tuple[str, str]]:
    for name in reversed(_TEXTS):
        yield getattr(own, name), getattr(texts, name)
    yield _message(own), _message(texts)


def _quoted(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "")


def _message(texts: PassTexts) -> str:
    return texts.changed.replace("%", "").replace("{value}", "%@")


def _rgb(colour: str) -> str:
    red, green, blue = (int(each, 16) for each in re.findall("[0-9a-fA-F]{2}", colour))
    return f"rgb({red}, {green}, {blue})"


def _fields(ticket_pass: Pass, texts: PassTexts) -> dict[str, list[Field]]:
    place = ticket_pass.place
    secondary = [_field("holder", texts.holder, ticket_pass.holder)]
    if place:
        where = _field("where", texts.where, place.name or place.address)
        secondary.insert(0, where | {"changeMessage": _message(texts)})
    auxiliary = [
        _field("type", texts.ticket_type, ticket_pass.ticket_type),
        _field("number", texts.number, ticket_pass.number),
    ]
    stands = {PassState.USED: texts.used, PassState.VOID: texts.void}.get(ticket_pass.state)
    if stands:
        state = _field("state", texts.state, stands)
        auxiliary.append(state | {"changeMessage": _message(texts)})
    back = [
        _field("organizer", texts.organizer, ticket_pass.organizer),
        _field("address", texts.where, place.address if place else ""),
        _field("page", texts.page, ticket_pass.url),
    ]
    if ticket_pass.state is not PassState.VOID:
        back.append(_field("code", texts.code, ticket_pass.short_code))
    title = _field("title", "", texts.title) | {"changeMessage": _message(texts)}
    return {
        "headerFields": _when(ticket_pass, texts),
        "primaryFields": [title],
        "secondaryFields": [each for each in secondary if each["value"]],
        "auxiliaryFields": [each for each in auxiliary if each["value"]],
        "backFields": [each for each in back if each["value"]],
    }


def _field(key: str, label: str, value: str) -> Field:
    named = {"label": label} if label else {}
    return {"key": key, "value": value, **named}


def _when(ticket_pass: Pass, texts: PassTexts) -> list[Field]:
    if ticket_pass.starts_at is None:
        return []
    shown = {
        "dateStyle": "PKDateStyleMedium",
        "timeStyle": "PKDateStyleShort",
        "ignoresTimeZone": True,
        "changeMessage": _message(texts),
    }
    return [_field("when", texts.when, _local(ticket_pass, ticket_pass.starts_at)) | shown]


def _relevance(ticket_pass: Pass) -> dict[str, Any]:
    """When and where a phone brings the pass up by itself, and when it puts it away."""
    found: dict[str, Any] = {}
    if ticket_pass.starts_at is not None:
        starts = _local(ticket_pass, ticket_pass.starts_at)
        found["relevantDate"] = starts
        if ticket_pass.ends_at is not None:
            ends = _local(ticket_pass, ticket_pass.ends_at)
            found["relevantDates"] = [{"startDate": starts, "endDate": ends}]
            over = ticket_pass.ends_at + EXPIRES_AFTER
            found["expirationDate"] = _local(ticket_pass, over)
    if (place := ticket_pass.place) and place.is_located:
        found["locations"] = [{"latitude": place.latitude, "longitude": place.longitude}]
    return found


def _semantics(ticket_pass: Pass, texts: PassTexts) -> Mapping[str, Any]:
    found: dict[str, Any] = {"eventName": texts.title, "attendeeName": ticket_pass.holder}
    if ticket_pass.starts_at is not None:
        found["eventStartDate"] = _local(ticket_pass, ticket_pass.starts_at)
    if ticket_pass.ends_at is not None:
        found["eventEndDate"] = _local(ticket_pass, ticket_pass.ends_at)
    if place := ticket_pass.place:
        found["venueName"] = place.name or place.address
        if place.is_located:
            found["venueLocation"] = {"latitude": place.latitude, "longitude": place.longitude}
    return found


def _local(ticket_pass: Pass, at: datetime) -> str:
    return at.astimezone(ZoneInfo(ticket_pass.time_zone)).isoformat(timespec="seconds")
