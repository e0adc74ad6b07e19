"""An event's page in the languages that its organizer wrote."""

from dataclasses import replace

from turnout.modules.discovery import api as discovery
from turnout.site.views import Link

LANGUAGE = "language"
"""The part of the address that asks for one."""


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


def locales_of(event: discovery.PublishedEvent, url: str) -> tuple[Link, ...]:
    """Every language the page is in, for search engines; none when there is only one."""
    others = sorted(event.page.translations)
    own = event.page.language
    if not others or not own:
        return ()
    return (
        Link(label=own, url=url),
        *(Link(label=tag, url=f"{url}?{LANGUAGE}={tag}") for tag in others),
    )
