"""What the templates of mails about tickets that change hands, and lost links, are given. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from babel import Locale

from turnout.l10n.brand_colours import colours_of
from turnout.l10n.formats import day_at, one_line, span
from turnout.modules.events.api import Event
from turnout.modules.notifications.mail_context.orders import (
    PLATFORM,
    EventMail,
    Letter,
    about_event,
    letterhead,
    place_lines,
)
from turnout.modules.notifications.types import Template
from turnout.modules.organizations.api import Branding
from turnout.modules.transfers.api import TransferMailData


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketLetter(EventMail):
    """A mail about one ticket. `url` holds a secret of who the mail is for."""

    ticket_type: str
    giver: str
    taker: str
    until: str
    outcome: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkLine:
    title: str
    lines: tuple[str, ...]
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LinksLetter(Letter):
    """Everything that an address bought or was given; each `url` holds a secret."""

    links: tuple[LinkLine, ...]
    more: int


def ticket_letter(
    template: Template,
    transfer: TransferMailData,
    event: Event,
    *,
    branding: Branding,
    public_url: str,
    locale: Locale,
) -> TicketLetter:
    """One of three letters about a transfer, each for somebody else and with their own link."""
    recipient, name, path = {
        Template.TICKET_OFFERED: (transfer.recipient_email, "", transfer.accept_path),
        Template.TICKET_YOURS: (
            transfer.holder_email,
            transfer.holder_name,
            transfer.ticket_path,
        ),
        Template.TICKET_PASSED_ON: (transfer.from_email, transfer.from_name, transfer.from_path),
    }[template]
    return TicketLetter(
        **letterhead(
            branding,
            name=name,
            recipient=recipient,
            contact=event.contact_email,
            public_url=public_url,
        ),
        **about_event(event, locale),
        url=f"{public_url}{path}",
        ticket_type=one_line(transfer.ticket_type),
        giver=one_line(transfer.from_name) or one_line(transfer.from_email),
        taker=one_line(transfer.recipient_email),
        until=day_at(transfer.expires_at, event.time_zone, locale=locale),
        outcome=transfer.state,
    )


def link_line(event: Event, *, url: str, label: str, locale: Locale) -> LinkLine:
    """`label` says which of several it is: an order's number, or whose ticket."""
    when = ""
    if event.starts_at is not None and event.ends_at is not None:
        when = span(event.starts_at, event.ends_at, event.time_zone, locale=locale)
    lines = (when, *place_lines(event)[:1], one_line(label))
    return LinkLine(title=one_line(event.title), lines=tuple(filter(None, lines)), url=url)


def links_letter(recipient: str, links: Sequence[LinkLine], *, more: int) -> LinksLetter:
    return LinksLetter(
        platform=PLATFORM,
        organization="",
        colours=colours_of(""),
        name="",
        recipient=one_line(recipient),
        can_reply=False,
        links=tuple(links),
        more=more,
    )
