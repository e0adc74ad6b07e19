"""What buyers agree to, and the words of ours in texts, in the reader's language.

`WORDING` is the version of the sentence; another one whenever it says another thing.
"""

from pathlib import Path
from typing import Final

from turnout.l10n.languages import language_of
from turnout_sdk.sms import Wish

CATALOGUES: Final = Path(__file__).parent / "locale"
WORDING: Final = "2026-11"


def statement_of(organizer: str, event: str, language: str) -> str:
    """The sentence beside the box, as it is kept for a proof."""
    gettext = language_of(language, catalogues=CATALOGUES).translations.gettext
    return gettext(
        "%(organizer)s may send me text messages about %(event)s at this number. My carrier may "
        "charge for them. I can take this back here, or by answering STOP."
    ) % {"organizer": organizer, "event": event}


def with_way_out(text: str, language: str) -> str:
    """A text with how to get no more; carriers know the word itself in every language."""
    gettext = language_of(language, catalogues=CATALOGUES).translations.gettext
    way_out = gettext("Reply STOP to end.")
    return f"{text.strip()}\n{way_out}"


def reply_to(wish: Wish, organizer: str, language: str) -> str:
    """Our answer to a word that somebody sent."""
    gettext = language_of(language, catalogues=CATALOGUES).translations.gettext
    says = {
        Wish.STOP: gettext("%(organizer)s: you get no more texts. Reply START to get them again."),
        Wish.START: gettext("%(organizer)s: you get texts again. Reply STOP to end."),
        Wish.HELP: gettext("%(organizer)s: texts about your event. Reply STOP to end."),
    }
    return says[wish] % {"organizer": organizer}
