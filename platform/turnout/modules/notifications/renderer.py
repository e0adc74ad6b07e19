"""Renderer of mails: subject, HTML and text from our templates, and the headers around them."""

import io
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any, Final

from PIL import Image

from turnout.kernel import runtime
from turnout.l10n import mail_headers
from turnout.l10n.formats import person_name
from turnout.l10n.languages import Language, language_of
from turnout.l10n.mail_templates import Rendered, render_mail
from turnout.modules.events import api as events
from turnout.modules.notifications import hooks
from turnout.modules.notifications.types import WITH_OWN_FORM, ClaimedMail, Template
from turnout.modules.organizations.api import Branding
from turnout.modules.tickets.api import EntryMessage
from turnout_sdk.email import Address, Attachment, ItipMessage, OutgoingMail


def render(template: Template, language: Language, letter: Any) -> Rendered:
    """Render both forms of a mail."""
    has_own_form = template in WITH_OWN_FORM
    return render_mail(template.value, language, letter, has_own_form=has_own_form)


ONE_CLICK: Final = {"List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
LOGO_DENSITY: Final = 2
"""Pixels of the picture for each that the mail shows, for dense screens."""
LOGO_BOX: Final = (480, 96)
COVER_BOX: Final = (1200, 450)
HEADERS: Final = {"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"}
"""RFC 3834, and what mail servers of offices look for: no out-of-office answers to our mails."""


def outgoing(
    mail: ClaimedMail,
    letter: Any,
    *,
    branding: Branding | None = None,
    event: events.Event | None = None,
    attachments: Iterable[Attachment] = (),
    entry_messages: Sequence[EntryMessage] = (),
    opt_out_url: str = "",
) -> OutgoingMail:
    """The mail as it leaves: in the organization's name, answers to the event's contact first.

    Its pictures travel with it: the organization's logo, and the cover of the event it is about.
    `opt_out_url` ends mails like this one with a single POST (RFC 8058).
    """
    pictures: list[Attachment] = []
    if branding and (logo := events.logo_png(branding, box=LOGO_BOX)):
        with Image.open(io.BytesIO(logo)) as image:
            letter = replace(letter, logo_width=max(1, image.width // LOGO_DENSITY))
        pictures.append(_picture("logo.png", "image/png", logo))
    if branding and event:
        cover = events.cover_jpeg(event, branding.brand_color, size=COVER_BOX)
        letter = replace(letter, has_cover=True)
        pictures.append(_picture("cover.jpg", "image/jpeg", cover))
    rendered = None
    if branding and (branding.has_message_templates or hooks.TRIAL in mail.details):
        about = event.id if event else mail.event_id
        rendered = hooks.render_own(branding.organization_id, about, mail, letter)
    rendered = rendered or render(mail.template, language_of(mail.locale), letter)
    sender_name = branding.name if branding else ""
    contact = event.contact_email if event else None
    reply_to = mail_headers.reply_address(contact, branding.contact_email) if branding else ""
    name = person_name(mail.recipient_name)[: mail_headers.LONGEST_NAME]
    one_click = {"List-Unsubscribe": f"<{opt_out_url}>", **ONE_CLICK} if opt_out_url else {}
    return OutgoingMail(
        message_id=mail.message_id,
        sender=mail_headers.sender_of(runtime.current().settings.mail_from, sender_name),
        to=(Address(email=mail.recipient.strip(), name=name),),
        subject=rendered.subject,
        text=rendered.text,
        html=rendered.html,
        reply_to=Address(email=reply_to) if reply_to else None,
        attachments=(*pictures, *attachments, *_calendar_files(entry_messages)),
        headers=HEADERS | one_click,
        itip=_first_of(entry_messages),
    )


def _first_of(messages: Sequence[EntryMessage]) -> ItipMessage | None:
    """What mail programs offer to the calendar: one message, as iTIP knows no more in a mail."""
    if not messages:
        return None
    return ItipMessage(method=messages[0].method, content=messages[0].content)


def _calendar_files(messages: Sequence[EntryMessage]) -> Iterable[Attachment]:
    """Each of them as a file too, for programs that offer none, and for the others."""
    for number, each in enumerate(messages, start=1):
        name = "invite.ics" if number == 1 else f"invite-{number}.ics"
        yield Attachment(filename=name, media_type="application/ics", content=each.content)


def _picture(filename: str, media_type: str, content: bytes) -> Attachment:
    """A picture that the mail shows by its id: `logo@turnout`, `cover@turnout`."""
    return Attachment(
        filename=filename,
        media_type=media_type,
        content=content,
        content_id=f"{filename.partition('.')[0]}@turnout",
    )


def home_url(branding: Branding) -> str:
    """What begins the addresses of an organization's pages, orders and tickets."""
    return runtime.current().settings.origin_of(branding.host)


def public_url() -> str:
    return runtime.current().settings.public_url.rstrip("/")
