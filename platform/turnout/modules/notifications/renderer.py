"""Renderer of mails: subject, HTML and text from our templates, and the headers around them."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from turnout.kernel import runtime
from turnout.l10n.formats import one_line
from turnout.l10n.languages import FOLDER, Language, language_of
from turnout.modules.notifications import rules
from turnout.modules.notifications.types import WITH_OWN_FORM, ClaimedMail, Template
from turnout.modules.organizations.api import Branding
from turnout_sdk.email import Address, Attachment, OutgoingMail


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
    subject = one_line(subject)
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
HEADERS: Final = {"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"}
"""RFC 3834, and what mail servers of offices look for: no out-of-office answers to our mails."""


def outgoing(
    mail: ClaimedMail,
    letter: Any,
    *,
    branding: Branding | None = None,
    contact: str | None = None,
    attachments: Iterable[Attachment] = (),
    opt_out_url: str = "",
) -> OutgoingMail:
    """The mail as it leaves: in the organization's name, answers to the event's `contact` first.

    `opt_out_url` ends mails like this one with a single POST (RFC 8058).
    """
    rendered = render(mail.template, language_of(mail.locale), letter)
    sender_name = branding.name if branding else ""
    reply_to = rules.reply_address(contact, branding.contact_email) if branding else ""
    name = one_line(mail.recipient_name)[: rules.LONGEST_NAME]
    one_click = {"List-Unsubscribe": f"<{opt_out_url}>", **ONE_CLICK} if opt_out_url else {}
    return OutgoingMail(
        message_id=mail.message_id,
        sender=rules.sender_of(runtime.current().settings.mail_from, sender_name),
        to=(Address(email=mail.recipient.strip(), name=name),),
        subject=rendered.subject,
        text=rendered.text,
        html=rendered.html,
        reply_to=Address(email=reply_to) if reply_to else None,
        attachments=tuple(attachments),
        headers=HEADERS | one_click,
    )


def public_url() -> str:
    return runtime.current().settings.public_url.rstrip("/")
