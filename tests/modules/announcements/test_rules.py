"""Texts of announcements: cleaned, their variables, their languages, and as plain text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from turnout.kernel.security.sanitize import sanitize
from turnout.modules.announcements import rules
from turnout.modules.announcements.models import AnnouncementState
from turnout.modules.announcements.rules import Action
from turnout.modules.announcements.types import AnnouncementText


def text(language="en", subject="Hello", body="<p>Body</p>"):
    return AnnouncementText(language=language, subject=subject, body=body)


def test_what_ended_never_goes_on_and_a_draft_is_scheduled_first():
    for state in (AnnouncementState.DONE, AnnouncementState.CANCELLED):
        assert rules.TABLE.actions(state) == []
    assert rules.TABLE.actions(AnnouncementState.DRAFT) == [Action.SCHEDULE.value]


def test_a_text_is_cleaned_as_descriptions_are():
    [kept] = rules.cleaned([text(subject=" Two\nlines ", body="<p onclick='x()'>Hi</p><script>")])
    assert (kept.subject, kept.body) == ("Two lines", "<p>Hi</p>")


def test_unknown_variables_are_named_where_they_stand():
    faults = rules.faults_of([text(subject="{first_nam}", body="<p>{event} {x} {y} {x}</p>")])
    assert [(each.pointer, each.detail) for each in faults] == [
        ("/texts/0/subject", "There is no such variable: {first_nam}."),
        ("/texts/0/body", "There is no such variable: {x}, {y}."),
    ]


def test_empty_texts_and_doubled_languages_are_refused():
    faults = rules.faults_of([text(), text(language="EN", body="<p> </p>")])
    assert [each.pointer for each in faults] == ["/texts/1/language", "/texts/1/body"]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [("de", "de"), ("de-CH", "de"), ("pt", "pt-BR"), ("pt_PT", "pt-BR"), ("so", "en"), ("", "en")],
)
def test_a_language_falls_back_to_its_main_language_then_to_the_first_text(wanted, found):
    texts = [text("en"), text("de"), text("pt-BR")]
    assert rules.in_language(texts, wanted).language == found


def test_variables_are_filled_in_and_what_people_typed_is_no_html():
    values = {"first_name": "<b>Ada</b>", "order_link": "https://x.example/?a=1&b=2"}
    html = '<p>{first_name}: {order_link}, <a href="{order_link}">here</a> {unknown}</p>'
    filled = sanitize(rules.filled_html(html, values, label="View"))
    assert "<b>" not in filled
    assert filled.count('href="https://x.example/?a=1&amp;b=2"') == 2
    assert "{unknown}" in filled
    assert rules.filled_line("{first_name}!", values) == "<b>Ada</b>!"


def test_the_plain_text_has_the_lines_and_the_links():
    html = (
        '<h2>News &amp; more</h2><p>One<br>two <a href="https://x.example/a">here</a></p>'
        "<ul><li>first</li><li>second</li></ul>"
    )
    assert rules.lines_of(html) == (
        "News & more\nOne\ntwo here (https://x.example/a)\n\n- first\n- second"
    )


@given(st.text(max_size=300))
def test_any_body_can_be_filled_and_read_as_plain_text(body):
    clean = sanitize(body)
    filled = sanitize(rules.filled_html(clean, dict.fromkeys(rules.VARIABLES, "<i>"), label="<u>"))
    assert "<i>" not in filled.replace(clean, "") or "<i>" in clean
    assert "\n\n\n" not in rules.lines_of(filled)


@given(st.integers(0, 10**6), st.integers(1, 1_000))
def test_no_second_takes_more_mails_than_the_rate(number, rate):
    from datetime import UTC, datetime, timedelta

    begun = datetime(2026, 11, 23, tzinfo=UTC)
    one, other = (rules.moment_of(begun, n, per_second=rate) for n in (number, number + rate))
    assert other - one == timedelta(seconds=1)
