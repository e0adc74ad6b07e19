"""Mails about a ticket that changes hands: offered, accepted, passed on, changed afterwards."""

from dataclasses import replace
from typing import Final
from uuid import UUID

from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.security import permissions
from turnout.l10n.formats import deadline, one_line, person_name
from turnout.l10n.languages import Language, language_of
from turnout.l10n.mail_values import TicketLetter
from turnout.modules.events import api as events
from turnout.modules.notifications import api as notifications
from turnout.modules.notifications.api import ClaimedMail, NewMail, Superseded, Template
from turnout.modules.orders import api as orders
from turnout.modules.organizations import api as organizations
from turnout.modules.tickets import api as tickets
from turnout.modules.transfers import api as transfers
from turnout.modules.transfers.api import TransferMailData
from turnout_sdk.email import OutgoingMail

VOID: Final = "withdrawn"
"""How a transfer reads whose ticket is void."""
STATES: Final = {
    Template.TICKET_OFFERED: frozenset({"offered"}),
    Template.TICKET_YOURS: frozenset({"accepted"}),
    Template.TICKET_PASSED_ON: frozenset({"accepted", "declined", "expired"}),
    Template.TICKET_CHANGED: frozenset({"accepted", VOID}),
}
"""What a transfer has to be in for its mail to be worth sending."""


def announce(ctx: OrganizationContext, transfer_id: UUID, template: Template) -> None:
    """Queue one of the mails about a ticket that changes hands, to whom it is for."""
    permissions.require_platform(ctx)
    found = transfers.transfer_mail_data(replace(ctx, cause=None), transfer_id)
    if found is None or ctx.cause is None:
        return
    recipient, name, _ = addressee(template, found)
    if not recipient:
        return
    with transaction(ctx) as tx:
        new = NewMail(
            template=template, source_id=ctx.cause[1], recipient=recipient, recipient_name=name,
            locale=found.locale, order_id=found.order_id, event_id=found.event_id,
            details={"transfer_id": str(transfer_id)},
        )  # fmt: skip
        notifications.queue_mail(tx, new)


def announce_change(ctx: OrganizationContext, order_id: UUID, event_id: UUID) -> None:
    """Queue the mails that tell holders by transfer of what became of the event of their ticket."""
    permissions.require_platform(ctx)
    with transaction(ctx) as tx:
        for ticket in _passed_on(tx, order_id, event_id):
            if ticket.is_valid and ctx.cause is not None:
                _queue_change(tx, ticket, source_id=ctx.cause[1], serial=ticket.position)


def announce_void(ctx: OrganizationContext, order_id: UUID, event_id: UUID) -> None:
    """Queue the mails that tell holders by transfer that their ticket is void: one for each."""
    permissions.require_platform(ctx)
    with transaction(ctx) as tx:
        for ticket in _passed_on(tx, order_id, event_id):
            if not ticket.is_valid:
                _queue_change(tx, ticket, source_id=ticket.id)


def _passed_on(tx: Transaction, order_id: UUID, event_id: UUID) -> list[tickets.Ticket]:
    """Tickets of an order for an event that somebody got by a transfer and can be written to."""
    every = tickets.list_by_id(tx, tickets.list_ids(tx, order_id))
    return [
        each
        for each in every
        if each.is_transferred and each.event_id == event_id and each.holder_email
    ]


def _queue_change(
    tx: Transaction, ticket: tickets.Ticket, *, source_id: UUID, serial: int = 0
) -> None:
    buyer = orders.contacts_of(tx, {ticket.reference}).get(ticket.reference)
    new = NewMail(
        template=Template.TICKET_CHANGED, source_id=source_id, serial=serial,
        recipient=ticket.holder_email, recipient_name=ticket.holder_name,
        locale=buyer.locale if buyer else "en", order_id=ticket.reference,
        event_id=ticket.event_id, details={"transfer_id": str(ticket.transfer_id)},
    )  # fmt: skip
    notifications.queue_mail(tx, new)


