"""What every mail of ours says, full of one text."""

from dataclasses import replace
from typing import Any

from tests.modules.notifications.notice_samples import an_unasked_letter
from tests.modules.notifications.samples import a_branding, an_event, an_order

from turnout.l10n.languages import language_of
from turnout.l10n.mail_values import AccountLetter, OrderLetter
from turnout.modules.notifications import mail_context
from turnout.modules.notifications.types import OF_ORDERS, WITH_OWN_FORM, Template
from turnout_sdk.money import Money

ENGLISH = language_of("en-GB")


def an_order_letter(*guests, order=(), event=(), branding=(), **values) -> OrderLetter:
    return mail_context.order_letter(
        an_order(*guests, **dict(order)),
        an_event(**dict(event)),
        a_branding(**dict(branding)),
        public_url="https://turnout.test",
        secret="sEcReT_-",
        locale=ENGLISH.locale,
        **values,
    )


def an_account_letter(text: str = "Ada") -> AccountLetter:
    letter = mail_context.account_letter(
        name=text, recipient="ada@people.example", url="https://turnout.test/x/sEcReT_-", said=text,
        until="14 November 2026, 08:00 UTC", branding=a_branding(name=text), role="staff",
    )  # fmt: skip
    return replace(letter, about=text)


def a_letter(template: Template, text: str) -> Any:
    if template not in WITH_OWN_FORM:
        return an_account_letter(text)
    if template not in OF_ORDERS:
        return an_unasked_letter(template, text)
    return an_order_letter(
        text,
        order={"buyer_name": text, "buyer_email": text},
        event={"title": text, "online_url": f"https://meet.example/{text}"},
        branding={"name": text},
        refund=Money(1250, "EUR"),
    )
