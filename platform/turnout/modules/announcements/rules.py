"""Decisions about announcements: what follows what, which variables, how fast. Pure."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from html import escape, unescape
from typing import Final

import nh3

from turnout.kernel.errors import FieldError
from turnout.kernel.security.sanitize import plain_text, sanitize
from turnout.kernel.state_machine import StateMachine
from turnout.modules.announcements.models import AnnouncementChannel as Channel
from turnout.modules.announcements.models import AnnouncementState as State
from turnout.modules.announcements.types import EMAIL_ONLY, AnnouncementText

MOST_OF_EVENT: Final = 200
MOST_TEXTS: Final = 20
MOST_SUBJECT: Final = 200
PORTION: Final = 5_000
"""People whom one transaction writes to: to find the next ones, everybody is looked at again."""
COMPOSED: Final = 500
"""Messages of inboxes that are held at once: unlike a mail's, their words are made beforehand."""
SAMPLE: Final = 5
VARIABLES: Final = (
    "first_name",
    "name",
    "event",
    "event_date",
    "organizer",
    "order_number",
    "order_link",
)
TEXT_VARIABLES: Final = (*(each for each in VARIABLES if each != "order_link"), "event_link")
"""Of text messages: what is kept in the log holds nobody's secret."""
LINKS: Final = frozenset({"order_link"})
MAIL_WORDS: Final = frozenset({Channel.EMAIL, Channel.IN_APP, Channel.CHAT})
"""Channels that say subject and body."""
ORDER_NUMBER: Final = "order_number"
VARIABLE: Final = re.compile(r"\{([A-Za-z_][A-Za-z0-9_]{0,39})\}")
TAG: Final = re.compile(r"(<[^>]*>)")
LINK: Final = re.compile(r'<a\b[^>]*\bhref="([^"]*)"[^>]*>(.*?)</a>', re.DOTALL)
BREAK: Final = re.compile(r"<(?:br|hr)\b[^>]*>|</(?:tr|dt|dd|h[2-6]|li|pre|caption)>")
PARAGRAPH: Final = re.compile(r"</(?:p|ul|ol|dl|table|blockquote)>")


class Action(StrEnum):
    SCHEDULE = "schedule"
    WITHDRAW = "withdraw"
    START = "start"
    PAUSE = "pause"
    RESUME = "resume"
    CANCEL = "cancel"
    FINISH = "finish"


TABLE: Final[StateMachine[State, Action]] = StateMachine(
    "announcement",
    {
        (State.DRAFT, Action.SCHEDULE): State.SCHEDULED,
        (State.SCHEDULED, Action.WITHDRAW): State.DRAFT,
        (State.SCHEDULED, Action.START): State.SENDING,
        (State.SCHEDULED, Action.CANCEL): State.CANCELLED,
        (State.SENDING, Action.PAUSE): State.PAUSED,
        (State.SENDING, Action.CANCEL): State.CANCELLED,
        (State.SENDING, Action.FINISH): State.DONE,
        (State.PAUSED, Action.RESUME): State.SENDING,
        (State.PAUSED, Action.CANCEL): State.CANCELLED,
    },
)
"""What was cancelled or is done stays so; a draft never begins without having been scheduled."""


def cleaned(texts: Sequence[AnnouncementText]) -> list[AnnouncementText]:
    """The texts as they are kept: subjects on one line, bodies sanitized."""
    return [
        AnnouncementText(
            language=each.language,
            subject=" ".join(each.subject.split()),
            body=sanitize(each.body),
            short_text="\n".join(
                " ".join(line.split()) for line in each.short_text.strip().splitlines()
            ),
        )
        for each in texts
    ]


