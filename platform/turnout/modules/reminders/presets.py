"""Reminders to start from, with texts in each of our languages."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from turnout.l10n.languages import language_of
from turnout.modules.announcements.api import AnnouncementText
from turnout.modules.reminders.models import Anchor
from turnout.modules.reminders.types import Preset, ReminderPreset


def marked(text: str) -> str:
    """Names a text for the catalogues of mails, which are asked for it later."""
    return text


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    subject: str
    paragraphs: tuple[str, ...]
    anchor: Anchor
    days: int = 0
    minutes: int = 0
    at_time: str | None = None
    checked_in: bool | None = None


GREETING: Final = marked("Hello {first_name},")
STARTS: Final = {
    Preset.LAST_MINUTE: Start(
        subject=marked("{event} begins soon"),
        paragraphs=(
            marked("{event} takes place: {event_date}."),
            marked("Have your ticket at hand when you arrive."),
        ),
        anchor=Anchor.START,
        minutes=-120,
    ),
    Preset.THANK_YOU: Start(
        subject=marked("Thank you for coming to {event}"),
        paragraphs=(marked("It was good to have you with us."),),
        anchor=Anchor.END,
        days=1,
        at_time="10:00",
        checked_in=True,
    ),
    Preset.FEEDBACK: Start(
        subject=marked("How was {event}?"),
        paragraphs=(
            marked("Reply to this email and tell us what you liked, and what we can do better."),
        ),
        anchor=Anchor.END,
        days=2,
        at_time="10:00",
        checked_in=True,
    ),
    Preset.NO_SHOW: Start(
        subject=marked("We missed you at {event}"),
        paragraphs=(marked("Your ticket was not scanned. We hope to see you next time."),),
        anchor=Anchor.END,
        days=1,
        at_time="10:00",
        checked_in=False,
    ),
}


def in_languages(tags: Sequence[str]) -> list[ReminderPreset]:
    """Every preset with a text for each of these languages that we speak, else in English."""
    return [_preset(key, start, tags) for key, start in STARTS.items()]


def _preset(key: Preset, start: Start, tags: Sequence[str]) -> ReminderPreset:
    return ReminderPreset(
        key=key.value,
        anchor=start.anchor.value,
        days=start.days,
        minutes=start.minutes,
        at_time=start.at_time,
        checked_in=start.checked_in,
        texts=[_text(start, tag) for tag in dict.fromkeys(tags)],
    )


def _text(start: Start, tag: str) -> AnnouncementText:
    said = language_of(tag).translations.gettext
    paragraphs = "".join(f"<p>{said(each)}</p>" for each in (GREETING, *start.paragraphs))
    return AnnouncementText(language=tag, subject=said(start.subject), body=paragraphs)
