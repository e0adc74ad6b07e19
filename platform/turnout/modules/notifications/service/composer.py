"""Puts a mail together from what is so now: read, then drawn, with no transaction open."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Final
from urllib.parse import quote
from uuid import UUID

from babel import Locale

from turnout.kernel import codec, runtime
from turnout.kernel.context import OrganizationContext, SystemContext, system_in
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.security import permissions
from turnout.l10n import mail_headers
from turnout.l10n.formats import (
    date_on_paper,
    moment,
    one_line,
    person_name,
    program_and_system,
)
from turnout.l10n.languages import Language, language_of
from turnout.l10n.mail_values import LinkLine, NewsLetter, OrderLetter
from turnout.modules.events import api as events
from turnout.modules.identity import api as identity
from turnout.modules.join_links import api as join_links
from turnout.modules.notifications import mail_context, queries
from turnout.modules.notifications.errors import Superseded
from turnout.modules.notifications.mail_context import Envelope
from turnout.modules.notifications.renderer import home_url, outgoing, public_url
from turnout.modules.notifications.types import (
    ABOUT_STATE,
    WITH_TICKETS,
    ClaimedMail,
    NotificationBatch,
    Template,
)
from turnout.modules.opt_outs import api as opt_outs
from turnout.modules.orders import api as orders
from turnout.modules.organizations import api as organizations
from turnout.modules.tickets import api as tickets
from turnout.modules.transfers import api as transfers
from turnout.modules.wallet_passes import api as wallet_passes
from turnout_sdk.email import Address, Attachment, OutgoingMail
from turnout_sdk.money import Money

PAGES = {
    Template.VERIFY_EMAIL: "/verify-email/",
    Template.RESET_PASSWORD: "/reset-password/",
    Template.CHANGE_EMAIL: "/account/email/",
    Template.ERASURE_ASKED: "/account/erasure",
    Template.PERSONAL_DATA_READY: "/account/personal-data",
    Template.NEW_DEVICE: "/not-me/",
    Template.APPROVE_EMAIL_CHANGE: "/account/email/approve/",
    Template.EMAIL_CHANGED: "/account/email/undo/",
    Template.INVITATION: "/invite/",
}
"""Where a link with a secret leads; the secret follows."""
JOB: Final = "notifications.send"
MOST_LINKS: Final = 30
CALENDARS: Final = {
    Template.ORDER_CONFIRMED: (True, False),
    Template.TICKETS_MOVED: (True, True),
    Template.ORDER_EVENT_CHANGED: (True, True),
    **dict.fromkeys(
        (
            *(Template.ORDER_CANCELLED, Template.ORDER_REFUNDED),
            *(Template.TICKETS_RETURNED, Template.ORDER_EMAIL_CORRECTED),
        ),
        (False, True),
    ),
}
"""Mails that a calendar follows: whether they bring entries, whether they take them back."""
ELSEWHERE: Final = "The order's address was corrected before this mail left."


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderDraft:
    """What a mail about an order is made of."""

    order: orders.Order
    event: events.Event
    branding: organizations.Branding
    ways: orders.PaymentOptions
    letter: OrderLetter


def order_draft(tx: Transaction, mail: ClaimedMail, *, secret: str = "") -> OrderDraft:
    """A letter about the order as it is now; `secret` stands in its links in place of its own."""
    if mail.order_id is None:
        raise ValueError("a mail about an order names it")
    order = orders.get_whole_order(tx, mail.order_id)
    # Of a pass, what changed may be another event than the one that sold it.
    event = events.get_event(tx, UUID(mail.details.get("event_id", str(order.event_id))))
    branding = organizations.branding_of(tx)
    ways = orders.get_payment_options(tx, order.id)
    locale = language_of(mail.locale).locale
    letter = mail_context.order_letter(
        order, event, branding, public_url=home_url(branding),
        secret=secret or orders.secret_of(tx, order.id), locale=locale, refund=_refund(mail),
        money=mail_context.money_words(order, event, ways, mail.details, locale=locale),
    )  # fmt: skip
    if join_links.is_offered(event):  # each ticket has a link of its own, on the order's page
        letter = replace(letter, online_url=letter.url)
    return OrderDraft(order=order, event=event, branding=branding, ways=ways, letter=letter)


def compose_order_mail(ctx: OrganizationContext, mail: ClaimedMail) -> OutgoingMail:
    """A mail about an order; Superseded when its tickets were taken back before it left."""
    permissions.require_platform(ctx)
    with transaction(ctx) as tx:
        draft = order_draft(tx, mail)
    order, event, letter = draft.order, draft.event, draft.letter
    _require_current(mail, order, draft.ways)
    language = language_of(mail.locale)
    options = orders.pdf_options_of(order, language=language.tag)
    news, count = mail_context.event_news(event, mail.details), mail.details.get("count", 0)
    said = one_line(mail.details.get("message", ""))
    moved = mail_context.moved_tickets(order, mail.details, locale=language.locale)
    letter = replace(
        letter, recipient=mail.recipient, news=news, count=int(count), said=said, moved=moved,
        wallets=wallet_passes.mail_links(ctx, order, url=letter.url, language=language.tag),
    )  # fmt: skip
    return outgoing(
        mail,
        letter,
        branding=draft.branding,
        event=event,
        attachments=ticket_files(ctx, order.id, options) if mail.template in WITH_TICKETS else (),
        entry_messages=_entry_messages(ctx, mail, draft),
    )


def _entry_messages(
    ctx: OrganizationContext, mail: ClaimedMail, draft: OrderDraft
) -> list[tickets.EntryMessage]:
    """What the buyer's calendar is told of what a mail is about; of its own event first."""
    if mail.template not in CALENDARS:
        return []
    is_former = mail.template is Template.ORDER_EMAIL_CORRECTED
    with transaction(ctx) as tx:
        holding = orders.holding_of(tx, draft.order.id, is_former=is_former)
    found = entry_messages_of(
        ctx, mail, holding, branding=draft.branding, url=draft.letter.event_url
    )
    chosen = [each for each in found if _is_news(mail.template, each, draft.event.id)]
    return sorted(chosen, key=lambda each: each.event_id != draft.event.id)


