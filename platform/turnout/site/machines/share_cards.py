"""What the picture of a page says when it is shared, and the address under which it lies.

The address bears the language and a mark of all that is on the picture, so it may be kept for good.
"""

import re
from typing import Final
from urllib.parse import quote

from turnout.site.events.event_views import EventPage, SessionPage, SpeakerPage
from turnout.site.events.series_page import SeriesPage
from turnout.site.l10n import formats
from turnout.site.l10n.i18n import LANGUAGES, _, language
from turnout.site.layout.views import OrganizationPage
from turnout.site.rendering.share_image import Card

NAME: Final = re.compile(r"([a-z]{2})-([0-9a-f]{20})\.png")
SITE: Final = "Turnout"
LONGEST: Final = 200
"""Of a title; what is longer is cut on the picture anyway."""


def site_card() -> Card:
    """For the pages that are no organization's own."""
    return Card(title=SITE, below=(_("Events to go to, sold by the people who run them."),))


def event_card(view: EventPage) -> Card:
    return Card(
        title=view.title[:LONGEST],
        above=view.organization.name[:LONGEST],
        below=_lines(formats.span_text(view.starts_at, view.ends_at), view.place),
        pattern=view.pattern,
        language=view.language,
    )


def session_card(view: SessionPage) -> Card:
    when = f"{formats.day_of_year(view.starts_at)}, {formats.clock(view.starts_at)}"
    return Card(
        title=view.title[:LONGEST],
        above=view.event.title[:LONGEST],
        below=_lines(", ".join(each.name for each in view.speakers), _joined(when, view.room)),
        pattern=view.event.pattern,
        language=view.language,
    )


def speaker_card(view: SpeakerPage) -> Card:
    speaker = view.speaker
    return Card(
        title=speaker.name[:LONGEST],
        above=view.event.title[:LONGEST],
        below=_lines(_joined(speaker.title, speaker.company)),
        pattern=view.event.pattern,
    )


def organization_card(view: OrganizationPage) -> Card:
    return Card(
        title=view.organization.name[:LONGEST],
        below=_lines(view.website.label if view.website else ""),
        pattern=len(view.organization.slug),
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
        pattern=len(view.title),
    )


def site_image() -> str:
    return f"/events/share/{name_of(site_card())}"


def event_image(view: EventPage) -> str:
    return view.url + _name(event_card(view))


def session_image(view: SessionPage) -> str:
    return view.url + _name(session_card(view))


def speaker_image(view: SpeakerPage) -> str:
    return view.url + _name(speaker_card(view))


def series_image(view: SeriesPage) -> str:
    """With the site's own address before it, as the series' page gives its own."""
    return view.url + _name(series_card(view))


def organization_image(view: OrganizationPage) -> str:
    """Under a name that no event of the organization can have."""
    return f"/{view.organization.slug}/share.png/{name_of(organization_card(view))}"


def language_of(name: str) -> str | None:
    """The language that a picture's name begins with; None where it is no such name."""
    found = NAME.fullmatch(name)
    return found[1] if found and found[1] in LANGUAGES else None


def name_of(card: Card) -> str:
    return f"{quote(language())}-{card.mark}.png"


def _name(card: Card) -> str:
    return f"/share/{name_of(card)}"


def _lines(*texts: str) -> tuple[str, ...]:
    return tuple(text[:LONGEST] for text in texts if text)


def _joined(*texts: str) -> str:
    return ", ".join(text for text in texts if text)
