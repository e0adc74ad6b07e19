"""An event's page in the languages there are: of the page, and of what its organizer wrote."""

from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from babel.core import Locale, UnknownLocaleError
from markupsafe import Markup

from turnout.modules.discovery import api as discovery
from turnout.modules.events import api as events
from turnout.site.l10n.i18n import LANGUAGE, NAMES, alternates, speech, stem_of
from turnout.site.layout.views import Language, Link

LONGEST_TAG = 35


class Copy(NamedTuple):
    """What tells two copies of one event's page apart."""

    text: str
    """The language of the organizer's words; empty for the event's own."""
    page: str
    named: str
    """The language that the address names: such a copy names another address as its own."""


def chosen_language(event: discovery.PublishedEvent) -> str:
    """The language of the organizer's words that the reader is best served with; empty: its own."""
    own = event.page.language
    if not event.page.translations:
        return ""
    found = events.choose_language((own, *event.page.translations), speech().wanted)
    return "" if found == own else found


def copy_for_reader(event: discovery.PublishedEvent) -> Copy:
    """The copy of the event's page that this request is answered with."""
    return Copy(chosen_language(event), speech().language, named_language(event))


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


def named_language(event: discovery.PublishedEvent) -> str:
    """The language that the address names, where page or organizer speak it; else nothing."""
    asked = speech().asked
    spoken = {each.lower(): each for each in (event.page.language, *event.page.translations)}
    return spoken.get(asked.lower().replace("_", "-"), "") or speech().named


def address_in(event: discovery.PublishedEvent, url: str) -> str:
    """The page's own address: with a language when it was asked for in that one."""
    named = named_language(event)
    return f"{url}?{LANGUAGE}={named}" if named else url


def locales_of(event: discovery.PublishedEvent, url: str) -> tuple[Link, ...]:
    """Every language in which something of the page can be read, for search engines."""
    found = alternates(url, (event.page.language, *event.page.translations))
    return tuple(Link(label=tag, url=address) for tag, address in found)


def languages_of(event: discovery.PublishedEvent, path: str) -> tuple[Language, ...]:
    """The languages that the organizer wrote, for people to choose from, each named in itself."""
    if not event.page.translations:
        return ()
    tags = (event.page.language, *sorted(event.page.translations))
    return tuple(
        Language(
            tag=tag,
            name=name_of(tag),
            url=f"{path}?{LANGUAGE}={tag}",
            is_shown=tag == event.summary.language,
        )
        for tag in tags
    )


def said_in(tag: str) -> Markup:
    """The attributes of an element whose text is in a language; none where the page is in it too.

    The texts of organizers may be in any language, and the page around them in another.
    """
    if not tag or stem_of(tag) == speech().language:
        return Markup()
    return Markup(' lang="{}" dir="{}"').format(tag[:LONGEST_TAG], direction_of(tag))


def direction_of(tag: str) -> str:
    locale = _locale(tag)
    return locale.text_direction if locale else "ltr"


def name_of(tag: str) -> str:
    """A language named in itself."""
    locale = _locale(tag)
    found = NAMES.get(tag) or (locale.get_display_name() if locale else None)
    return found[:1].upper() + found[1:] if found else tag


@lru_cache(maxsize=256)
def _locale(tag: str) -> Locale | None:
    try:
        return Locale.parse(tag, sep="-")
    except (ValueError, UnknownLocaleError):
        return None