def _is_news(template: Template, message: tickets.EntryMessage, event_id: UUID) -> bool:
    """Whether a mail brings an entry, changes it or takes it back."""
    is_request = message.method == tickets.Method.REQUEST
    if template is Template.ORDER_EVENT_CHANGED:
        return message.event_id == event_id
    brings, takes_back = CALENDARS[template]
    return brings if is_request else takes_back and not message.is_held


def entry_messages_of(
    ctx: OrganizationContext,
    mail: ClaimedMail,
    holding: tickets.Holding,
    *,
    branding: organizations.Branding,
    url: str,
) -> list[tickets.EntryMessage]:
    """The iTIP messages about a holding to whom a mail goes; `url` is the page of each event.

    The platform's own address invites, whichever provider sends: another organizer's change is
    none for a calendar.
    """
    permissions.require_platform(ctx)
    return tickets.list_entry_messages(ctx, holding, parties_of(mail, branding), url=url)


def parties_of(mail: ClaimedMail, branding: organizations.Branding) -> tickets.Parties:
    """Who invites whom by a mail."""
    name = person_name(mail.recipient_name)[: mail_headers.LONGEST_NAME]
    return tickets.Parties(
        organizer=mail_headers.sender_of(runtime.current().settings.mail_from, branding.name),
        attendee=Address(email=mail.recipient.strip(), name=name),
    )


def _require_current(mail: ClaimedMail, order: orders.Order, ways: orders.PaymentOptions) -> None:
    is_elsewhere = mail.recipient.lower() != order.buyer_email.lower()
    if is_elsewhere and mail.template is not Template.ORDER_EMAIL_CORRECTED:
        raise Superseded(ELSEWHERE)
    if ABOUT_STATE.get(mail.template, order.state) != order.state:
        ending = "was cancelled" if mail.template is Template.ORDER_CONFIRMED else "had moved on"
        raise Superseded(f"The order {ending} before this mail left.")
    if mail.template is Template.ORDER_HOW_TO_PAY and not mail_context.instructions_of(ways):
        raise Superseded("The buyer chose another way to pay before this mail left.")


def compose_invitation(ctx: OrganizationContext, mail: ClaimedMail) -> OutgoingMail:
    """An invitation with a link made just now; Superseded when it was answered or renewed."""
    permissions.require_platform(ctx)
    found = organizations.find_invitation_mail(ctx, mail.source_id)
    if found is None or found.serial != mail.details.get("serial"):
        raise Superseded("The invitation was answered, renewed or has expired.")
    until = moment(found.expires_at, language_of(mail.locale).locale)
    url = _link(mail.template, found.secret)
    return _from_organization(ctx, mail, url=url, until=until, role=found.role)


