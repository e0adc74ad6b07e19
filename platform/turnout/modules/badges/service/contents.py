"""What stands on the badges of tickets: read in a few statements for many of them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Final
from uuid import UUID

from turnout.kernel.db.tx import Transaction
from turnout.l10n.brand_colours import DEFAULT_COLOUR as BRAND
from turnout.modules.badges import queries, rules
from turnout.modules.badges.types import Badge, BadgeDesign, BadgePictures
from turnout.modules.catalog import api as catalog
from turnout.modules.events import api as events
from turnout.modules.forms import api as forms
from turnout.modules.organizations import api as organizations
from turnout.modules.participation import api as participation
from turnout.modules.programme import api as programme
from turnout.modules.tickets import api as tickets
from turnout.modules.venues import api as venues

DEFAULT_COLOUR: Final = BRAND
EPOCH: Final = datetime(2000, 1, 1, tzinfo=UTC)
"""When a preview was made: the same design gives the same bytes."""
LOGO_PIXELS: Final = (1200, 600)
PICTURE_PIXELS: Final = (1600, 1600)
NOT_SHOWN: Final = frozenset(
    {
        forms.QuestionType.FILE,
        forms.QuestionType.ADDRESS,
        forms.QuestionType.CONSENT,
        forms.QuestionType.HEADING,
        forms.QuestionType.DATE_TIME,
    }
)
"""Questions whose answers are no line of text."""


def questions_of(tx: Transaction, event_id: UUID) -> dict[str, forms.Question]:
    """The questions that a badge can show the answer of, by their keys."""
    version_id = forms.find_version_id(tx, event_id)
    if version_id is None:
        return {}
    asked = forms.get_form(tx, version_id).questions
    return {each.key: each for each in asked if each.type not in NOT_SHOWN}


def badges_of(
    tx: Transaction,
    event: events.EventBrief,
    ticket_ids: Sequence[UUID],
    *,
    language: str,
) -> dict[UUID, Badge]:
    """The badges of valid tickets of an event by their ids; those of others are left out."""
    found = [
        each
        for each in tickets.list_by_id(tx, ticket_ids)
        if each.is_valid and each.event_id == event.id
    ]
    offers = catalog.list_offers(tx, event.id, archived=True)
    names = {each.ticket_type_id: each.name for each in offers}
    known = queries.list_on_badges(tx, event.id, ticket_ids)
    questions = questions_of(tx, event.id)
    sessions = _sessions_of(tx, event, ticket_ids)
    return {
        ticket.id: Badge(
            name=ticket.holder_name,
            ticket_type=names.get(ticket.ticket_type_id, ""),
            ticket_type_id=ticket.ticket_type_id,
            event_title=event.title,
            order_number=known[ticket.id].order_number,
            short_code=ticket.short_code,
            barcode_number=ticket.barcode_number,
            ticket_code=tickets.code_of(tx, ticket),
            badge_code=rules.badge_code(ticket.id),
            sessions=sessions.get(ticket.id, ()),
            answers=texts_of(known[ticket.id].answers, questions, language=language),
        )
        for ticket in found
    }


def texts_of(
    answers: Mapping[str, Any], questions: Mapping[str, forms.Question], *, language: str
) -> dict[str, str]:
    """Answers as a badge says them: choices by their words, several with commas."""
    said = {}
    for key, value in answers.items():
        if key in questions:
            words = {
                option.value: forms.text_in(option.label, language, language="") or option.value
                for option in questions[key].options
            }
            parts = value if isinstance(value, list) else [value]
            said[key] = ", ".join(words.get(str(each), str(each)) for each in parts)
    return said


def _sessions_of(
    tx: Transaction, event: events.EventBrief, ticket_ids: Sequence[UUID]
) -> dict[UUID, list[str]]:
    """The sessions in which each ticket has a place, in order of time, with their rooms."""
    held = participation.sessions_of_tickets(tx, event.id, ticket_ids)
    if not held:
        return {}
    sessions = programme.sessions_by_id(tx, list(held), time_zone=event.time_zone)
    rooms = venues.rooms_by_id(tx, [each.room_id for each in sessions if each.room_id])
    said: dict[UUID, list[str]] = {}
    for session in sessions:
        room = rooms.get(session.room_id) if session.room_id else None
        words = f"{session.title} · {room.name}" if room else session.title
        for ticket_id in held[session.id]:
            said.setdefault(ticket_id, []).append(words)
    return said


def readable_pictures(organization_id: UUID, design: BadgeDesign) -> frozenset[UUID]:
    """Which pictures of a design there are; asked outside of transactions."""
    wanted = rules.file_ids_of(design)
    return frozenset(each for each in wanted if events.open_image(organization_id, each))


def pictures_of(branding: organizations.Branding, designs: Iterable[BadgeDesign]) -> BadgePictures:
    """The pictures of designs and the logo, read outside of transactions; none while away."""
    wanted = dict.fromkeys(each for design in designs for each in rules.file_ids_of(design))
    read = (
        (each, events.fitted_png(branding.organization_id, each, box=PICTURE_PIXELS))
        for each in wanted
    )
    found = {file_id: picture for file_id, picture in read if picture}
    logo = events.logo_png(branding, box=LOGO_PIXELS) or b""
    return BadgePictures(files=found, logo=logo)
