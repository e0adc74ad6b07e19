"""Message templates: who writes them, what leaves of them, and what leaves where they fail."""

import pytest
from tests.factories import work
from tests.factories.people import add_member, bearer, make_organization
from tests.modules.message_templates.conftest import content_of, paragraph
from tests.modules.notifications.mailbox import html_of, text_of
from tests.modules.notifications.orders import place

from turnout.kernel.db.tx import transaction
from turnout.kernel.ids import new_id
from turnout.modules.message_templates import metrics
from turnout.modules.organizations import api as organizations


def test_the_messages_are_listed_with_their_variables_and_samples(writer):
    found = {each["message"]: each for each in writer().ask("GET", "/messages")["items"]}
    about = found["order-confirmed"]
    assert about["group"] == "orders"
    assert "order.url" in about["required"]
    assert "order" in about["blocks"]
    samples = {each["path"]: each["sample"] for each in about["variables"]}
    assert samples["order.number"] == "ABC-123"
    assert all(samples[path] for path in ("event.title", "order.lines", "recipient.name"))
    assert "order.url" not in [each["path"] for each in found["waitlist-offered"]["variables"]]
    assert "order-email-corrected" not in found


def test_a_template_begins_with_the_built_in_words_and_is_a_draft(writer):
    wrote = writer()
    made = wrote.begin(language="de")
    assert made["state"] == "draft"
    assert made["is_changed"]
    assert "Bestellung" in str(made["content"])
    assert wrote.ask("GET", f"/{made['id']}") == made
    assert [each["id"] for each in wrote.ask("GET")["items"]] == [made["id"]]
    assert wrote.begin(language="de", expect=409)["code"] == "message-templates.taken"


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"message": "verify-email"}, "/message"),
        ({"language": "xx"}, "/language"),
        ({"event_id": str(new_id())}, "/event_id"),
        ({"content": {"subject": "x"}}, "/content/blocks"),
        ({"content": content_of({"type": "script", "text": "x"})}, "/content/blocks/0/type"),
        ({"content": content_of(paragraph("{{ nobody }}"))}, "/content/blocks/0/text"),
        ({"content": content_of(paragraph("a\n{% if %}"))}, "/content/blocks/0/text"),
        ({"content": content_of(paragraph("x" * 4_001))}, "/content/blocks/0/text"),
        ({"content": content_of(*[paragraph("x")] * 40)}, "/content/blocks"),
        ({"content": content_of(subject="")}, "/content/subject"),
    ],
)
def test_what_is_wrong_is_named(writer, body, pointer):
    answer = writer().begin(**{"message": "order-confirmed", **body}, expect=422)
    assert pointer in [each["pointer"] for each in answer["errors"]]


def test_an_error_says_in_which_line(writer):
    content = content_of(paragraph("a\n{{ order.numbr }}"))
    [error] = writer().begin(content=content, expect=422)["errors"]
    assert error["code"] == "unknown-variable"
    assert error["detail"].startswith("Line 2: ")


def test_a_mail_leaves_as_its_organization_wrote_it_with_everything_else_it_has(
    client, mailbox, writer
):
    wrote = writer()
    content = content_of(
        {"type": "heading", "text": "Come in!"},
        paragraph("Dear {{ recipient.name }}, order {{ order.number }}"),
        {"type": "event"},
        {"type": "order"},
        subject="Yours: {{ event.title }}",
    )
    wrote.published(content=content)
    order = place(client, wrote.shop, quantity=2)
    work.drain()
    (mail,) = mailbox.to(order["email"])
    assert mail["Subject"].startswith("Yours: Autumn Assembly")
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Message-ID"]
    page = f"/orders/{wrote.shop.organization.id}/{order['id']}/{order['secret']}"
    for body in (html_of(mail), text_of(mail)):
        assert f"Dear Bea Buyer, order {order['number']}" in body
        assert page in body
        assert "Brussels Time" in body
        assert "Sent by Turnout for Harbour Society." in body
    kinds = [part.get_content_type() for part in mail.walk()]
    assert "application/pdf" in kinds
    assert "text/calendar" in kinds


def test_a_draft_and_what_was_withdrawn_change_no_mail(client, mailbox, writer):
    wrote = writer()
    made = wrote.published(content=content_of(subject="Mine"))
    wrote.write(made, content_of(subject="A draft"))
    order = place(client, wrote.shop)
    work.drain()
    assert [each["Subject"] for each in mailbox.to(order["email"])] == ["Mine"]
    made = wrote.ask("GET", f"/{made['id']}")
    assert made["is_changed"]
    made = wrote.step(made, "withdraw")
    assert made["state"] == "draft"
    order = place(client, wrote.shop)
    work.drain()
    assert mailbox.to(order["email"])[0]["Subject"].startswith("Your ticket for")
    with transaction(wrote.shop.organizer) as tx:
        assert not organizations.branding_of(tx).has_message_templates


