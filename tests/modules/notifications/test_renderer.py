"""Every mail in both forms: nothing of somebody else's becomes markup, all of it is there."""

import re
from dataclasses import replace
from html.parser import HTMLParser
from uuid import UUID

import pytest
from babel import Locale
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.modules.notifications.letters import (
    ENGLISH,
    a_letter,
    an_order_letter,
)
from tests.modules.notifications.notice_samples import (
    OPT_OUT,
    a_sessions_letter,
    a_ticket_letter,
    an_unasked_letter,
    session_news,
)
from tests.modules.notifications.samples import ENDS, STARTS, a_branding, an_event, an_order
from tests.prove.counts import examples

from turnout.kernel.ids import new_id
from turnout.l10n import brand_colours, formats
from turnout.l10n.languages import language_of
from turnout.l10n.mail_templates import Rendered
from turnout.modules.events.api import ChangeKind
from turnout.modules.notifications import mail_context
from turnout.modules.notifications.renderer import render
from turnout.modules.notifications.rules import one_line
from turnout.modules.notifications.types import (
    OF_TICKETS,
    UNASKED,
    Template,
)
from turnout.modules.orders.api import OrderTicket
from turnout.modules.orders.types import OrderDiscount
from turnout.modules.organizations.api import LegalKind
from turnout_sdk.money import Money

pytestmark = pytest.mark.usefixtures("running")
"""Letters name addresses of the platform, which its settings say."""
TAGS = {
    "html", "head", "meta", "title", "style", "body", "div", "table", "tr", "td", "th", "p", "h1",
    "a", "span", "strong", "bdi", "br", "colgroup", "col",
}  # fmt: skip
HOSTILE = "<img src=x onerror=alert(1)>\" ' & {{ 7 }} {% raw %} %(x)s </title></style><script>"