def faults_of(
    texts: Sequence[AnnouncementText], channels: Sequence[str] = EMAIL_ONLY
) -> list[FieldError]:
    """What is wrong with cleaned texts: doubles, empty ones, and variables that nobody knows.

    What no channel sends may be empty.
    """
    is_mailed = not MAIL_WORDS.isdisjoint(channels)
    is_texted = Channel.SMS in channels
    faults: list[FieldError] = []
    seen: set[str] = set()
    for place, each in enumerate(texts):
        if each.language.lower() in seen:
            faults.append(FieldError(f"/texts/{place}/language", "This language is there twice."))
        seen.add(each.language.lower())
        for field, text, is_needed, known in (
            ("subject", each.subject, is_mailed, VARIABLES),
            ("body", plain_text(each.body), is_mailed, VARIABLES),
            ("short_text", each.short_text, is_texted, TEXT_VARIABLES),
        ):
            pointer = f"/texts/{place}/{field}"
            if is_needed and not text.strip():
                faults.append(FieldError(pointer, "Write something here."))
            if unknown := unknown_variables(getattr(each, field), known):
                named = ", ".join(f"{{{name}}}" for name in unknown)
                faults.append(
                    FieldError(pointer, f"There is no such variable: {named}.", "unknown-variable")
                )
            if Channel.CHAT in channels and ORDER_NUMBER in VARIABLE.findall(getattr(each, field)):
                says = f"A chat channel knows no order: leave out {{{ORDER_NUMBER}}}."
                faults.append(FieldError(pointer, says, "personal-variable"))
    return faults


def next_channel(channels: Sequence[str], present: str) -> str | None:
    """By what a run goes on once everybody was reached by the present channel."""
    place = list(channels).index(present) + 1
    return channels[place] if place < len(channels) else None


def unknown_variables(text: str, known: Sequence[str] = VARIABLES) -> list[str]:
    """Names in braces that are no variables, each once."""
    return [name for name in dict.fromkeys(VARIABLE.findall(text)) if name not in known]


def in_language(texts: Sequence[AnnouncementText], wanted: str) -> AnnouncementText:
    """The text in a language, else in the same one of another region, else the first one."""
    tag = wanted.replace("_", "-").lower()
    by_tag = {each.language.lower(): each for each in texts}
    main = tag.partition("-")[0]
    near = next((each for own, each in by_tag.items() if own.partition("-")[0] == main), None)
    return by_tag.get(tag) or by_tag.get(main) or near or texts[0]


def filled_line(text: str, values: Mapping[str, str]) -> str:
    """A subject with its variables, as plain text."""
    return VARIABLE.sub(lambda found: values.get(found[1], found[0]), text)


def filled_html(html: str, values: Mapping[str, str], *, label: str) -> str:
    """A body with its variables; an address in the text becomes a link that says `label`."""

    def words(found: re.Match[str]) -> str:
        said = escape(values.get(found[1], found[0]))
        return f'<a href="{said}">{escape(label)}</a>' if found[1] in LINKS else said

    def within_tag(found: re.Match[str]) -> str:
        return escape(values.get(found[1], found[0]))

    parts = TAG.split(html)
    return "".join(
        VARIABLE.sub(within_tag if part.startswith("<") else words, part) for part in parts
    )


def lines_of(html: str) -> str:
    """The words of sanitised HTML as a mail of plain text says them, with the links' addresses."""

    def link(found: re.Match[str]) -> str:
        address, words = found[1], found[2]
        return words if unescape(address) == unescape(words) else f"{words} ({address})"

    text = LINK.sub(link, html.replace("\n", " "))
    text = re.sub(r"<li\b[^>]*>", "- ", text)
    text = PARAGRAPH.sub("\n\n", BREAK.sub("\n", text))
    text = unescape(nh3.clean(text, tags=set()))
    lines = "\n".join(" ".join(line.split()) for line in text.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", lines).strip()


def first_name(name: str) -> str:
    """The first word of a name."""
    return name.split(maxsplit=1)[0] if name.strip() else ""


def moment_of(run_at: datetime, number: int, *, per_second: int) -> datetime:
    """When the mail of this number in a run leaves, at the soonest."""
    return run_at + timedelta(seconds=number // per_second)
