"""What Google keeps of a pass: the class of its event, and the object of its ticket. Pure."""

from collections.abc import Mapping
from typing import Any, Final
from zoneinfo import ZoneInfo

from turnout_sdk.wallet import Pass, PassState

Json = dict[str, Any]
STATES: Final[Mapping[PassState, str]] = {
    PassState.VALID: "ACTIVE",
    PassState.USED: "COMPLETED",
    PassState.VOID: "INACTIVE",
}
ANNOUNCED: Final = "NOTIFY_ON_UPDATE"


def class_id(issuer: str, ticket_pass: Pass) -> str:
    return f"{issuer}.event-{ticket_pass.event_id}"


def object_id(issuer: str, ticket_pass: Pass) -> str:
    return f"{issuer}.pass-{ticket_pass.id}"


def ticket_class(issuer: str, ticket_pass: Pass) -> Json:
    """Describe the event: an `EventTicketClass`, the same for all of its passes."""
    design = ticket_pass.design
    content: Json = {
        "id": class_id(issuer, ticket_pass),
        "issuerName": ticket_pass.organizer,
        "reviewStatus": "UNDER_REVIEW",
        "eventId": ticket_pass.event_id,
        "eventName": _texts(ticket_pass, "title"),
        "hexBackgroundColor": design.colour,
        "multipleDevicesAndHoldersAllowedStatus": "ONE_USER_ALL_DEVICES",
        "notifyPreference": ANNOUNCED,
        "dateTime": _times(ticket_pass),
    }
    if design.icon_url:
        content["logo"] = _image(design.icon_url, ticket_pass.organizer)
    if design.picture_url:
        content["heroImage"] = _image(design.picture_url, ticket_pass.own_texts.title)
    if ticket_pass.url:
        content["homepageUri"] = {
            "uri": ticket_pass.url,
            "description": ticket_pass.own_texts.page,
        }
    return content | _where(ticket_pass)


def ticket_object(issuer: str, ticket_pass: Pass) -> Json:
    """Describe the ticket: an `EventTicketObject`."""
    content: Json = {
        "id": object_id(issuer, ticket_pass),
        "classId": class_id(issuer, ticket_pass),
        "state": STATES[ticket_pass.state],
        "ticketHolderName": ticket_pass.holder,
        "ticketNumber": ticket_pass.short_code,
        "ticketType": _text(ticket_pass.language, ticket_pass.ticket_type),
        "reservationInfo": {"confirmationCode": ticket_pass.number},
        "hexBackgroundColor": ticket_pass.design.colour,
        "notifyPreference": ANNOUNCED,
    }
    if ticket_pass.state is PassState.VOID:
        # A code that admits nobody is taken away, not only greyed.
        return content | {"barcode": None, "ticketNumber": ""}
    barcode = {
        "type": "QR_CODE",
        "value": ticket_pass.code,
        "alternateText": ticket_pass.short_code,
    }
    return content | {"barcode": barcode}


def _times(ticket_pass: Pass) -> Json:
    zone = ZoneInfo(ticket_pass.time_zone)
    named = {"start": ticket_pass.starts_at, "end": ticket_pass.ends_at}
    return {
        name: at.astimezone(zone).isoformat(timespec="seconds")
        for name, at in named.items()
        if at is not None
    }


def _where(ticket_pass: Pass) -> Json:
    place = ticket_pass.place
    if place is None or not (place.name or place.address):
        return {}
    name, address = place.name or place.address, place.address or place.name
    venue = {
        "name": _text(ticket_pass.language, name),
        "address": _text(ticket_pass.language, address),
    }
    if not place.is_located:
        return {"venue": venue}
    at = {"latitude": place.latitude, "longitude": place.longitude}
    return {"venue": venue, "locations": [at]}


def _texts(ticket_pass: Pass, name: str) -> Json:
    own = getattr(ticket_pass.own_texts, name)
    others = {
        language: getattr(texts, name)
        for language, texts in sorted(ticket_pass.texts.items())
        if language != ticket_pass.language and getattr(texts, name) != own
    }
    said = _text(ticket_pass.language, own)
    if others:
        said["translatedValues"] = [
            {"language": language, "value": text} for language, text in others.items()
        ]
    return said


def _text(language: str, value: str) -> Json:
    return {"defaultValue": {"language": language, "value": value}}


def _image(url: str, said: str) -> Json:
    return {"sourceUri": {"uri": url}, "contentDescription": _text("en", said)}