class Reader(HTMLParser):
    """What a mail program makes of the HTML: elements, links, words."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.links: list[str] = []
        self.attributes: set[str] = set()
        self.words = ""
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.links += [value for name, value in attrs if name in {"href", "src"}]

    def handle_data(self, data):
        self.words += data


def assert_tame(rendered: Rendered) -> Reader:
    read = Reader(rendered.html)
    assert read.tags <= TAGS
    assert not any(name.startswith("on") for name in read.attributes)
    assert all(link.startswith("https://") for link in read.links)
    return read


@pytest.mark.parametrize("template", Template)
def test_hostile_words_stay_words_in_every_mail(template):
    rendered = render(template, ENGLISH, a_letter(template, HOSTILE))
    read = assert_tame(rendered)
    said = {one_line(HOSTILE), formats.person_name(HOSTILE)}
    assert any(each in read.words for each in said)
    assert any(each in rendered.text for each in said)
    assert "\n" not in rendered.subject


@settings(max_examples=examples(60), deadline=None)
@given(text=st.text(min_size=1, max_size=80), template=st.sampled_from(list(Template)))
def test_no_text_breaks_a_mail(text, template):
    rendered = render(template, ENGLISH, a_letter(template, text))
    assert_tame(rendered)
    rendered.subject.encode()
    rendered.text.encode()
    assert "\n" not in rendered.subject
    assert rendered.subject


def test_a_confirmation_says_what_where_when_and_how_much():
    rendered = render(Template.ORDER_CONFIRMED, ENGLISH, an_order_letter("Ada", "محمد"))
    read = Reader(rendered.html)
    assert rendered.subject == "Your tickets for Cloud Summit 2026"
    for says in (
        "Cloud Summit 2026", "Sat 14 Nov, 09:00 – Sun 15 Nov 2026, 18:00",
        "Brussels Time", "Harbour Hall", "Quay 7, 2000 Antwerp",
        "REG-20261114-7ZK4Q9", "Early bird", "Ada", "محمد", "€241", "€41.83",
    ):  # fmt: skip
        assert says in read.words
        assert says in rendered.text
    page = next(link for link in read.links if link.endswith("sEcReT_-"))
    assert {page, f"{page}/tickets.pdf", f"{page}/calendar.ics"} <= set(read.links)


@pytest.mark.parametrize("template", Template)
def test_without_styles_a_mail_is_legible_and_its_lines_stand_apart(template):
    """A mail program that drops styles keeps attributes: the ink would go, its ground stay."""
    html = render(template, ENGLISH, a_letter(template, "Ada")).html
    assert "bgcolor" not in html
    bare = re.sub(r' style="[^"]*"', "", html)
    lines = re.sub(r"<(br|/p|/td|/th|/h1|/title)\b[^>]*>", "\n", bare)
    words = [re.sub(r"<[^>]+>", "", each).strip() for each in lines.splitlines()]
    if "Harbour Hall" in html:
        assert "Harbour Hall" in words


def test_a_confirmation_says_what_each_code_saved():
    used = [
        OrderDiscount(code="HARBOUR20", amount_minor=6000),
        OrderDiscount(code="CREW", amount_minor=0),
    ]
    rendered = render(
        Template.ORDER_CONFIRMED, ENGLISH, an_order_letter("Ada", order={"discounts": used})
    )
    for words in (Reader(rendered.html).words, rendered.text):
        assert "€60 saved with code HARBOUR20" in words
        assert "CREW" not in words, "it only opened ticket types"


def test_one_ticket_is_not_called_tickets():
    rendered = render(Template.ORDER_CONFIRMED, ENGLISH, an_order_letter("Ada"))
    assert rendered.subject == "Your ticket for Cloud Summit 2026"
    assert "tickets" not in rendered.text.replace("/tickets.pdf", "").replace(
        "use your tickets", ""
    )


def test_a_free_order_has_no_amount_and_no_tax():
    letter = an_order_letter("Ada", order={"price_minor": 0})
    rendered = render(Template.ORDER_CONFIRMED, ENGLISH, letter)
    assert "Total: Free" in rendered.text
    assert "€" not in rendered.text
    assert "tax" not in rendered.text


@pytest.mark.parametrize(
    ("state", "says"),
    [
        ("confirmed", "Your tickets stay valid."),
        ("cancelled", "The tickets of this order are no longer valid."),
        ("expired", "The order was no longer open, so there are no tickets"),
    ],
)
def test_a_refund_says_what_becomes_of_the_tickets(state, says):
    letter = an_order_letter("Ada", order={"state": state}, refund=Money(1250, "EUR"))
    rendered = render(Template.ORDER_REFUNDED, ENGLISH, letter)
    assert "€12.50" in rendered.subject
    assert says in rendered.text
    assert says in Reader(rendered.html).words


@pytest.mark.parametrize(
    ("states", "says"),
    [
        ((("void", False), ("valid", False)), "Your other ticket stays valid."),
        ((("void", False), *[("valid", False)] * 2), "Your other 2 tickets stay valid."),
        ((("void", False), ("valid", True)), "You have no valid tickets left in this order."),
        ((("valid", False), ("valid", True)), "Your tickets stay valid."),
    ],
)
def test_a_refund_after_a_cancellation_says_which_tickets_are_left(states, says):
    tickets = [
        OrderTicket(
            id=new_id(), attendee_id=new_id(), event_id=new_id(), ticket_type_id=new_id(),
            state=state, is_transferred=is_transferred,
        )
        for state, is_transferred in states
    ]  # fmt: skip
    letter = an_order_letter("Ada", order={"tickets": tickets}, refund=Money(9350, "EUR"))
    rendered = render(Template.ORDER_REFUNDED, ENGLISH, letter)
    for words in (rendered.text, Reader(rendered.html).words):
        assert says in words
        assert ("Your tickets stay valid." in words) is (says == "Your tickets stay valid.")


def test_whoever_got_a_ticket_by_a_transfer_is_not_named_to_the_buyer():
    order = an_order("Ada", "Zoé Marín")
    mine, theirs = order.attendees
    tickets = [
        OrderTicket(
            id=new_id(), attendee_id=each.id, event_id=new_id(), state="valid",
            ticket_type_id=each.ticket_type_id, is_transferred=each is theirs,
        )
        for each in (mine, theirs)
    ]  # fmt: skip
    letter = an_order_letter(order={"attendees": order.attendees, "lines": order.lines,
                                    "tickets": tickets})  # fmt: skip
    rendered = render(Template.ORDER_CONFIRMED, ENGLISH, letter)
    assert "Ada" in rendered.text
    assert "Zoé" not in rendered.text + rendered.html


def test_an_event_without_a_date_offers_no_calendar():
    letter = an_order_letter("Ada", event={"starts_at": None, "ends_at": None})
    rendered = render(Template.ORDER_CONFIRMED, ENGLISH, letter)
    assert "The date will be announced." in rendered.text
    assert "calendar" not in rendered.html


def test_only_a_web_address_becomes_a_link():
    letter = an_order_letter("Ada", event={"online_url": "javascript:alert(1)"})
    assert "javascript" not in render(Template.ORDER_CONFIRMED, ENGLISH, letter).html


def test_without_a_contact_nobody_is_told_to_reply():
    letter = an_order_letter("Ada", branding={"contact_email": ""})
    assert "Reply to it" not in render(Template.ORDER_CONFIRMED, ENGLISH, letter).text


@pytest.mark.parametrize("template", sorted(UNASKED))
def test_what_nobody_asked_for_says_in_both_forms_how_to_get_no_more(template):
    rendered = render(template, ENGLISH, an_unasked_letter(template, "Ada"))
    assert OPT_OUT in rendered.text
    assert OPT_OUT in Reader(rendered.html).links
    assert "ada@people.example" in rendered.text


def test_a_changed_session_says_what_is_now_and_what_was():
    news = session_news(ChangeKind.CHANGED, ChangeKind.CANCELLED, ChangeKind.BACK)
    rendered = render(Template.SESSION_NEWS, ENGLISH, a_sessions_letter(news, "Cloud Summit"))
    assert rendered.subject == "3 sessions of Cloud Summit have changed"
    read = Reader(rendered.html)
    for says in (
        "New time: Sat 14 Nov 2026, 11:00–12:00",
        "Before: Sat 14 Nov 2026, 09:00–10:00",
        "New room: Pegs hall",
        "It was called: Pegs of old",
        "Cancelled. It was planned for Sat 14 Nov 2026, 09:00–10:00.",
        "It takes place after all: Sat 14 Nov 2026, 11:00–12:00.",
        "Brussels Time",
    ):
        assert says in rendered.text
        assert says in read.words
    assert rendered.text.count("New room") == 2, "a cancelled session has no new room"


def test_a_long_list_names_the_first_and_counts_the_others():
    news = session_news(*[ChangeKind.CANCELLED] * 300)
    rendered = render(Template.SESSION_NEWS, ENGLISH, a_sessions_letter(news, "Cloud Summit"))
    assert rendered.subject == "300 sessions of Cloud Summit have changed"
    assert rendered.text.count("Cancelled.") == 40
    assert "260 more sessions have changed" in rendered.text
    assert len(rendered.html) < 100_000, "mail programs cut longer ones"


@pytest.mark.parametrize(
    ("outcome", "says"),
    [
        ("accepted", "Your code for it is no longer valid."),
        ("declined", "does not want the ticket"),
        ("expired", "did not accept the ticket in time"),
    ],
)
def test_who_offered_a_ticket_hears_what_became_of_it(outcome, says):
    letter = a_ticket_letter(Template.TICKET_PASSED_ON, state=outcome)
    rendered = render(Template.TICKET_PASSED_ON, ENGLISH, letter)
    assert says in rendered.text
    assert says in Reader(rendered.html).words


@pytest.mark.parametrize(
    ("event", "ticket", "subject"),
    [
        ("cancelled", "withdrawn", "Cancelled: Ada"),
        ("published", "withdrawn", "Your ticket for Ada is no longer valid"),
        ("postponed", "accepted", "Postponed: Ada"),
        ("published", "accepted", "New times: Ada"),
    ],
)
def test_who_got_a_ticket_hears_what_became_of_it(event, ticket, subject):
    letter = a_ticket_letter(Template.TICKET_CHANGED, event_state=event, state=ticket)
    rendered = render(Template.TICKET_CHANGED, ENGLISH, letter)
    assert rendered.subject == subject
    assert "/tickets/1" in rendered.text
    assert "Open your ticket" in Reader(rendered.html).words


def test_each_of_the_three_letters_about_a_transfer_has_a_link_of_its_own():
    about = OF_TICKETS - {Template.TICKET_CHANGED}
    paths = {template: a_ticket_letter(template).url for template in about}
    assert len(set(paths.values())) == 3


def test_tickets_that_were_given_back_are_counted_and_paid_for():
    letter = replace(an_order_letter("Ada", "Bea"), count=2, refund="€24.00")
    rendered = render(Template.TICKETS_RETURNED, ENGLISH, letter)
    assert rendered.subject == "2 tickets of order REG-20261114-7ZK4Q9 are cancelled"
    assert "Your refund of €24.00 is on its way" in rendered.text
    nothing = render(Template.TICKETS_RETURNED, ENGLISH, replace(letter, count=1, refund=""))
    assert "There is no refund for this." in nothing.text


def test_tickets_that_were_moved_say_from_what_to_what_and_what_is_waived():
    details = {"was": "Hall <b>", "now": "Balcony", "difference_minor": 1500}
    moved = mail_context.moved_tickets(an_order(), details, locale=ENGLISH.locale)
    letter = replace(an_order_letter("Ada"), moved=moved, count=2, said="The hall floods")
    rendered = render(Template.TICKETS_MOVED, ENGLISH, letter)
    words = Reader(rendered.html).words
    for says in (
        "changed 2 of your tickets from “Hall <b>” to “Balcony”.",
        "The new price is higher by €15. You need not pay this difference.",
        "writes: The hall floods",
        "The codes of your earlier one stay valid.",
    ):
        assert says in rendered.text
        assert says in words


def test_an_order_that_went_to_another_date_says_both_dates_and_that_codes_ended():
    details = {
        "was": "Hall", "now": "Hall", "difference_minor": -200, "was_title": "Winter Ball",
        "was_starts_at": "2026-12-14T17:00:00+00:00", "was_zone": "Europe/Brussels",
        "now_title": "Winter Ball", "now_starts_at": "2027-01-15T17:00:00+00:00",
        "now_zone": "Europe/Brussels",
    }  # fmt: skip
    moved = mail_context.moved_tickets(an_order(), details, locale=ENGLISH.locale)
    letter = replace(an_order_letter("Ada"), moved=moved, count=2)
    rendered = render(Template.TICKETS_MOVED, ENGLISH, letter)
    for says in (
        "moved your order to another event: Winter Ball (Fri 15 Jan 2027, 18:00)",
        "instead of Winter Ball (Mon 14 Dec 2026, 18:00).",
        "The difference is not refunded.",
        "Earlier PDFs and codes are no longer valid.",
    ):
        assert says in rendered.text
        assert says in Reader(rendered.html).words
    assert "changed 2 of your tickets" not in rendered.text
    undated = {**details, "was_starts_at": ""}
    dateless = mail_context.moved_tickets(an_order(), undated, locale=ENGLISH.locale)
    assert dateless.was_title == "Winter Ball"
    renamed = replace(moved, now="Balcony")
    both = render(Template.TICKETS_MOVED, ENGLISH, replace(letter, moved=renamed)).text
    assert "changed 2 of your tickets from “Hall” to “Balcony”." in both


def test_a_clock_change_within_the_event_is_named_by_its_start():
    lines = formats.when_lines(
        STARTS.replace(month=3, day=28), ENDS.replace(month=3, day=29), "Europe/Brussels",
        locale=Locale("en", "GB"),
    )  # fmt: skip
    assert lines == (
        "Sat 28 Mar, 09:00 – Sun 29 Mar 2026, 19:00",
        "Brussels Time",
    )


@given(st.integers(0, 0xFFFFFF))
def test_the_ink_can_be_read_on_any_colour(number):
    colours = brand_colours.colours_of(f"#{number:06x}")
    light, dark = sorted((_luminance(colours.surface), _luminance(colours.ink)), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 4.5


def _luminance(colour: str) -> float:
    parts = [part / 255 for part in bytes.fromhex(colour[1:])]
    linear = [
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("broken", ["", "red", "#12", "#zzzzzz"])
def test_a_colour_that_is_none_becomes_our_own(broken):
    assert brand_colours.colours_of(broken).surface == brand_colours.DEFAULT_COLOUR


@pytest.mark.parametrize(
    ("tag", "used"),
    [("en", "en"), ("en-GB", "en-GB"), ("pt-BR", "en"), ("fa", "en"), ("x", "en"), ("", "en")],
)
def test_a_language_without_a_catalogue_falls_back_to_english_whole(tag, used):
    language = language_of(tag)
    assert (language.tag, language.direction) == (used, "ltr")


GERMAN = """
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

