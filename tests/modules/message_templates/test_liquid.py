"""Hostile templates: no object is reached, and none takes much time or makes much output."""

import time

import pytest

from turnout.kernel.errors import FieldError
from turnout.l10n.languages import language_of
from turnout.modules.message_templates import liquid, renderer, rules, service
from turnout.modules.message_templates.defaults import default_content
from turnout.modules.message_templates.liquid import Budget, Map, TemplateFailed
from turnout.modules.message_templates.messages import LANGUAGES, MESSAGES
from turnout.modules.message_templates.types import TemplateBlock, TemplateContent
from turnout.modules.message_templates.variables import values_of

DATA = Map(
    order=Map(number="X1", total=None, lines=[Map(name="A", guests=["g", "h"])] * 40),
    recipient=Map(name="<script>alert(1)</script>"),
)
OUT_OF_REACH = (
    "{{ order.__class__ }}",
    "{{ order['__class__'] }}",
    "{{ order.number.__class__.__mro__ }}",
    "{{ order.lines.__len__ }}",
    "{{ order.lines.append }}",
    "{{ order.keys }}",
    "{{ order.number.format }}",
    "{{ self }}",
    "{{ context.env }}",
    "{{ forloop.__class__ }}",
    "{% for a in order.lines %}{{ forloop.it.gi_frame }}{% endfor %}",
    "{{ settings.secret }}",
    "{{ organization_id }}",
    "{{ order.lines[99999999999999] }}",
)
NOT_THERE = (
    "{% include 'x' %}",
    "{% render 'x' %}",
    "{% extends 'x' %}",
    "{% import 'os' %}",
    "{% assign a = 1 %}",
    "{% capture a %}{% endcapture %}",
    "{% liquid echo 'x' %}",
    "{% tablerow x in order.lines cols: 99999999999 %}{% endtablerow %}",
    "{% cycle 'a','b' %}",
    "{% increment a %}",
    "{{ 'a' | times: 99999999 }}",
    "{{ order.number | replace: '', 'xxxx' }}",
    "{{ 'a' | date: '%Y' }}",
    "{{ recipient.name | safe }}",
    "{{ order.lines | map: '__class__' }}",
)
TOO_MUCH = (
    "{% for i in (1..1000000000) %}x{% endfor %}",
    "{% for i in (1..1000000000) reversed %}x{% endfor %}",
    "{{ (1..1000000000) | join }}",
    "{% for i in order.lines limit: (1..99999999) %}x{% endfor %}",
    "{% for a in order.lines %}{% for b in order.lines %}x{% endfor %}{% endfor %}",
    "{% if order.number %}" * 100 + "x" + "{% endif %}" * 100,
    "{{ order.lines | join: '" + "x" * 3_900 + "' }}",
    "{% for a in order.lines %}{{ a.name }}" + "y" * 3_500 + "{% endfor %}",
    "{% for l in order.lines %}{{ l.name }}{% endfor %}" * 80,
    "{{ " + "[" * 1_000 + "a" + "]" * 1_000 + " }}",
)
BROKEN = (
    "{{ order.number",
    "{% if %}",
    "{% if order.number %}",
    "{% endfor %}",
    "{{ | }}",
    "{% %}",
)
A_MOMENT = 5
"""Seconds of a processor, many times what any of them takes within its limits."""
FINE = (
    ("{{ order }}{{ order.lines }}", ""),
    ("{% if " + " and ".join(["order.number"] * 250) + " %}x{% endif %}", "x"),
    ("{{ order.number" + " | upcase" * 400 + " }}", "X1"),
    ("{{ order.total | default: 'free' }}", "free"),
    ("{% for l in order.lines limit: 2 %}{{ l.guests | join: '+' }} {% endfor %}", "g+h g+h "),
    ("{{ order.lines.first.name }}{{ order.lines.size }}", "A40"),
    ("محمد {{ order.number }} 🎟 हिन्दी", "محمد X1 🎟 हिन्दी"),
)


@pytest.mark.parametrize("text", [*OUT_OF_REACH, *NOT_THERE, *TOO_MUCH, *BROKEN])
def test_a_hostile_template_fails_and_soon(text):
    begun = time.thread_time()
    with pytest.raises(TemplateFailed) as failed:
        liquid.fill(text, DATA, Budget())
    assert time.thread_time() - begun < A_MOMENT
    assert "Traceback" not in failed.value.detail
    assert len(failed.value.detail) < 200


@pytest.mark.parametrize(("text", "expected"), FINE)
def test_what_is_plain_is_filled_in(text, expected):
    assert liquid.fill(text, DATA, Budget()) == expected


