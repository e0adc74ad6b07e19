"""Which language a reader gets, and an event's texts in it. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from turnout.modules.events.types import Event


def choose_language(available: Sequence[str], wanted: Iterable[str]) -> str:
    """The first wanted language there is; `pt-BR` takes `pt` and `pt` takes `pt-BR` if need be.

    `available` begins with the language to fall back on.
    """
    by_name = {each.lower(): each for each in available}
    for tag in wanted:
        name = tag.lower().replace("_", "-")
        stem = name.partition("-")[0]
        close = [key for key in by_name if key.partition("-")[0] == stem]
        found = by_name.get(name) or by_name.get(stem) or (by_name[close[0]] if close else None)
        if found is not None:
            return found
    return available[0]


def in_language(event: Event, wanted: Iterable[str]) -> Event:
    """The event with its texts in the language that fits best; what is missing stays as it was."""
    chosen = choose_language((event.language, *event.translations), wanted)
    texts = event.translations.get(chosen)
    if texts is None:
        return event
    return replace(
        event,
        language=chosen,
        title=texts.title or event.title,
        summary=texts.summary or event.summary,
        description=texts.description or event.description,
    )