msgid "Your ticket for %(title)s"
msgid_plural "Your tickets for %(title)s"
msgstr[0] "Deine Karte für %(title)s"
msgstr[1] "Deine Karten für %(title)s"

msgid "Hello %(name)s,"
msgstr "Hallo %(name)s,"
"""


@pytest.mark.parametrize("tag", ["de", "de-AT"])
def test_a_catalogue_gives_words_days_and_amounts_together(tmp_path, tag):
    (tmp_path / "de.po").write_text(GERMAN)
    german = language_of(tag, catalogues=tmp_path)
    letter = mail_context.order_letter(
        an_order("Ada", "Bea"), an_event(), a_branding(),
        public_url="https://turnout.test", secret="s", locale=german.locale,
    )  # fmt: skip
    rendered = render(Template.ORDER_CONFIRMED, german, letter)
    assert rendered.subject == "Deine Karten für Cloud Summit 2026"
    assert rendered.text.startswith("Hallo Bea Buyer,")
    assert "Sa., 14. Nov., 09:00" in rendered.text
    assert "241" in rendered.text
    assert "View your order" in rendered.text, "what is not translated yet stays English"
    assert f'lang="{tag}"' in rendered.html


@pytest.mark.parametrize(
    ("orders", "says"),
    [
        ("refund", "We refund the share of this event"),
        ("ask", "keep your order, or open it to get a refund"),
        ("keep", "Your order stays as it is until you hear more."),
    ],
)
def test_a_cancelled_event_says_what_becomes_of_the_money(orders, says):
    news = mail_context.event_news(an_event(), {"step": "cancel", "orders": orders})
    letter = replace(an_order_letter("Ada"), news=news)
    rendered = render(Template.ORDER_EVENT_CHANGED, ENGLISH, letter)
    assert says in " ".join(rendered.text.split())
    assert says in Reader(rendered.html).words


@pytest.mark.parametrize("tag", ["es", "fr", "de", "ar", "hi", "so"])
def test_every_mail_can_be_read_in_every_language_of_ours(tag):
    language = language_of(tag)
    assert language.tag == tag
    assert language.direction == ("rtl" if tag == "ar" else "ltr")
    for template in Template:
        letter = a_letter(template, "Ada")
        rendered = render(template, language, letter)
        assert rendered.subject
        english = render(template, ENGLISH, letter)
        assert rendered.text != english.text, template
        if template is not Template.ANNOUNCEMENT:  # its subject is the organizer's
            assert rendered.subject != english.subject, template
        assert f'lang="{tag}" dir="{language.direction}"' in rendered.html
        assert "%(" not in rendered.text


def test_a_mail_shows_the_logo_it_brings_along_and_links_the_texts_that_are_in_force():
    texts = {LegalKind.IMPRINT: 1, LegalKind.TERMS: 2}
    branding = a_branding(logo_file_id=UUID(int=7), legal=texts)
    letter = mail_context.account_letter(
        name="Ada",
        recipient="ada@people.example",
        url="https://turnout.example/x",
        branding=branding,
        role="admin",
        public_url="https://turnout.example",
    )
    mail = render(Template.INVITATION, language_of("en"), replace(letter, logo_width=120))
    assert f'<img src="cid:logo@turnout" alt="{branding.name}" width="120"' in mail.html
    assert "line-height:48px" not in mail.html, "a long name would be cut where pictures are off"
    imprint = f"https://turnout.example/{branding.slug}/imprint"
    assert imprint in mail.html
    assert imprint in mail.text
    assert "/privacy" not in mail.html + mail.text


def test_a_mail_of_an_organization_without_logo_and_texts_has_neither():
    letter = mail_context.account_letter(
        name="Ada",
        recipient="a@b.example",
        branding=a_branding(),
        public_url="https://turnout.example",
    )
    mail = render(Template.INVITATION, language_of("en"), letter)
    assert "<img" not in mail.html
    assert "/imprint" not in mail.html + mail.text


@pytest.mark.parametrize("template", list(Template))
def test_a_subject_fits_the_list_of_mails_and_says_the_news_first(template):
    title = "Tidal 2027: three nights of sound, light and water by the quay"
    subject = render(template, ENGLISH, a_letter(template, title)).subject
    assert len(subject) <= 60
    by_whom = {Template.INVITATION, Template.EVENT_INVITATION, Template.NEW_EVENTS}
    by_whom |= {Template.ANNOUNCEMENT}  # its subject is the organizer's
    assert template in by_whom or not subject.startswith("Tidal 2027")


def test_a_long_word_is_cut_where_there_is_no_blank():
    letter = an_order_letter("Ada", event={"title": "港" * 90})
    subject = render(Template.ORDER_CONFIRMED, ENGLISH, letter).subject
    assert len(subject) == 60
    assert subject.endswith("港…")