def compose_notice(ctx: OrganizationContext, mail: ClaimedMail) -> OutgoingMail:
    """A notice about the organization itself; `details` name a page, and a reason or a day."""
    permissions.require_platform(ctx)
    said, day = mail.details.get("reason", ""), mail.details.get("day")
    if day:
        said = date_on_paper(date.fromisoformat(day), language_of(mail.locale).locale)
    url = public_url() + mail.details["path"]
    return _from_organization(ctx, mail, url=url, said=said, about=mail.details.get("about", ""))


def _from_organization(
    ctx: OrganizationContext, mail: ClaimedMail, *, about: str = "", **said: str
) -> OutgoingMail:
    with transaction(ctx) as tx:
        branding = organizations.branding_of(tx)
    letter = mail_context.account_letter(
        name=mail.recipient_name,
        recipient=mail.recipient,
        branding=branding,
        public_url=home_url(branding),
        **said,
    )
    return outgoing(mail, replace(letter, about=one_line(about)), branding=branding)


def compose_identity_mail(mail: ClaimedMail) -> OutgoingMail:
    """A mail about an account with a link made just now; Superseded when it is not needed."""
    found = identity.find_identity_mail(mail.source_id)
    if found is None:
        raise Superseded("The link was used or its time is over.")
    language = language_of(mail.locale)
    letter = mail_context.account_letter(
        name=found.display_name,
        recipient=mail.recipient,
        url=_link(mail.template, found.secret),
        until=moment(found.expires_at, language.locale) if found.secret else "",
        said=_said(found, language.locale),
    )
    return outgoing(mail, replace(letter, about=one_line(_device_of(found.details))))


def _said(found: identity.IdentityMail, locale: Locale) -> str:
    """The moment that a mail is about, or until when it counts; of a merge, which address stays."""
    if "kept" in found.details:
        return str(found.details["kept"])
    at = found.details.get("at")
    return moment(datetime.fromisoformat(at) if at else found.expires_at, locale)


def _device_of(details: Mapping[str, Any]) -> str:
    """From what and where somebody signed in, or a new address: the same in every language."""
    if "new" in details:
        return str(details["new"])
    said = (program_and_system(details.get("agent", "")), details.get("address", ""))
    return " · ".join(each for each in said if each)


def ticket_files(
    ctx: OrganizationContext,
    order_id: UUID,
    options: tickets.PdfOptions,
    *,
    transfer_id: UUID | None = None,
) -> Iterable[Attachment]:
    """The tickets as a PDF."""
    permissions.require_platform(ctx)
    pdf = tickets.render_pdf(ctx, order_id, options, transfer_id=transfer_id)
    yield Attachment(
        filename=f"{options.order_number}.pdf", media_type="application/pdf", content=pdf
    )


def _refund(mail: ClaimedMail) -> Money | None:
    is_told = mail.template in (Template.ORDER_REFUNDED, Template.TICKETS_RETURNED)
    amount = int(mail.details["amount_minor"]) if is_told else 0
    return Money(amount, str(mail.details["currency"])) if amount else None


def _link(template: Template, secret: str) -> str:
    page = PAGES.get(template)
    return public_url() + (f"{page}{quote(secret, safe='')}" if page else "/sign-in")


def compose_news(ctx: OrganizationContext, mail: ClaimedMail) -> OutgoingMail:
    """Superseded when the reader wants no such mails by now, or nothing of it is left to tell."""
    permissions.require_platform(ctx)
    language = language_of(mail.locale)
    with transaction(ctx) as tx:
        if not opt_outs.wants(tx, mail.subject):
            raise Superseded("The reader asked for no more mails like this one.")
        envelope = envelope_of(tx, mail, language)
        letter, event = _change_context(tx, mail, envelope)
    return _unasked(mail, letter, envelope, event=event)