def test_an_events_own_template_goes_first_and_other_languages_stay(client, mailbox, writer):
    wrote = writer()
    event_id = str(wrote.shop.event_id)
    wrote.published(content=content_of(subject="All"))
    wrote.published(content=content_of(subject="One"), event_id=event_id)
    english = place(client, wrote.shop, locale="en-GB")
    german = place(client, wrote.shop, locale="de")
    work.drain()
    assert mailbox.to(english["email"])[0]["Subject"] == "One"
    assert mailbox.to(german["email"])[0]["Subject"].startswith("Ihr")
    listed = wrote.ask("GET", f"?event_id={event_id}")["items"]
    assert [each["event_id"] for each in listed] == [event_id]


def test_a_template_that_fails_when_it_is_rendered_leaves_the_built_in_mail(
    client, mailbox, writer, monkeypatch
):
    wrote = writer()
    text = (
        "{% if order.places == 3 %}{% for l in order.lines %}{{ l.nothing }}{% endfor %}{% endif %}"
    )
    wrote.published(content=content_of(paragraph(text), subject="Mine"))
    counted = []
    monkeypatch.setattr(metrics.RENDERED, "add", lambda **labels: counted.append(labels))
    order = place(client, wrote.shop, quantity=3)
    work.drain()
    assert mailbox.to(order["email"])[0]["Subject"].startswith("Your tickets for")
    assert counted == [{"outcome": "fallback"}]


def test_versions_are_kept_with_their_differences_and_restored(writer):
    wrote = writer()
    made = wrote.published(content=content_of(paragraph("One"), subject="First"))
    made = wrote.write(made, content_of(paragraph("Two"), subject="First"))
    made = wrote.step(made, "publish")
    assert made["published_number"] == 2
    second, first = wrote.ask("GET", f"/{made['id']}/versions")["items"]
    assert (second["number"], first["number"]) == (2, 1)
    assert {each["sign"] for each in second["diff"]} == {"same"}
    changed = [(each["sign"], each["text"]) for each in first["diff"] if each["sign"] != "same"]
    assert changed == [("removed", "[paragraph] One"), ("added", "[paragraph] Two")]
    restored = wrote.write(made, first["content"])
    assert restored["content"] == first["content"]


def test_a_change_needs_the_version_that_was_seen(writer):
    wrote = writer()
    made = wrote.begin()
    wrote.write(made, made["content"])
    wrote.write(made, made["content"], expect=412)
    wrote.ask("DELETE", f"/{made['id']}", expect=412, version=1)
    wrote.ask("DELETE", f"/{made['id']}", expect=204, version=2)
    wrote.ask("GET", f"/{made['id']}", expect=404)


def test_a_preview_is_the_mail_with_its_pictures_and_nothing_is_kept(writer):
    wrote = writer()
    body = {"message": "order-confirmed", "language": "en", "content": content_of(paragraph("Hey"))}
    shown = wrote.ask("POST", "/previews", body)
    assert "Hey" in shown["html"]
    assert "Hey" in shown["text"]
    assert "cid:" not in shown["html"]
    assert wrote.ask("GET")["items"] == []
    built_in = wrote.ask("POST", "/previews", {"message": "order-confirmed", "language": "ar"})
    assert 'dir="rtl"' in built_in["html"]


def test_a_preview_of_an_order_shows_it_without_its_secret(client, writer):
    wrote = writer()
    order = place(client, wrote.shop, quantity=2)
    body = {"message": "order-confirmed", "language": "en", "order_id": order["id"]}
    shown = wrote.ask("POST", "/previews", body)
    assert order["number"] in shown["html"]
    assert order["secret"] not in shown["html"] + shown["text"]
    foreign = place(client, writer().shop)
    wrote.ask("POST", "/previews", body | {"order_id": foreign["id"]}, expect=422)


def test_a_test_goes_to_who_asks_with_sample_data(mailbox, writer):
    wrote = writer()
    made = wrote.begin("new-events")
    wrote.ask("POST", f"/{made['id']}/test", expect=204)
    work.drain()
    (mail,) = mailbox.taken
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert "Harbour Nights 2027" in text_of(mail)


def test_templates_are_the_organizations_own(writer):
    mine, theirs = writer(), writer()
    made = mine.begin()
    assert theirs.ask("GET")["items"] == []
    theirs.ask("GET", f"/{made['id']}", expect=404)
    writer(mine.shop, bearer(make_organization().owner)).ask("GET", expect=404)
    staff = writer(mine.shop, bearer(add_member(mine.shop.organization, "staff")))
    staff.ask("GET", expect=403)
    staff.begin(expect=403)


def test_a_copied_event_takes_its_templates_along(client, writer):
    wrote = writer()
    event_id = str(wrote.shop.event_id)
    wrote.published(content=content_of(subject="One"), event_id=event_id)
    wrote.begin("order-cancelled", event_id=event_id)
    base = f"/api/v1/organizations/{wrote.shop.organization.id}/events/{event_id}/copies"
    copied = client.post(base, json={"title": "Again"}, headers=wrote.headers)
    assert copied.status_code == 201, copied.json
    listed = wrote.ask("GET", f"?event_id={copied.json['id']}")["items"]
    assert [(each["message"], each["state"]) for each in listed] == [
        ("order-cancelled", "draft"),
        ("order-confirmed", "published"),
    ]