@pytest.mark.parametrize("text", [*OUT_OF_REACH, *NOT_THERE, *BROKEN])
def test_what_fails_is_refused_when_it_is_written(text):
    found = problems("order-confirmed", TemplateBlock(type="paragraph", text=text))
    assert [each.pointer for each in found] == ["/content/blocks/0/text"]


def test_many_texts_share_one_budget():
    budget = Budget(steps=10, output=10)
    liquid.fill("{{ order.number }}", DATA, budget)
    liquid.fill("{{ order.number }}", DATA, budget)
    with pytest.raises(TemplateFailed):
        liquid.fill("{{ order.number }}" * 4, DATA, budget)


def test_a_line_is_named_where_a_template_breaks():
    with pytest.raises(TemplateFailed) as failed:
        liquid.fill("Hello\n\n{{ order.number | nope }}", DATA, Budget())
    assert failed.value.line == 3


def letter_of(message, language="en"):
    return service._full_sample(MESSAGES[message], language)


def problems(message, *blocks, subject="Hi", has_rest=True) -> list[FieldError]:
    about = MESSAGES[message]
    link = TemplateBlock(type="button", text="Open", url=f"{{{{ {about.link} }}}}")
    rest = (link, TemplateBlock(type="footer")) if has_rest else ()
    content = TemplateContent(subject=subject, preheader="", blocks=[*blocks, *rest])
    letter = letter_of(message)
    return rules.problems_of(about, content, values_of(letter), values_of(letter, keeps_empty=True))


@pytest.mark.parametrize("message", list(MESSAGES))
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_built_in_mails_are_templates_that_are_in_order(message, language, monkeypatch):
    letter, content = letter_of(message, language), default_content(message, language)
    shape = values_of(letter, keeps_empty=True)
    assert rules.problems_of(MESSAGES[message], content, values_of(letter), shape) == []
    budget = Budget()
    monkeypatch.setattr(renderer, "Budget", lambda: budget)
    rendered = renderer.render(message, language_of(language), letter, content)
    assert 0 < liquid.MOST_STEPS - budget.steps < liquid.MOST_STEPS / 10
    assert "{{" not in rendered.html + rendered.text + rendered.subject
    assert "{%" not in rendered.html + rendered.text + rendered.subject
    assert len(rendered.html) < 1_000_000


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,x",
        "//evil.example",
        " vbscript:x",
        "ftp://x.example",
        "{{ recipient.name }}",
        "{{ 'javascript:alert(1)' }}",
        "{{ order.number | prepend: 'javascript:' }}",
        "https://user@evil.example/",
        'https://evil.example/"onload=x',
    ],
)
def test_a_button_leads_to_the_web_only(url):
    found = problems("order-confirmed", TemplateBlock(type="button", text="Go", url=url))
    assert [each.pointer for each in found] == ["/content/blocks/0/url"]


def test_markup_in_texts_and_variables_is_shown_as_it_is():
    hostile = "<img src=x onerror=alert(1)>\"'</td>"
    content = TemplateContent(
        subject=hostile,
        preheader=hostile,
        blocks=[
            TemplateBlock(type="heading", text=hostile),
            TemplateBlock(type="paragraph", text=f"{hostile}\u202e\x07\n{{{{ recipient.name }}}}"),
            TemplateBlock(type="button", text=hostile, url="{{ order.url }}"),
            TemplateBlock(type="footer"),
        ],
    )
    letter = letter_of("order-confirmed")
    rendered = renderer.render("order-confirmed", language_of("en"), letter, content)
    assert "<img src=x" not in rendered.html
    assert "\u202e" not in rendered.html + rendered.text
    assert hostile in rendered.text
    assert "\n" not in rendered.subject


@pytest.mark.parametrize(
    ("message", "blocks", "code"),
    [
        ("order-confirmed", (), "missing-footer"),
        ("new-events", (), "missing-unsubscribe"),
        ("order-confirmed", (TemplateBlock(type="footer"),), "missing-link"),
        ("order-how-to-pay", (TemplateBlock(type="footer"),), "missing-block"),
        ("order-confirmed", (TemplateBlock(type="sessions"),), "unknown-block"),
        ("order-confirmed", (TemplateBlock(type="paragraph", text=" "),), "blank"),
        ("order-confirmed", (TemplateBlock(type="paragraph", text="x" * 20_001),), "too-long"),
        (
            "order-confirmed",
            (TemplateBlock(type="note", text="\n{{ order.numbr }}"),),
            "unknown-variable",
        ),
    ],
)
def test_what_a_mail_cannot_be_without_is_asked_for(message, blocks, code):
    found = problems(message, *blocks, has_rest=False)
    assert code in [each.code for each in found]


def test_a_subject_is_asked_for():
    assert [each.pointer for each in problems("order-confirmed", subject=" ")] == [
        "/content/subject"
    ]