def compose_event_invitation(ctx: OrganizationContext, mail: ClaimedMail) -> OutgoingMail:
    """With the guest's own link, made just now; Superseded when it was withdrawn or renewed."""
    permissions.require_platform(ctx)
    language = language_of(mail.locale)
    with transaction(ctx) as tx:
        found = events.read_event_invitation(tx, mail.source_id)
        if found is None or found.serial != mail.details.get("serial"):
            raise Superseded("The invitation was withdrawn, renewed or has expired.")
        if not opt_outs.wants(tx, mail.subject):
            raise Superseded("The recipient wants no invitations of this organizer.")
        envelope = envelope_of(tx, mail, language)
        event = _in_language(tx, found.event_id, language)
    until = moment(found.expires_at, language.locale) if found.expires_at else ""
    letter = mail_context.guest_letter(envelope, event, url=found.url, until=until)
    return _unasked(mail, letter, envelope, event=event)


def _unasked(
    mail: ClaimedMail, letter: NewsLetter, envelope: Envelope, *, event: events.Event | None
) -> OutgoingMail:
    return outgoing(
        mail,
        letter,
        branding=envelope.branding,
        event=event,
        opt_out_url=envelope.opt_out_url,
    )


def _change_context(
    tx: Transaction, mail: ClaimedMail, envelope: Envelope
) -> tuple[NewsLetter, events.Event | None]:
    """The letter, and the event that it is about where it is one."""
    news = queries.find_batch(tx, mail.source_id)
    if news is None:
        raise Superseded("What this mail was about is no longer known.")
    language = language_of(mail.locale)
    if mail.template is Template.NEW_EVENTS:
        found = list(_still_new(tx, news, language))
        if not found:
            raise Superseded("The events were taken back before this mail left.")
        return mail_context.new_events_letter(envelope, found), None
    if news.event_id is None:
        raise ValueError("news of an event names it")
    event = _in_language(tx, news.event_id, language)
    said = codec.convert(news.content["event"], events.EventNews, strict=False)
    return mail_context.event_letter(envelope, event, said), event


def _still_new(
    tx: Transaction, news: NotificationBatch, language: Language
) -> Iterable[events.Event]:
    """Of what was published, what is still there for everybody; in order of time."""
    ids = [UUID(each) for each in news.content["event_ids"]]
    found = {event.id: event for event in events.events_by_id(tx, ids)}
    for event in (found[each] for each in ids if each in found):
        if event.is_shown and event.state in events.NOTIFIED_STATES:
            yield events.in_language(event, [language.tag])


def _in_language(tx: Transaction, event_id: UUID, language: Language) -> events.Event:
    return events.in_language(events.get_event(tx, event_id), [language.tag])


def envelope_of(tx: Transaction, mail: ClaimedMail, language: Language) -> Envelope:
    """To whom an organization writes unasked, with the link that ends such mails."""
    branding = organizations.branding_of(tx)
    return Envelope(
        branding=branding,
        recipient=mail.recipient,
        name=mail.recipient_name,
        opt_out_url=opt_outs.opt_out_url(tx.organization_id, mail.id, queued_at=mail.queued_at),
        public_url=home_url(branding),
        locale=language.locale,
    )


def compose_ticket_links(mail: ClaimedMail) -> OutgoingMail:
    """Links to everything that an address bought or was given; Superseded where it has nothing."""
    ctx = SystemContext(job=JOB)
    found = orders.list_links_of_address(ctx, mail.recipient)
    if not found:
        raise Superseded("Nothing was bought with this address.")
    language = language_of(mail.locale)
    lines = (_link_line(each, language) for each in found[:MOST_LINKS])
    links, more = [each for each in lines if each is not None], max(0, len(found) - MOST_LINKS)
    letter = mail_context.links_letter(mail.recipient, links, more=more)
    return outgoing(mail, letter)


def _link_line(found: orders.LinkedItem, language: Language) -> LinkLine | None:
    ctx = system_in(found.organization_id, JOB)
    if (about := _about(ctx, found)) is None:
        return None
    event_id, label = about
    with transaction(ctx) as tx:
        event = _in_language(tx, event_id, language)
        url = f"{home_url(organizations.branding_of(tx))}{found.path}"
    return mail_context.link_line(event, url=url, label=label, locale=language.locale)


def _about(ctx: OrganizationContext, found: orders.LinkedItem) -> tuple[UUID, str] | None:
    """The event, and which of several it is: the order's number, or whose ticket."""
    if found.transfer_id is not None:
        transfer = transfers.transfer_mail_data(ctx, found.transfer_id)
        return (transfer.event_id, transfer.holder_name) if transfer else None
    if found.order_id is None:
        return None
    with transaction(ctx) as tx:
        order = orders.get_whole_order(tx, found.order_id)
    return order.event_id, order.number