def compose(ctx: OrganizationContext, mail: ClaimedMail) -> OutgoingMail:
    """One of the mails about a transfer; Superseded when it has moved on before the mail left."""
    permissions.require_platform(ctx)
    found = transfers.transfer_mail_data(ctx, UUID(mail.details["transfer_id"]))
    if found is None or found.state not in STATES[mail.template]:
        raise Superseded("The offer was taken back or answered before this mail left.")
    language = language_of(mail.locale)
    with transaction(ctx) as tx:
        event = events.in_language(events.get_event(tx, found.event_id), [language.tag])
        branding = organizations.branding_of(tx)
    public_url = notifications.home_url(branding)
    letter = letter_of(
        mail.template, found, event, branding=branding, public_url=public_url, language=language
    )
    if mail.template is not Template.TICKET_OFFERED and not _is_to(mail, found):
        raise Superseded(notifications.ELSEWHERE)
    options = tickets.PdfOptions(order_number=found.order_number, lines={}, language=language.tag)
    return notifications.outgoing(
        mail,
        letter,
        branding=branding,
        event=event,
        attachments=notifications.ticket_files(
            ctx, found.order_id, options, transfer_id=found.transfer_id
        )
        if mail.template is Template.TICKET_YOURS
        else (),
        entry_messages=_entry_messages(ctx, mail, found, branding=branding, url=letter.url),
    )


def _is_to(mail: ClaimedMail, transfer: TransferMailData) -> bool:
    """Whether the mail goes to who it is for by now."""
    return mail.recipient.lower() == addressee(mail.template, transfer)[0].lower()


def _entry_messages(
    ctx: OrganizationContext,
    mail: ClaimedMail,
    transfer: TransferMailData,
    *,
    branding: organizations.Branding,
    url: str,
) -> list[tickets.EntryMessage]:
    """What the reader's calendar is told: the giver's once they have no ticket of it any more."""
    if mail.template is Template.TICKET_OFFERED or transfer.state not in ("accepted", VOID):
        return []
    is_givers = mail.template is Template.TICKET_PASSED_ON
    giver_id = transfer.from_transfer_id
    if is_givers and giver_id is None:
        with transaction(ctx) as tx:
            holding = orders.holding_of(tx, transfer.order_id)
    else:
        holding = tickets.Holding(
            reference=transfer.order_id,
            transfer_id=giver_id if is_givers else transfer.transfer_id,
            ticket_id=transfer.ticket_id,
        )
    found = notifications.entry_messages_of(ctx, mail, holding, branding=branding, url=url)
    return [
        each
        for each in found
        if each.event_id == transfer.event_id and not (is_givers and each.is_held)
    ]


def addressee(template: Template, transfer: TransferMailData) -> tuple[str, str, str]:
    """Whom a mail about a transfer is for: address, name, and the path of their own page."""
    return {
        Template.TICKET_OFFERED: (transfer.recipient_email, "", transfer.accept_path),
        Template.TICKET_YOURS: (transfer.holder_email, transfer.holder_name, transfer.ticket_path),
        Template.TICKET_CHANGED: (
            transfer.holder_email,
            transfer.holder_name,
            transfer.ticket_path,
        ),
        Template.TICKET_PASSED_ON: (transfer.from_email, transfer.from_name, transfer.from_path),
    }[template]


def letter_of(
    template: Template,
    transfer: TransferMailData,
    event: events.Event,
    *,
    branding: organizations.Branding,
    public_url: str,
    language: Language,
) -> TicketLetter:
    """One of four letters about a transfer, each for somebody else and with their own link."""
    recipient, name, path = addressee(template, transfer)
    return TicketLetter(
        **notifications.letterhead(
            branding,
            name=name,
            recipient=recipient,
            contact=event.contact_email,
            public_url=public_url,
        ),
        **notifications.about_event(event, language.locale),
        url=f"{public_url}{path}",
        ticket_type=one_line(transfer.ticket_type),
        giver=person_name(transfer.from_name) or one_line(transfer.from_email),
        taker=one_line(transfer.recipient_email),
        until=deadline(transfer.expires_at, event.time_zone, language.locale.language),
        outcome=_change_of(transfer, event)
        if template is Template.TICKET_CHANGED
        else transfer.state,
    )


def _change_of(transfer: TransferMailData, event: events.Event) -> str:
    """What became of a ticket or its event: cancel, void, postpone or move."""
    if event.state == "cancelled":
        return "cancel"
    if transfer.state == VOID:
        return "void"
    return "postpone" if event.state == "postponed" else "move"
