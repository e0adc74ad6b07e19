"""What the picture of a page says when it is shared, and the address under which it lies.

The address bears the language and a mark of all that is on the picture, so it may be kept for good.
"""

import re
from typing import Final
from urllib.parse import quote

from turnout.site import formats
from turnout.site.event_views import EventPage, SessionPage, SpeakerPage
from turnout.site.share_image import Card
from turnout.site.texts import LANGUAGES, language
from turnout.site.views import OrganizationPage

NAME: Final = re.compile(r"([a-z]{2})-([0-9a-f]{20})\.png")
LONGEST: Final = 200
"""Of a title; what is longer is cut on the picture anyway."""


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


def event_image(view: EventPage) -> str:
    return view.url + _name(event_card(view))


def session_image(view: SessionPage) -> str:
    return view.url + _name(session_card(view))


def speaker_image(view: SpeakerPage) -> str:
    return view.url + _name(speaker_card(view))


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
