"""What messages to the team say, in the reader's language when they read it."""

from datetime import date
from pathlib import Path
from typing import Final

from turnout.l10n.formats import date_on_paper
from turnout.l10n.languages import language_of
from turnout.modules.inbox.models import MessageKind
from turnout.modules.inbox.types import NewTeamMessage, StoredMessage, TeamMessage

CATALOGUES: Final = Path(__file__).parent / "locale"


def marked(text: str) -> str:
    """Names a text for the catalogues, which are asked for it later."""
    return text


TITLES: Final = {
    MessageKind.ORDER_REVIEW: marked("An order is held for review"),
    MessageKind.APPLICATION: marked("Somebody applied for a ticket"),
    MessageKind.DISPUTE_OPENED: marked("A buyer’s bank took a payment back"),
    MessageKind.DISPUTE_DUE: marked("The time to answer a dispute is nearly over"),
    MessageKind.REFUND_FAILED: marked("A refund did not work"),
    MessageKind.PAYMENT_HELD: marked("A payment does not match and waits for review"),
    MessageKind.DIFFERENCES: marked("Reconciliation found differences"),
    MessageKind.STATEMENT_OPEN: marked("Lines of a bank statement wait to be assigned"),
    MessageKind.EXPORT_READY: marked("Your export is ready"),
    MessageKind.JOB_DONE: marked("Your job is done"),
    MessageKind.MEMBER_JOINED: marked("Somebody joined your team"),
    MessageKind.SESSION_FILE: marked("A speaker sent a file"),
    MessageKind.FILE_INFECTED: marked("A file was removed: the scanner found something"),
    MessageKind.CONNECTION_FAILED: marked("A connection does not work any more"),
    MessageKind.SENDING_DOMAIN_FAILED: marked(
        "A record of your sending domain is gone: emails come from our address"
    ),
}
"""Kinds whose title is the same each time; others bring their own."""
UNTIL: Final = marked("until %(day)s")


def words_of(new: NewTeamMessage, language: str) -> tuple[str, str]:
    """Title and text of what a team is told, for whoever reads it elsewhere than in an inbox."""
    return _words(new.kind, new.title, new.about, new.day, language)


def shown_to_team(stored: StoredMessage, language: str) -> TeamMessage:
    """A message as a member reads it."""
    kind = MessageKind(stored.kind)
    title, text = _words(kind, stored.title, stored.body, stored.day, language)
    return TeamMessage(
        id=stored.id,
        kind=stored.kind,
        title=title,
        text=text,
        path=stored.path,
        event_id=stored.event_id,
        count=stored.count,
        created_at=stored.created_at,
        read_at=stored.read_at,
    )


def _words(
    kind: MessageKind, own: str, body: str, day: date | None, language: str
) -> tuple[str, str]:
    said = language_of(language, catalogues=CATALOGUES)
    title = TITLES.get(kind)
    about = [body]
    if day is not None:
        about.append(said.translations.gettext(UNTIL) % {"day": _written(day, language)})
    text = " · ".join(each for each in about if each)
    return own or (said.translations.gettext(title) if title else ""), text


def _written(day: date, language: str) -> str:
    return date_on_paper(day, language_of(language, catalogues=CATALOGUES).locale)
