"""The mail of an announcement: composed as it leaves, shown before, and sent to oneself."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import FieldError, Forbidden, Invalid
from turnout.kernel.ids import new_id
from turnout.kernel.security import permissions
from turnout.kernel.security.sanitize import sanitize
from turnout.l10n.formats import one_line, person_name, short_line
from turnout.l10n.languages import Language, language_of
from turnout.l10n.mail_templates import render_mail
from turnout.l10n.mail_values import AnnouncementLetter
from turnout.modules.announcements import policies, queries, rules
from turnout.modules.announcements.models import AnnouncementState
from turnout.modules.announcements.types import (
    Announcement,
    AnnouncementPreview,
    AnnouncementText,
)
from turnout.modules.events import api as events
from turnout.modules.identity import api as identity
from turnout.modules.notifications import api as notifications
from turnout.modules.notifications.api import ClaimedMail, NewMail, Superseded, Template
from turnout.modules.orders import api as orders
from turnout.modules.organizations import api as organizations
from turnout_sdk.email import OutgoingMail

TEST_NUMBER = "ABC-123"
"""What stands for an order's number in what nobody bought."""


def compose(ctx: OrganizationContext, mail: ClaimedMail) -> OutgoingMail:
    """Superseded where it was cancelled, or its reader wants no such mails by now."""
    permissions.require_platform(ctx)
    with transaction(ctx) as tx:
        row = queries.find_announcement(tx, UUID(mail.details["announcement_id"]))
        if row is None or row.state == AnnouncementState.CANCELLED:
            raise Superseded("The announcement was cancelled before this mail left.")
        is_test = mail.source_id != row.id
        if not (row.is_important or is_test or notifications.wants(tx, mail)):
            raise Superseded("The reader asked for no more mails like this one.")
        text = rules.in_language(Announcement.of(row).texts, mail.locale)
        opt_out_url = (
            ""
            if row.is_important
            else notifications.opt_out_url(tx.organization_id, mail.id, queued_at=mail.queued_at)
        )
        branding = organizations.branding_of(tx)
        event = events.in_language(events.get_event(tx, row.event_id), [text.language])
        order_url = _order_url(tx, mail, notifications.home_url(branding))
    letter = letter_of(
        text,
        event,
        branding,
        recipient=mail.recipient,
        name=mail.recipient_name,
        order_url=order_url,
        order_number=mail.details.get("order_number", ""),
        opt_out_url=opt_out_url,
    )
    mail = replace(mail, locale=text.language)
    left = notifications.outgoing(
        mail, letter, branding=branding, event=event, opt_out_url=opt_out_url
    )
    return replace(left, subject=letter.subject)  # the organizer's own words are not cut


def letter_of(
    text: AnnouncementText,
    event: events.Event,
    branding: organizations.Branding,
    *,
    recipient: str,
    name: str,
    order_url: str,
    order_number: str,
    opt_out_url: str,
) -> AnnouncementLetter:
    """What the organizer wrote, its variables filled in; `order_url` is the event's without one."""
    language = language_of(text.language)
    public_url = notifications.home_url(branding)
    about = notifications.about_event(event, language.locale)
    url = order_url or notifications.event_page(public_url, branding, event)
    values = {
        "first_name": rules.first_name(person_name(name)),
        "name": person_name(name),
        "event": one_line(event.title),
        "event_date": about["when"][0] if about["when"] else "",
        "organizer": one_line(branding.name),
        "order_number": order_number,
        "order_link": url,
    }
    label = _label(language, is_order=bool(order_url))
    body = sanitize(rules.filled_html(text.body, values, label=label))
    return AnnouncementLetter(
        **notifications.letterhead(
            branding,
            name=name,
            recipient=recipient,
            contact=event.contact_email,
            public_url=public_url,
        ),
        **about,
        url=url,
        opt_out_url=opt_out_url,
        subject=short_line(rules.filled_line(text.subject, values), rules.MOST_SUBJECT),
        body=body,
        plain=rules.lines_of(body),
        is_order=bool(order_url),
    )


def preview(
    ctx: OrganizationContext, event_id: UUID, announcement_id: UUID, *, language: str
) -> AnnouncementPreview:
    """The mail in a language, as the reader themselves would get it."""
    policies.require_can_read(ctx, event_id)
    with transaction(ctx) as tx:
        row = queries.get_announcement(tx, event_id, announcement_id)
        shown = Announcement.of(row)
        text = rules.in_language(shown.texts, language)
        branding = organizations.branding_of(tx)
        event = events.in_language(events.get_event(tx, event_id), [text.language])
        found = identity.get_people(tx, [ctx.user_id]) if ctx.user_id else {}
    person = next(iter(found.values()), None)
    page = notifications.event_page(notifications.home_url(branding), branding, event)
    letter = letter_of(
        text,
        event,
        branding,
        recipient=person.email if person else "",
        name=person.display_name if person else "",
        order_url=page,
        order_number=TEST_NUMBER,
        opt_out_url="" if shown.is_important else page,
    )
    rendered = render_mail(
        Template.ANNOUNCEMENT.value, language_of(text.language), letter, has_own_form=True
    )
    return AnnouncementPreview(
        language=text.language, subject=letter.subject, body=letter.body, text=rendered.text
    )


def send_test(
    ctx: OrganizationContext, event_id: UUID, announcement_id: UUID, *, language: str
) -> None:
    """Mail it to the person who asks, in a language that it is written in; no report counts it."""
    policies.require_can_send(ctx, event_id)
    if ctx.user_id is None:
        raise Forbidden("A person sends a test to themselves.")
    with transaction(ctx) as tx:
        row = queries.get_announcement(tx, event_id, announcement_id)
        if language not in [each.language for each in Announcement.of(row).texts]:
            raise Invalid(FieldError("/language", "The announcement is not in this language."))
        person = identity.get_people(tx, [ctx.user_id])[ctx.user_id]
        details: dict[str, Any] = {"announcement_id": str(row.id), "order_number": TEST_NUMBER}
        mail = NewMail(
            template=Template.ANNOUNCEMENT,
            source_id=new_id(),
            recipient=person.email,
            recipient_name=person.display_name,
            locale=language,
            event_id=event_id,
            details=details,
        )
        notifications.queue_mail(tx, mail)


def _order_url(tx: Transaction, mail: ClaimedMail, home: str) -> str:
    """The order's page, for its buyer alone: whoever has its address may do with it as they do."""
    if mail.order_id is None:
        return ""
    contact = orders.contacts_of(tx, {mail.order_id}).get(mail.order_id)
    if contact is None or contact.email.lower() != mail.recipient.lower():
        return ""
    return f"{home}{orders.path_of(tx, mail.order_id)}"


def _label(language: Language, *, is_order: bool) -> str:
    said = language.translations.gettext
    return said("View your order") if is_order else said("View the event")
