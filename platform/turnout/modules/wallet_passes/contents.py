"""What a pass says: its ticket, event and organization as they are now, in every language it has.

Read in one transaction; pictures are drawn after it.
"""

import io
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from gettext import NullTranslations
from pathlib import Path
from typing import Final
from uuid import UUID

from PIL import Image, ImageColor, ImageDraw, ImageOps

from turnout.kernel import runtime
from turnout.kernel.db.tx import Transaction
from turnout.kernel.security.capability_links import derive_secret
from turnout.l10n.brand_colours import DEFAULT_COLOUR, ink_on, parse_colour
from turnout.l10n.languages import language_of
from turnout.modules.catalog import api as catalog
from turnout.modules.checkin import api as checkin
from turnout.modules.events import api as events
from turnout.modules.files import api as files
from turnout.modules.orders import api as orders
from turnout.modules.organizations import api as organizations
from turnout.modules.tickets import api as tickets
from turnout.modules.wallet_passes import rules
from turnout.modules.wallet_passes.types import StoredPass
from turnout_sdk.wallet import Design, Pass, PassState, PassTexts, Place, Updates

CATALOGUES: Final = Path(__file__).parent / "locale"
PURPOSE: Final = "wallet-passes.token"
ICON: Final = (261, 261)
LOGO: Final = (480, 150)
STRIP: Final = (1125, 294)
INSET: Final = 0.72
"""How much of an icon its logo takes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PassFacts:
    """Everything that a pass is made from, as it was read."""

    stored: StoredPass
    ticket: tickets.Ticket | None
    code: str
    state: PassState
    event: events.Event
    branding: organizations.Branding
    ticket_type: str
    number: str
    addresses: Mapping[UUID, str]
    """Of the public pictures, by file."""


def read_facts(tx: Transaction, stored: StoredPass) -> PassFacts:
    """Read what the pass of a ticket is to say now."""
    ticket = tickets.find_ticket(tx, stored.ticket_id)
    event = events.get_event(tx, stored.event_id)
    branding = organizations.branding_of(tx)
    state = rules.state_of(
        ticket,
        stored.holder_mark,
        is_admitted=stored.is_admitted,
        lists=checkin.lists_of_event(tx, stored.event_id) if stored.is_admitted else (),
    )
    is_void = ticket is None or state is PassState.VOID
    names = {
        each.ticket_type_id: each.name
        for each in catalog.list_offers(tx, stored.event_id, archived=True)
    }
    return PassFacts(
        stored=stored,
        ticket=ticket,
        code="" if is_void or ticket is None else tickets.code_of(tx, ticket),
        state=state,
        event=event,
        branding=branding,
        ticket_type=names.get(ticket.ticket_type_id, "") if ticket else "",
        number=orders.get_summary(tx, stored.order_id).number,
        addresses=_addresses(tx, event, branding),
    )


def pass_of(facts: PassFacts, *, follows: bool) -> Pass:
    """Word and draw the pass. `follows`: its wallet asks for changes by itself."""
    stored, event, ticket = facts.stored, facts.event, facts.ticket
    is_void = ticket is None or facts.state is PassState.VOID
    languages = dict.fromkeys((stored.language, event.language, *event.translations))
    origin = runtime.current().settings.origin_of(facts.branding.host)
    return Pass(
        id=str(stored.id),
        event_id=str(event.id),
        state=facts.state,
        code=facts.code,
        short_code="" if is_void or ticket is None else ticket.short_code,
        organizer=facts.branding.name,
        # Of a code that is somebody else's by now, nobody is told whose.
        holder="" if is_void or ticket is None else ticket.holder_name,
        ticket_type=facts.ticket_type,
        number=facts.number,
        language=stored.language,
        texts={tag: _texts(event, tag) for tag in languages},
        design=_design(facts),
        time_zone=event.time_zone,
        starts_at=event.starts_at,
        ends_at=event.ends_at,
        place=_place(event),
        url=f"{origin}/{facts.branding.slug}/{event.slug}",
        updates=_updates(facts) if follows else None,
    )


def token_of(stored: StoredPass, *, key_id: str | None = None) -> str:
    """What a device proves by that it has the pass: derived, and stored nowhere."""
    return derive_secret(PURPOSE, stored.id.bytes, key_id=key_id)


def _updates(facts: PassFacts) -> Updates:
    stored, site = facts.stored, runtime.current().settings.public_url.rstrip("/")
    path = f"/wallet/{facts.event.organization_id}/{stored.connection_id}"
    return Updates(url=site + path, token=token_of(stored))


def _place(event: events.Event) -> Place | None:
    at = event.location
    if at is None or not at.lines:
        return None
    name, *rest = at.lines
    return Place(name=name, address=", ".join(rest), latitude=at.latitude, longitude=at.longitude)


def _texts(event: events.Event, tag: str) -> PassTexts:
    said: NullTranslations = language_of(tag, catalogues=CATALOGUES).translations
    gettext = said.gettext
    return PassTexts(
        title=events.in_language(event, [tag]).title,
        when=gettext("When"),
        where=gettext("Where"),
        holder=gettext("Attendee"),
        ticket_type=gettext("Ticket"),
        number=gettext("Order"),
        code=gettext("Code"),
        organizer=gettext("Organizer"),
        page=gettext("Event page"),
        state=gettext("Status"),
        used=gettext("Checked in"),
        void=gettext("No longer valid"),
        changed=gettext("Changed: {value}"),
    )


def _design(facts: PassFacts) -> Design:
    branding, event = facts.branding, facts.event
    colour = branding.brand_color or DEFAULT_COLOUR
    logo = events.logo_png(branding, box=LOGO) or b""
    return Design(
        colour=colour,
        ink="#{:02x}{:02x}{:02x}".format(*ink_on(parse_colour(colour))),
        icon=_icon(colour, logo),
        logo=logo,
        picture=events.cover_jpeg(event, colour, size=STRIP),
        icon_url=_public(facts, branding.logo_file_id),
        picture_url=_public(facts, event.cover_file_id),
    )


@lru_cache(maxsize=64)
def _icon(colour: str, logo: bytes) -> bytes:
    """Draw the organization's logo on its colour; without one, a ticket's outline."""
    ground = Image.new("RGB", ICON, ImageColor.getrgb(colour))
    inner = (round(ICON[0] * INSET), round(ICON[1] * INSET))
    if logo:
        mark = ImageOps.contain(Image.open(io.BytesIO(logo)).convert("RGBA"), inner)
    else:
        mark = _ticket_mark(inner, ink_on(parse_colour(colour)))
    corner = ((ICON[0] - mark.width) // 2, (ICON[1] - mark.height) // 2)
    ground.paste(mark, corner, mark)
    out = io.BytesIO()
    ground.save(out, "PNG", optimize=True)
    return out.getvalue()


def _ticket_mark(size: tuple[int, int], ink: tuple[int, ...]) -> Image.Image:
    """A ticket with its two notches."""
    mark = Image.new("RGBA", size, (0, 0, 0, 0))
    draw, (width, height) = ImageDraw.Draw(mark), size
    top, bottom, notch = height // 4, height - height // 4, height // 9
    draw.rounded_rectangle((0, top, width - 1, bottom), radius=notch, fill=(*ink, 255))
    for x in (0, width):
        middle = height // 2
        draw.ellipse((x - notch, middle - notch, x + notch, middle + notch), fill=(0, 0, 0, 0))
    return mark


def _addresses(
    tx: Transaction, event: events.Event, branding: organizations.Branding
) -> dict[UUID, str]:
    """Where the public logo and cover stand; a wallet's provider fetches them by https only."""
    wanted = [each for each in (event.cover_file_id, branding.logo_file_id) if each]
    site = runtime.current().settings.public_url.rstrip("/")
    if not wanted or not site.startswith("https://"):
        return {}
    return {key: f"{site}{each.src}" for key, each in files.pictures(tx, wanted).items()}


def _public(facts: PassFacts, file_id: UUID | None) -> str:
    return facts.addresses.get(file_id, "") if file_id else ""
