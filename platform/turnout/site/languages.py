"""An event's page in the languages that its organizer wrote."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from babel.core import Locale, UnknownLocaleError
from flask import request

from turnout.modules.discovery import api as discovery
from turnout.modules.events import api as events
from turnout.site.views import Language, Link

LANGUAGE: Final = "lang"
"""The part of the address that asks for one."""
FORMER: Final = "language"
RIGHT_TO_LEFT: Final = "right-to-left"


def chosen_language(event: discovery.PublishedEvent) -> str:
    """What the address asks for, else what the browser prefers; empty for the event's own."""
    own = event.page.language
    if not event.page.translations:
        return ""
    found = events.choose_language((own, *event.page.translations), _wanted())
    return "" if found == own else found


def is_negotiated(event: discovery.PublishedEvent) -> bool:
    """Whether the same address shows other people another text."""
    return bool(event.page.translations)


def in_language(event: discovery.PublishedEvent, wanted: str) -> discovery.PublishedEvent:
    """The event with its texts in a language; as it is when nothing is said in that one."""
    texts = event.page.translations.get(wanted)
    if texts is None:
        return event
    summary = replace(
        event.summary,
        title=texts.title or event.summary.title,
        summary=texts.summary or event.summary.summary,
        language=wanted,
    )
    html = texts.description_html or event.page.description_html
    return replace(event, summary=summary, page=replace(event.page, description_html=html))


def address_in(event: discovery.PublishedEvent, url: str) -> str:
    """The address that always shows the page in the language it is in now."""
    shown = event.summary.language
    return url if shown == event.page.language else f"{url}?{LANGUAGE}={shown}"


def locales_of(event: discovery.PublishedEvent, url: str) -> tuple[Link, ...]:
    """Every language the page is in, for search engines; none when there is only one."""
    others = sorted(event.page.translations)
    own = event.page.language
    if not others or not own:
        return ()
    return (
        Link(label=own, url=url),
        *(Link(label=tag, url=f"{url}?{LANGUAGE}={tag}") for tag in others),
        Link(label="x-default", url=url),
    )


def languages_of(event: discovery.PublishedEvent, path: str) -> tuple[Language, ...]:
    """The same, for people to choose from, each named in itself."""
    if not event.page.translations:
        return ()
    tags = (event.page.language, *sorted(event.page.translations))
    return tuple(
        Language(
            tag=tag,
            name=_name(tag),
            url=f"{path}?{LANGUAGE}={tag}",
            is_shown=tag == event.summary.language,
        )
        for tag in tags
    )


def direction_of(tag: str) -> str:
    locale = _locale(tag)
    return "rtl" if locale and locale.character_order == RIGHT_TO_LEFT else "ltr"


def _wanted() -> Sequence[str]:
    asked = request.args.get(LANGUAGE) or request.args.get(FORMER)
    return [asked] if asked else [tag for tag, _ in request.accept_languages if tag != "*"]


def _name(tag: str) -> str:
    locale = _locale(tag)
    found = locale.get_display_name() if locale else None
    return found[:1].upper() + found[1:] if found else tag


def _locale(tag: str) -> Locale | None:
    try:
        return Locale.parse(tag, sep="-")
    except (ValueError, UnknownLocaleError):
        return None
