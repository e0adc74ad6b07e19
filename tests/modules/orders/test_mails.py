"""What buyers read about paying: amounts, days and instructions, in both forms of the mail."""

from dataclasses import replace

import pytest
from tests.factories import work
from tests.modules.notifications.samples import a_branding, an_event, an_order
from tests.modules.orders.conftest import arrive, expire, later, mails_about, settle, views_of

from turnout.kernel import runtime
from turnout.kernel.context import system_in
from turnout.kernel.db.tx import transaction
from turnout.l10n.languages import language_of
from turnout.l10n.mail_values import MoneyWords
from turnout.modules.notifications import mail_context
from turnout.modules.notifications.renderer import render
from turnout.modules.notifications.service import composer
from turnout.modules.notifications.types import ClaimedMail, Template

WORDS = MoneyWords(
    due="€20.00",
    due_on="Sunday 20 December 2026, 23:59",
    paid="€10.00",
    returned="€20.00",
    kept="€10.00",
    until="Monday 30 November 2026, 10:00",
    instructions=(("IBAN <b>", "DE89 3704 0044 0532 0130 00"), ("Reference", "TRN7 <K2Q4>")),
)


def drawn(template, order=None, **values):
    language = language_of("en")
    letter = mail_context.order_letter(
        order or an_order(),
        an_event(),
        a_branding(),
        public_url="https://turnout.test",
        secret="sEcReT",
        locale=language.locale,
        money=replace(WORDS, **values),
    )
    return render(template, language, letter)


@pytest.mark.parametrize(
    ("template", "says"),
    [
        (Template.ORDER_HOW_TO_PAY, ("€20.00", "DE89 3704 0044 0532 0130 00", "30 November")),
        (Template.ORDER_UNDER_REVIEW, ("What you paid comes back to you in full",)),
        (Template.ORDER_DECLINED, ("could not accept",)),
        (Template.ORDER_PART_PAID, ("€10.00", "€20.00", "20 December")),
        (Template.ORDER_PART_DUE, ("€20.00", "20 December", "what you paid is returned")),
        (
            Template.ORDER_LAPSED,
            ("refund of €20.00 is on its way", "deposit of €10.00 is not returned"),
        ),
    ],
)
def test_both_forms_say_what_it_is_about(template, says):
    rendered = drawn(template)
    for text in says:
        assert text in rendered.text
        assert text in rendered.html
    assert "/sEcReT" in rendered.text


def test_of_an_order_under_review_it_is_said_what_becomes_of_the_money():
    template = Template.ORDER_UNDER_REVIEW
    set_aside = drawn(template, an_order(money_state="unpaid", paid_minor=0))
    free = drawn(template, an_order(price_minor=0))
    for said in (set_aside.text, set_aside.html):
        assert "set aside at your bank and not charged before" in said
        assert "What you paid" not in said
    for said in (free.text, free.html):
        assert "accepts or declines it." in said
        assert "your bank" not in said
        assert "What you paid" not in said


def test_instructions_are_text_and_never_markup():
    html = drawn(Template.ORDER_HOW_TO_PAY).html
    assert "TRN7 &lt;K2Q4&gt;" in html
    assert "<K2Q4>" not in html


def test_a_reminder_says_that_the_deposit_is_lost_only_where_it_is():
    assert "deposit is then not returned" in drawn(Template.ORDER_PART_DUE, keeps_deposit=True).text
    assert "deposit" not in drawn(Template.ORDER_PART_DUE).text


def test_nothing_that_was_charged_is_said_so():
    assert "Nothing was charged." in drawn(Template.ORDER_LAPSED, returned="", kept="").text


def test_the_mail_about_a_transfer_repeats_what_the_page_says(counter, bank):
    bought = counter.order()
    bought.start(connection_id=str(bank))
    work.drain()
    mail = composed(bought)
    [view] = views_of(bought)
    for value in (view.next_action.instructions or {}).values():
        assert value in mail.text
    assert "send €25 as follows" in mail.text


def test_the_mail_about_a_transfer_is_not_sent_once_another_way_was_chosen(counter, bank):
    bought = counter.order()
    bought.start(connection_id=str(bank))
    work.drain()
    bought.start(method="card")
    with pytest.raises(composer.Superseded):
        composed(bought)


def test_an_address_is_told_how_to_pay_for_so_many_orders_that_nobody_pays(
    counter, bank, settings, monkeypatch
):
    few = settings.model_copy(update={"free_orders_per_address": 2})
    monkeypatch.setattr(runtime.current(), "settings", few)

    def transferred(email):
        bought = counter.order(email=email)
        started = bought.start(connection_id=str(bank))
        assert started["next_action"]["instructions"], "the page says it all the same"
        work.drain()
        return bought

    first, second = transferred("stranger@example.com"), transferred("stranger@example.com")
    third = transferred("Stranger@Example.com")
    assert mails_about(first) == mails_about(second) == ["order-how-to-pay"]
    assert mails_about(third) == []
    assert mails_about(transferred("somebody.else@example.com")) == ["order-how-to-pay"]
    arrive(first)
    arrive(second)
    with later(minutes=1):
        assert mails_about(transferred("stranger@example.com")) == ["order-how-to-pay"]
    with later(days=15):
        expire()
    assert mails_about(third) == []


def test_the_mail_about_an_authorized_order_follows_its_state(by_hand):
    bought = by_hand.order()
    bought.start(method="card")
    settle(bought)
    assert mails_about(bought) == ["order-under-review"]
    assert "We have your order" in composed(bought).subject
    with later(seconds=1):
        by_hand.client.post(f"{bought.path}/cancel", headers=bought.headers)
    with pytest.raises(composer.Superseded):
        composed(bought)


def composed(bought):
    """The newest mail about an order, as it would leave now."""
    counter = bought.counter
    with transaction(counter.ctx) as tx:
        rows = tx.query(
            "SELECT id, message_id, template, recipient, recipient_name, locale, source_id,"
            " details, attempts, queued_at, due_at AS leased_until, order_id FROM mails"
            " WHERE order_id = %(id)s ORDER BY id DESC LIMIT 1",
            {"id": bought.id},
            into=dict,
        )
    mail = ClaimedMail(**rows[0] | {"template": Template(rows[0]["template"])})
    return composer.compose_order_mail(system_in(counter.ctx.organization_id, "tests"), mail)
