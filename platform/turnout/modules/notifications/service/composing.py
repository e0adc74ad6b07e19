"""Puts a mail together from what is so now: read, then drawn, with no transaction open."""

from dataclasses import replace
from urllib.parse import quote
from uuid import UUID

from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.tx import transaction
from turnout.modules.events import api as events
from turnout.modules.identity import api as identity
from turnout.modules.notifications import letters, policies, rules
from turnout.modules.notifications.errors import Superseded
from turnout.modules.notifications.formats import moment
from turnout.modules.notifications.rendering import render
from turnout.modules.notifications.service.envelopes import outgoing, public_url
from turnout.modules.notifications.texts import Language, language_of
from turnout.modules.notifications.types import ABOUT_STATE, ClaimedMail, Template
from turnout.modules.orders import api as orders
from turnout.modules.organizations import api as organizations
from turnout.modules.tickets import api as tickets
from turnout_sdk.email import Attachment, OutgoingMail
from turnout_sdk.money import Money

PAGES = {
    Template.VERIFY_EMAIL: "/verify-email/",
    Template.RESET_PASSWORD: "/reset-password/",
    Template.CHANGE_EMAIL: "/account/email/",
    Template.INVITATION: "/invite/",
}
"""Where a link with a secret leads; the secret follows."""
SIGN_IN = "/sign-in"


def compose_order_mail(ctx: OrganizationContext, mail: ClaimedMail) -> OutgoingMail:
    """A mail about an order; Superseded when its tickets were taken back before it left."""
    policies.require_platform(ctx)
    with transaction(ctx) as tx:
        order = orders.get_order_view(tx, _order_id(mail))
        # Of a pass, what changed may be another event than the one that sold it.
        event = events.get_event(tx, UUID(mail.details.get("event_id", str(order.event_id))))
        branding = organizations.branding_of(tx)
        ways = orders.get_payment_options(tx, order.id)
    is_confirmation = mail.template is Template.ORDER_CONFIRMED
    if ABOUT_STATE.get(mail.template, order.state) != order.state:
        ending = "was cancelled" if is_confirmation else "had moved on"
        raise Superseded(f"The order {ending} before this mail left.")
    if mail.template is Template.ORDER_HOW_TO_PAY and not letters.instructions_of(ways):
        raise Superseded("The buyer chose another way to pay before this mail left.")
    language = language_of(mail.locale)
    letter = letters.order_letter(
        order,
        event,
        branding,
        public_url=public_url(),
        secret=orders.order_secret(order.id),
        locale=language.locale,
        refund=_refund(mail),
        money=letters.money_words(order, event, ways, mail.details, locale=language.locale),
    )
    letter = replace(
        letter,
        news=letters.event_news(event, mail.details),
        count=int(mail.details.get("count", 0)),
    )
    return outgoing(
        mail,
        render(mail.template, language, letter),
        sender_name=branding.name,
        reply_to=rules.reply_address(event.contact_email, branding.contact_email),
        attachments=_papers(ctx, order, letter, language) if is_confirmation else (),
    )


def compose_invitation(ctx: OrganizationContext, mail: ClaimedMail) -> OutgoingMail:
    """An invitation with a link made just now; Superseded when it was answered or renewed."""
    policies.require_platform(ctx)
    found = organizations.read_invitation_mail(ctx, mail.source_id)
    if found is None or found.serial != mail.details.get("serial"):
        raise Superseded("The invitation was answered, renewed or has expired.")
    with transaction(ctx) as tx:
        branding = organizations.branding_of(tx)
    language = language_of(mail.locale)
    letter = letters.account_letter(
        name=mail.recipient_name,
        recipient=mail.recipient,
        url=_link(mail.template, found.secret),
        until=moment(found.expires_at, language.locale),
        branding=branding,
        role=found.role,
        public_url=public_url(),
    )
    return outgoing(
        mail,
        render(mail.template, language, letter),
        sender_name=branding.name,
        reply_to=rules.reply_address(branding.contact_email),
    )


def compose_identity_mail(mail: ClaimedMail) -> OutgoingMail:
    """A mail about an account with a link made just now; Superseded when it is not needed."""
    found = identity.read_identity_mail(mail.source_id)
    if found is None:
        raise Superseded("The link was used or its time is over.")
    language = language_of(mail.locale)
    letter = letters.account_letter(
        name=found.display_name,
        recipient=mail.recipient,
        url=_link(mail.template, found.secret),
        until=moment(found.expires_at, language.locale) if found.secret else "",
    )
    return outgoing(mail, render(mail.template, language, letter))


def _papers(
    ctx: OrganizationContext,
    order: orders.OrderView,
    letter: letters.OrderLetter,
    language: Language,
) -> tuple[Attachment, ...]:
    """The tickets as a PDF and, once the event has a date, its entry for a calendar."""
    lines = {
        line.ticket_type_id: tickets.PdfLine(
            name=line.name, price=Money(line.unit_minor, order.currency)
        )
        for line in order.lines
    }
    options = tickets.PdfOptions(order_number=order.number, lines=lines, language=language.tag)
    pdf = tickets.render_pdf(ctx, order.id, options)
    found = [Attachment(filename=f"{order.number}.pdf", media_type="application/pdf", content=pdf)]
    if letter.has_calendar:
        entry = tickets.render_calendar_of(ctx, order.id, url=letter.event_url)
        name = f"{order.number}.ics"
        found.append(Attachment(filename=name, media_type="text/calendar", content=entry))
    return tuple(found)


def _refund(mail: ClaimedMail) -> Money | None:
    if mail.template not in (Template.ORDER_REFUNDED, Template.TICKETS_RETURNED):
        return None
    if not mail.details["amount_minor"]:
        return None
    return Money(int(mail.details["amount_minor"]), str(mail.details["currency"]))


def _order_id(mail: ClaimedMail) -> UUID:
    if mail.order_id is None:
        raise ValueError("a mail about an order names it")
    return mail.order_id


def _link(template: Template, secret: str) -> str:
    page = PAGES.get(template)
    return public_url() + (f"{page}{quote(secret, safe='')}" if page else SIGN_IN)
