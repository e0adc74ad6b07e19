"""The picture that goes along when a page is shared: what it says, and its address."""

import hashlib
import re
from collections.abc import Callable
from dataclasses import astuple
from typing import Any, Final
from urllib.parse import quote

from flask import redirect
from werkzeug.wrappers import Response as AnyResponse

from turnout.kernel.errors import NotFound
from turnout.l10n.formats import clock
from turnout.modules.files.api import Picture
from turnout.site.events.views import EventPage, SeriesPage, SessionPage, SpeakerPage
from turnout.site.l10n import formats
from turnout.site.l10n.i18n import LANGUAGES, _, language, speaking
from turnout.site.layout.page_access import count_request
from turnout.site.layout.views import EventCard, OrganizationCard, OrganizationPage
from turnout.site.machines.share_picture import Card, PictureAway, draw
from turnout.site.rendering.headers import SEARCHED, page_response

DRAWING: Final = "2"
"""Raised when the drawing changes: another picture must have another address."""
MEDIA_TYPES: Final = {"png": "image/png", "jpg": "image/jpeg"}
FOR_GOOD: Final = "public, max-age=31536000, immutable"
NAME: Final = re.compile(r"([a-z]{2})-([0-9a-f]{20})\.(png|jpg)")
SITE: Final = "Turnout"
LONGEST: Final = 200
"""Of a title; what is longer is cut on the picture anyway."""


def site_card() -> Card:
    """The picture of pages that belong to no organization."""
    return Card(title=_("Find your next evening, course or conference"), above=SITE)


def event_card(view: EventPage) -> Card:
    return Card(
        title=view.title[:LONGEST],
        above=view.organization.name[:LONGEST],
        below=_lines(formats.when_text(view.starts_at, view.ends_at), place_of(view)),
        language=view.language,
        **_look(view.organization, view.cover or view.drawing),
    )


def session_card(view: SessionPage) -> Card:
    when = f"{formats.day_of_year(view.starts_at)}, {clock(view.starts_at)}"
    return Card(
        title=view.title[:LONGEST],
        above=view.event.title[:LONGEST],
        below=_lines(", ".join(each.name for each in view.speakers), _joined(when, view.room)),
        language=view.language,
        **_look(view.event.organization, view.event.cover or view.event.drawing),
    )


def speaker_card(view: SpeakerPage) -> Card:
    speaker = view.speaker
    return Card(
        title=speaker.name[:LONGEST],
        above=view.event.title[:LONGEST],
        below=_lines(_joined(speaker.title, speaker.company)),
        **_look(view.event.organization, view.photo or view.event.cover or view.event.drawing),
    )


def organization_card(view: OrganizationPage) -> Card:
    return Card(
        title=view.organization.name[:LONGEST],
        below=_lines(view.website.label if view.website else ""),
        **_look(view.organization, _first_picture(view.upcoming)),
    )


def series_card(view: SeriesPage) -> Card:
    """From the first event to the last of those to come, or of all when all are over."""
    shown = view.upcoming or tuple(reversed(view.past))
    when = (
        formats.span_text(shown[0].starts_at, max(each.ends_at for each in shown)) if shown else ""
    )
    places = {each.place for each in shown}
    return Card(
        title=view.title[:LONGEST],
        above=view.organization.name[:LONGEST],
        below=_lines(when, places.pop() if len(places) == 1 else ""),
        **_look(view.organization, view.cover or _first_picture(shown)),
    )


def place_of(view: EventPage) -> str:
    if view.kind == "online":
        return _("Online")
    if view.kind == "hybrid" and view.place:
        return _("%(place)s and online", place=view.place)
    return view.place


def _first_picture(events: tuple[EventCard, ...]) -> Picture | None:
    return next((each.cover or each.drawing for each in events), None)


def _look(home: OrganizationCard, picture: Picture | None) -> dict[str, Any]:
    """The organization's colour, font and logo beside a picture."""
    look: dict[str, Any] = {"brand_color": home.brand_color, "font": home.font}
    if home.logo is not None:
        look["logo"] = home.logo.src
    if picture is not None:
        look |= {"picture": picture.src, "focus": (picture.focus_x, picture.focus_y)}
    return look


def site_image() -> str:
    return _below("/events", site_card())


def event_image(view: EventPage) -> str:
    return _below(view.url, event_card(view))


def session_image(view: SessionPage) -> str:
    return _below(view.url, session_card(view))


def speaker_image(view: SpeakerPage) -> str:
    return _below(view.url, speaker_card(view))


def series_image(view: SeriesPage) -> str:
    """With the site's own address before it, as the series' page gives its own."""
    return _below(view.url, series_card(view))


def organization_image(view: OrganizationPage) -> str:
    """Under a name that no event of the organization can have."""
    return f"/{view.organization.slug}/share.png/{name_of(organization_card(view))}"


def name_of(card: Card) -> str:
    """With a mark of all that is drawn."""
    mark = hashlib.sha256(repr((DRAWING, astuple(card))).encode()).hexdigest()[:20]
    return f"{quote(language())}-{mark}.{'jpg' if card.is_photo else 'png'}"


def _below(url: str, card: Card) -> str:
    return f"{url}/share/{name_of(card)}"


def _lines(*texts: str) -> tuple[str, ...]:
    return tuple(text[:LONGEST] for text in texts if text)


def _joined(*texts: str) -> str:
    return ", ".join(text for text in texts if text)


def picture_response(name: str, card: Callable[[], Card]) -> AnyResponse:
    """The picture under its own name for good; a former name leads to the present one."""
    found = NAME.fullmatch(name)
    if found is None or found[1] not in LANGUAGES:
        raise NotFound
    count_request()
    with speaking(found[1]):
        wanted = card()
        present = name_of(wanted)
    if present != name:
        response = redirect(present, 302)
        response.headers["Cache-Control"] = SEARCHED
        return response
    count_request("search")
    try:
        drawn, caching = draw(wanted), FOR_GOOD
    except PictureAway:
        drawn, caching = draw(wanted, with_files=False), SEARCHED
    kind = found[3] if caching == FOR_GOOD else "png"
    return page_response(drawn, caching=caching, content_type=MEDIA_TYPES[kind])
