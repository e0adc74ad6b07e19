"""The mail of an announcement: composed as it leaves, shown before, and sent to oneself."""

from dataclasses import replace
from typing import Any
from uuid import UUID

import msgspec

from turnout.kernel import codec
from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import FieldError, Forbidden, Invalid
from turnout.kernel.ids import new_id
from turnout.kernel.security import permissions
from turnout.kernel.security.sanitize import sanitize
from turnout.kernel.values import from_attributes
from turnout.l10n.formats import person_name, short_line
from turnout.l10n.languages import Language, language_of
from turnout.l10n.mail_templates import render_mail
from turnout.l10n.mail_values import AnnouncementLetter
from turnout.modules.announcements import policies, queries, rules
from turnout.modules.announcements.models import (
    AnnouncementChannel,
    AnnouncementRow,
    AnnouncementState,
)
from turnout.modules.announcements.service import in_app, texts
from turnout.modules.announcements.service.event_values import values_of
from turnout.modules.announcements.types import (
    Announcement,
    AnnouncementPreview,
    AnnouncementText,
    NewAnnouncement,
)
from turnout.modules.events import api as events
from turnout.modules.identity import api as identity
from turnout.modules.notifications import api as notifications
from turnout.modules.notifications.api import (
    ClaimedMail,
    NewMail,
    OnHold,
    Superseded,
    Template,
)
from turnout.modules.opt_outs import api as opt_outs
from turnout.modules.orders import api as orders
from turnout.modules.organizations import api as organizations
from turnout.modules.text_messages.api import measure
from turnout_sdk.email import OutgoingMail

TEST_NUMBER = "ABC-123"
"""What stands for an order's number in what nobody bought."""


def compose(ctx: OrganizationContext, mail: ClaimedMail) -> OutgoingMail:
    """Superseded where it was cancelled, or its reader wants no such mails by now."""
    permissions.require_platform(ctx)
    with transaction(ctx) as tx:
        text, is_important = _tried(mail) or _announced(tx, mail)
        opt_out_url = (
            ""
            if is_important
            else opt_outs.opt_out_url(tx.organization_id, mail.id, queued_at=mail.queued_at)
        )
        branding = organizations.branding_of(tx)
        event = events.get_event(tx, UUID(mail.details["event_id"]))
        event = events.in_language(event, [text.language])
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


def _tried(mail: ClaimedMail) -> tuple[AnnouncementText, bool] | None:
    """What a test says, which it carries itself; whether it is important."""
    if "text" not in mail.details:
        return None
    return codec.convert(mail.details["text"], AnnouncementText), mail.details["is_important"]


def _announced(tx: Transaction, mail: ClaimedMail) -> tuple[AnnouncementText, bool]:
    """What an announcement says to the reader, and whether it is important.

    Superseded where they are to have it no more, OnHold while it is paused.
    """
    said = queries.find_leaving(tx, mail.source_id)
    if said is None or said.state == AnnouncementState.CANCELLED:
        raise Superseded("The announcement was cancelled before this mail left.")
    if said.state == AnnouncementState.PAUSED:
        raise OnHold("The announcement is paused: this mail waits until it is resumed.")
    if not (said.is_important or opt_outs.wants(tx, mail.subject)):
        raise Superseded("The reader asked for no more mails like this one.")
    if not queries.is_addressee(
        tx, said.event_id, said.segment, address=mail.recipient, order_id=mail.order_id
    ):
        raise Superseded("The reader is not among its recipients any more.")
    return rules.in_language(said.texts, mail.locale), said.is_important


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
        **values_of(event, branding, about),
        "first_name": rules.first_name(person_name(name)),
        "name": person_name(name),
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
        content = _content_of(queries.get_announcement(tx, event_id, announcement_id))
        return preview_content(tx, event_id, content, language=language, user_id=ctx.user_id)


def preview_content(
    tx: Transaction,
    event_id: UUID,
    content: NewAnnouncement,
    *,
    language: str,
    user_id: UUID | None,
) -> AnnouncementPreview:
    """The same of what is not an announcement yet; `user_id` is who reads it."""
    text = rules.in_language(content.texts, language)
    branding = organizations.branding_of(tx)
    event = events.in_language(events.get_event(tx, event_id), [text.language])
    person = _person(tx, user_id)
    page = notifications.event_page(notifications.home_url(branding), branding, event)
    letter = letter_of(
        text,
        event,
        branding,
        recipient=person.email if person else "",
        name=person.display_name if person else "",
        order_url=page,
        order_number=TEST_NUMBER,
        opt_out_url="" if content.is_important else page,
    )
    rendered = render_mail(
        Template.ANNOUNCEMENT.value, language_of(text.language), letter, has_own_form=True
    )
    texted, length = "", measure("")
    if text.short_text:
        composer = texts.TextComposer(tx, event_id, content.texts)
        texted, _ = composer.compose(
            language, name=person.display_name if person else "", order_number=TEST_NUMBER
        )
        length = measure(texted)
    return AnnouncementPreview(
        language=text.language,
        subject=letter.subject,
        body=letter.body,
        text=rendered.text,
        short_text=texted,
        encoding=length.encoding,
        segments=length.segments,
    )


def send_test(
    ctx: OrganizationContext,
    event_id: UUID,
    announcement_id: UUID,
    *,
    language: str,
    channel: AnnouncementChannel = AnnouncementChannel.EMAIL,
) -> None:
    """Send it to the person who asks, in a language that it is written in; no report counts it."""
    policies.require_can_send(ctx, event_id)
    with transaction(ctx) as tx:
        content = _content_of(queries.get_announcement(tx, event_id, announcement_id))
        queue_test(tx, event_id, content, language=language, user_id=ctx.user_id, channel=channel)


def queue_test(
    tx: Transaction,
    event_id: UUID,
    content: NewAnnouncement,
    *,
    language: str,
    user_id: UUID | None,
    channel: AnnouncementChannel = AnnouncementChannel.EMAIL,
) -> None:
    """The same of what is not an announcement yet; the mail carries its text."""
    person = _person(tx, user_id)
    if person is None:
        raise Forbidden("A person sends a test to themselves.")
    text = next((each for each in content.texts if each.language == language), None)
    if text is None:
        raise Invalid(FieldError("/language", "There is no text in this language."))
    if channel not in content.channels:
        raise Invalid(FieldError("/channel", "It does not go out by this channel."))
    if channel is AnnouncementChannel.CHAT:
        says = "Everybody in a channel would read a test: send one from its connection instead."
        raise Invalid(FieldError("/channel", says))
    if channel is AnnouncementChannel.IN_APP:
        in_app.deliver_test(
            tx, event_id, content.texts, person, language=language, order_number=TEST_NUMBER
        )
        return
    if channel is AnnouncementChannel.SMS:
        texts.queue_test(
            tx, event_id, content.texts, person, language=language, order_number=TEST_NUMBER
        )
        return
    details: dict[str, Any] = {
        "event_id": str(event_id),
        "order_number": TEST_NUMBER,
        "text": msgspec.to_builtins(text),
        "is_important": content.is_important,
    }
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


def _content_of(row: AnnouncementRow) -> NewAnnouncement:
    return from_attributes(NewAnnouncement, Announcement.of(row))


def _person(tx: Transaction, user_id: UUID | None) -> identity.Person | None:
    """None for a program."""
    return None if user_id is None else identity.get_people(tx, [user_id]).get(user_id)


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
