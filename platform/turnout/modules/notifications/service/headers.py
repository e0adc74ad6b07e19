"""Everything about a mail but its words: from whom, to whom, which headers."""

from collections.abc import Iterable
from typing import Final

from turnout.kernel import runtime
from turnout.modules.notifications import rules
from turnout.modules.notifications.rendering import Rendered
from turnout.modules.notifications.types import ClaimedMail
from turnout_sdk.email import Address, Attachment, OutgoingMail

HEADERS: Final = {"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"}
"""RFC 3834, and what mail servers of offices look for: no out-of-office answers to our mails."""


def outgoing(
    mail: ClaimedMail,
    rendered: Rendered,
    *,
    sender_name: str = "",
    reply_to: str = "",
    attachments: Iterable[Attachment] = (),
    opt_out_url: str = "",
) -> OutgoingMail:
    """`opt_out_url` ends mails like this one with a single POST (RFC 8058)."""
    name = rules.one_line(mail.recipient_name)[: rules.LONGEST_NAME]
    return OutgoingMail(
        message_id=mail.message_id,
        sender=rules.sender_of(runtime.current().settings.mail_from, sender_name),
        to=(Address(email=mail.recipient.strip(), name=name),),
        subject=rendered.subject,
        text=rendered.text,
        html=rendered.html,
        reply_to=Address(email=reply_to) if reply_to else None,
        attachments=tuple(attachments),
        headers=HEADERS | (_one_click(opt_out_url) if opt_out_url else {}),
    )


def public_url() -> str:
    return runtime.current().settings.public_url.rstrip("/")


def _one_click(url: str) -> dict[str, str]:
    return {
        "List-Unsubscribe": f"<{url}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
