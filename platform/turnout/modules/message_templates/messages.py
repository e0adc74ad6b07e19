"""The mails that organizations may write themselves, and what each cannot be without."""

from dataclasses import dataclass
from typing import Final

from turnout.l10n.mail_values import (
    GuestLetter,
    Letter,
    NewEventsLetter,
    OrderLetter,
    SessionPlaceLetter,
    SessionsLetter,
    TicketLetter,
    WaitlistLetter,
)
from turnout.modules.message_templates.enums import BlockType
from turnout.modules.notifications.api import Template

LANGUAGES: Final = ("en", "es", "fr", "de", "ar", "hi", "so")
COMMON: Final = (
    *(BlockType.HEADING, BlockType.PARAGRAPH, BlockType.NOTE, BlockType.BUTTON, BlockType.LINK),
    *(BlockType.DIVIDER, BlockType.FOOTER),
)
OF_LETTER: Final[dict[type[Letter], tuple[str, str, tuple[BlockType, ...]]]] = {
    OrderLetter: ("orders", "order.url", (BlockType.EVENT, BlockType.ORDER, BlockType.WALLETS)),
    TicketLetter: ("tickets", "ticket.url", (BlockType.EVENT,)),
    WaitlistLetter: ("waitlists", "waitlist.url", (BlockType.EVENT,)),
    SessionPlaceLetter: ("waitlists", "place.url", (BlockType.EVENT,)),
    GuestLetter: ("news", "invitation.url", (BlockType.EVENT,)),
    SessionsLetter: ("news", "event.url", (BlockType.SESSIONS,)),
    NewEventsLetter: ("news", "organizer.url", (BlockType.EVENTS,)),
}
"""Group, the link without which a mail is of no use, and the blocks of each letter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One mail: `purpose` says what it is for and when it is sent."""

    template: Template
    letter: type[Letter]
    purpose: str

    @property
    def group(self) -> str:
        return OF_LETTER[self.letter][0]

    @property
    def link(self) -> str:
        return OF_LETTER[self.letter][1]

    @property
    def is_news(self) -> bool:
        return self.group == "news"

    @property
    def blocks(self) -> tuple[BlockType, ...]:
        own = OF_LETTER[self.letter][2]
        return (*COMMON, *own, *self.required_blocks)

    @property
    def required_blocks(self) -> tuple[BlockType, ...]:
        return (BlockType.PAYMENT,) if self.template is Template.ORDER_HOW_TO_PAY else ()


def _messages(letter: type[Letter], **purposes: str) -> dict[str, Message]:
    named = ((Template[name], says) for name, says in purposes.items())
    return {
        template.value: Message(template=template, letter=letter, purpose=says)
        for template, says in named
    }


MESSAGES: Final[dict[str, Message]] = {
    **_messages(
        OrderLetter,
        ORDER_CONFIRMED="Brings the tickets, as soon as an order is paid for or needs no payment.",
        ORDER_CANCELLED="Tells the buyer that a confirmed order was cancelled.",
        ORDER_TO_PAY="Asks for the payment of an order that waits for it.",
        ORDER_HOW_TO_PAY="Says how to pay by bank transfer, once the buyer chose that.",
        ORDER_APPLICATION_SENT="Confirms an application for tickets that need approval.",
        ORDER_APPLICATION_DENIED="Tells the buyer that their application was denied.",
        ORDER_APPLICATION_LAPSED="Tells the buyer that nobody decided in time.",
        ORDER_PART_PAID="Thanks for one payment of several.",
        ORDER_PART_DUE="Reminds of the next payment of several.",
    ),
    **_messages(
        TicketLetter,
        TICKET_OFFERED="Offers a ticket to whom its holder passes it on.",
        TICKET_YOURS="Brings a ticket to its new holder, once they took it.",
        CERTIFICATE_READY="Brings attendees their certificate of attendance after the event.",
    ),
    **_messages(
        WaitlistLetter,
        WAITLIST_OFFERED="Offers tickets to who waited, with the time until when.",
        WAITLIST_LAST_CHANCE="Reminds of an offer that ends soon.",
        WAITLIST_PASSED_ON="Says that an offer went on to the next.",
    ),
    **_messages(
        SessionPlaceLetter,
        SESSION_PLACE_OFFERED="Offers a place in a session to who waited, with a deadline.",
        SESSION_PLACE_LAST_CHANCE="Reminds of an offered place in a session that passes on soon.",
        SESSION_PLACE_PASSED_ON="Says that a place in a session went on to the next.",
        SESSION_PLACE_GIVEN="Says that who waited for a session has a place there.",
    ),
    **_messages(
        SessionsLetter,
        SESSION_NEWS="Tells who picked a session that it was moved or cancelled.",
    ),
    **_messages(NewEventsLetter, NEW_EVENTS="Tells followers of events that were published."),
    **_messages(GuestLetter, EVENT_INVITATION="Invites a guest to a private event."),
}
"""Not among them: mails that say one of several things (a refund, an event that was cancelled or
moved, a waitlist that is to be confirmed), notices to former addresses, and announcements."""
