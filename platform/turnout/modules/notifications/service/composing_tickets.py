"""Puts mails about tickets that change hands, and about lost links, together."""

from collections.abc import Iterable
from typing import Final
from uuid import UUID

from turnout.kernel.context import OrganizationContext, SystemContext, system_in
from turnout.kernel.db.tx import transaction
from turnout.modules.events import api as events
from turnout.modules.notifications import policies, rules, ticket_letters
from turnout.modules.notifications.errors import Superseded
from turnout.modules.notifications.rendering import render
from turnout.modules.notifications.service.envelopes import outgoing, public_url
from turnout.modules.notifications.texts import Language, language_of
from turnout.modules.notifications.ticket_letters import LinkLine
from turnout.modules.notifications.types import ClaimedMail, Template
from turnout.modules.orders import api as orders
from turnout.modules.organizations import api as organizations
from turnout.modules.tickets import api as tickets
from turnout.modules.transfers import api as transfers
from turnout_sdk.email import Attachment, OutgoingMail

JOB: Final = "notifications.send"
MOST_LINKS: Final = 30
STATES: Final = {
    Template.TICKET_OFFERED: frozenset({"offered"}),
    Template.TICKET_YOURS: frozenset({"accepted"}),
    Template.TICKET_PASSED_ON: frozenset({"accepted", "declined", "expired"}),
}
"""What a transfer has to be in for its mail to be worth sending."""


def compose_ticket_mail(ctx: OrganizationContext, mail: ClaimedMail) -> OutgoingMail:
    """One of the mails about a transfer; Superseded when it has moved on before the mail left."""
    policies.require_platform(ctx)
    found = transfers.transfer_mail_data(ctx, UUID(mail.details["transfer_id"]))
    if found is None or found.state not in STATES[mail.template]:
        raise Superseded("The offer was taken back or answered before this mail left.")
    language = language_of(mail.locale)
    with transaction(ctx) as tx:
        event = events.in_language(events.get_event(tx, found.event_id), [language.tag])
        branding = organizations.branding_of(tx)
    letter = ticket_letters.ticket_letter(
        mail.template,
        found,
        event,
        branding=branding,
        public_url=public_url(),
        locale=language.locale,
    )
    is_theirs = mail.template is Template.TICKET_YOURS
    return outgoing(
        mail,
        render(mail.template, language, letter),
        sender_name=branding.name,
        reply_to=rules.reply_address(event.contact_email, branding.contact_email),
        attachments=_papers(ctx, found, letter.url, language) if is_theirs else (),
    )


def compose_ticket_links(mail: ClaimedMail) -> OutgoingMail:
    """Links to everything that an address bought or was given; Superseded where it has nothing."""
    ctx = SystemContext(job=JOB)
    found = orders.list_links_of_address(ctx, mail.recipient)
    if not found:
        raise Superseded("Nothing was bought with this address.")
    language = language_of(mail.locale)
    links = [_link(each, language) for each in found[:MOST_LINKS]]
    letter = ticket_letters.links_letter(
        mail.recipient,
        [each for each in links if each is not None],
        more=max(0, len(found) - MOST_LINKS),
    )
    return outgoing(mail, render(mail.template, language, letter))


def _link(found: orders.LinkedItem, language: Language) -> LinkLine | None:
    ctx = system_in(found.organization_id, JOB)
    about = _about(ctx, found)
    if about is None:
        return None
    event_id, label = about
    with transaction(ctx) as tx:
        event = events.in_language(events.get_event(tx, event_id), [language.tag])
    url = f"{public_url()}{found.path}"
    return ticket_letters.link_line(event, url=url, label=label, locale=language.locale)


def _about(ctx: OrganizationContext, found: orders.LinkedItem) -> tuple[UUID, str] | None:
    """The event, and which of several it is: the order's number, or whose ticket."""
    if found.transfer_id is not None:
        transfer = transfers.transfer_mail_data(ctx, found.transfer_id)
        return (transfer.event_id, transfer.holder_name) if transfer else None
    if found.order_id is None:
        return None
    with transaction(ctx) as tx:
        order = orders.get_order_view(tx, found.order_id)
    return order.event_id, order.number


def _papers(
    ctx: OrganizationContext, found: transfers.TransferMailData, url: str, language: Language
) -> Iterable[Attachment]:
    """The one ticket as a PDF and, once the event has a date, its entry for a calendar."""
    name = found.order_number
    options = tickets.PdfOptions(order_number=found.order_number, lines={}, language=language.tag)
    pdf = tickets.render_pdf(ctx, found.order_id, options, transfer_id=found.transfer_id)
    yield Attachment(filename=f"{name}.pdf", media_type="application/pdf", content=pdf)
    try:
        entry = tickets.render_calendar_of(
            ctx, found.order_id, url=url, transfer_id=found.transfer_id
        )
    except tickets.NoTickets:
        return
    yield Attachment(filename=f"{name}.ics", media_type="text/calendar", content=entry)
