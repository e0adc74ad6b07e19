"""Renderer of mails: subject, HTML and text from our templates, and the headers around them."""

import io
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from PIL import Image

from turnout.kernel import runtime
from turnout.l10n.formats import person_name, short_line
from turnout.l10n.languages import FOLDER, Language, language_of
from turnout.modules.events import api as events
from turnout.modules.notifications import rules
from turnout.modules.notifications.types import WITH_OWN_FORM, ClaimedMail, Template
from turnout.modules.organizations.api import Branding
from turnout_sdk.email import Address, Attachment, OutgoingMail

LONGEST_SUBJECT: Final = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    subject: str
    html: str
    text: str


def render(template: Template, language: Language, letter: Any) -> Rendered:
    """Render both forms of a mail. The first line of the text's template is the subject.

    Most mails have templates of their own; those about accounts share one form, which a file of
    words fills.
    """
    environment = _environment(language)
    values = {"letter": letter, "lang": language.tag, "direction": language.direction}
    form = template.value
    if template not in WITH_OWN_FORM:
        form = "about-account"
        words = environment.get_template(f"{template}.words")
        values["words"] = words.make_module(values)
    subject, _, text = environment.get_template(f"{form}.txt").render(values).partition("\n")
    subject = short_line(subject, LONGEST_SUBJECT)
    html = environment.get_template(f"{form}.html").render(values, subject=subject)
    return Rendered(subject=subject, html=html, text=text.strip() + "\n")


@lru_cache(maxsize=64)
def _environment(language: Language) -> Environment:
    """Compiled once per language and process."""
    environment = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=select_autoescape(("html",)),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        extensions=["jinja2.ext.i18n"],
    )
    environment.install_gettext_translations(  # type: ignore[attr-defined]  # of the extension
        language.translations, newstyle=True
    )
    return environment


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
    rendered = render(mail.template, language_of(mail.locale), letter)
    sender_name = branding.name if branding else ""
    contact = event.contact_email if event else None
    reply_to = rules.reply_address(contact, branding.contact_email) if branding else ""
    name = person_name(mail.recipient_name)[: rules.LONGEST_NAME]
    one_click = {"List-Unsubscribe": f"<{opt_out_url}>", **ONE_CLICK} if opt_out_url else {}
    return OutgoingMail(
        message_id=mail.message_id,
        sender=rules.sender_of(runtime.current().settings.mail_from, sender_name),
        to=(Address(email=mail.recipient.strip(), name=name),),
        subject=rendered.subject,
        text=rendered.text,
        html=rendered.html,
        reply_to=Address(email=reply_to) if reply_to else None,
        attachments=(*pictures, *attachments),
        headers=HEADERS | one_click,
    )


def _picture(filename: str, media_type: str, content: bytes) -> Attachment:
    """A picture that the mail shows by its id: `logo@turnout`, `cover@turnout`."""
    return Attachment(
        filename=filename,
        media_type=media_type,
        content=content,
        content_id=f"{filename.partition('.')[0]}@turnout",
    )


def public_url() -> str:
    return runtime.current().settings.public_url.rstrip("/")
