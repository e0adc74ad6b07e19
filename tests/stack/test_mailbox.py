"""The local mailbox: real SMTP in, pages and JSON out."""

import smtplib
from collections.abc import Iterator
from email.message import EmailMessage

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from tests.prove.counts import examples

from turnout_dev.mailbox.application import controller, create_application
from turnout_dev.mailbox.message import parse
from turnout_dev.mailbox.store import Store
from turnout_dev.stack.state import choose_port


@pytest.fixture
def store(tmp_path) -> Store:
    return Store(tmp_path / "mailbox.sqlite3")


@pytest.fixture
def smtp(store) -> Iterator[smtplib.SMTP]:
    server = controller(store, "127.0.0.1", choose_port(None))
    server.start()
    with smtplib.SMTP("127.0.0.1", server.port) as client:
        yield client
    server.stop()


@pytest.fixture
def browser(store) -> FlaskClient:
    return create_application(store).test_client()


def a_mail(
    *, to="ada@example.org", subject="Your tickets", message_id="<1@turnout>"
) -> EmailMessage:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "Turnout <no-reply@turnout.example>", to, subject
    mail["Message-ID"] = message_id
    mail.set_content("Hello Ada")
    mail.add_alternative("<p>Hello <b>Ada</b></p><script>alert(1)</script>", subtype="html")
    mail.add_attachment(b"%PDF-1.7", maintype="application", subtype="pdf", filename="tickets.pdf")
    return mail


def test_a_mail_sent_twice_under_one_message_id_is_kept_twice(smtp, browser):
    smtp.send_message(a_mail())
    smtp.send_message(a_mail())
    smtp.send_message(a_mail(message_id="<2@turnout>"))

    answer = browser.get("/api/messages").get_json()

    assert answer["total"] == 3
    assert [found["copies"] for found in answer["messages"]] == [1, 2, 2]
    assert "received 2 ×" in browser.get("/").text


def test_a_mail_for_several_people_is_found_by_each_of_them(smtp, browser):
    smtp.send_message(a_mail(to="ada@example.org, grace@example.org"))

    found = [
        browser.get(f"/api/messages?to={name}").get_json()["total"] for name in ("ada", "grace")
    ]

    assert found == [1, 1]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("to=ADA", ["Your tickets"]),
        ("subject=refund", ["Your refund: 100%"]),
        ("subject=100%25", ["Your refund: 100%"]),
        ("subject=_", []),
        ("to=ada&subject=refund", []),
    ],
)
def test_the_search_takes_words_of_recipient_and_subject(smtp, browser, query, expected):
    smtp.send_message(a_mail())
    smtp.send_message(a_mail(to="grace@example.org", subject="Your refund: 100%"))

    found = browser.get(f"/api/messages?{query}").get_json()["messages"]

    assert [listed["subject"] for listed in found] == expected


def test_older_mails_stand_on_the_next_page(store, browser):
    for number in range(60):
        store.add("a@example.org", ["b@example.org"], f"Subject: number {number}\n\n".encode())

    first = browser.get("/").text
    last_shown = browser.get("/api/messages?limit=50").get_json()["messages"][-1]["id"]
    second = browser.get(f"/?before={last_shown}").text

    assert "number 59" in first
    assert "number 9<" not in first
    assert "number 9<" in second


def test_parts_come_back_byte_for_byte(smtp, browser):
    smtp.send_message(a_mail())
    number = browser.get("/api/messages").get_json()["messages"][0]["id"]

    mail = browser.get(f"/api/messages/{number}").get_json()
    pdf = browser.get(mail["parts"][0]["url"])
    source = browser.get(f"/api/messages/{number}/raw")

    assert mail["text"].strip() == "Hello Ada"
    assert mail["parts"][0]["filename"] == "tickets.pdf"
    assert pdf.data == b"%PDF-1.7"
    assert pdf.headers["Content-Disposition"].startswith("attachment")
    assert b"Message-ID: <1@turnout>" in source.data


def test_a_designed_mail_is_shown_in_a_sandbox_without_scripts(smtp, browser):
    smtp.send_message(a_mail())

    page = browser.get("/messages/1")
    letter = browser.get("/messages/1/html")

    assert 'sandbox="allow-popups' in page.text
    policy = letter.headers["Content-Security-Policy"]
    assert policy.startswith("sandbox ")
    assert "allow-scripts" not in policy
    assert "default-src 'none'" in policy


def test_an_html_attachment_is_never_shown_in_place(store, browser):
    mail = a_mail()
    mail.add_attachment("<script>1</script>", subtype="html", filename="page.html")
    store.add("a@example.org", ["b@example.org"], mail.as_bytes())

    answer = browser.get("/messages/1/attachments/1?look=1")

    assert answer.headers["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize("view", ["html", "text", "headers", "source", "anything"])
def test_every_view_of_a_mail_opens(store, browser, view):
    store.add("a@example.org", ["b@example.org"], b"Subject: \xff\xfe\n\nnot \xff UTF-8")

    assert browser.get(f"/messages/1?view={view}").status_code == 200


def test_delete_all_leaves_an_empty_mailbox(store, browser):
    store.add("a@example.org", ["b@example.org"], b"Subject: one\n\n")

    answer = browser.post("/clear", follow_redirects=True)

    assert "No mail yet" in answer.text


@pytest.mark.parametrize(
    ("method", "path", "headers"),
    [
        ("GET", "/", {"Host": "rebound.example"}),
        ("GET", "/api/messages", {"Host": "rebound.example"}),
        ("POST", "/clear", {"Origin": "https://elsewhere.example"}),
        ("DELETE", "/api/messages", {"Origin": "https://elsewhere.example"}),
    ],
)
def test_another_site_neither_reads_nor_deletes(store, browser, method, path, headers):
    store.add("a@example.org", ["b@example.org"], b"Subject: secret link\n\n")

    answer = browser.open(path, method=method, headers=headers)

    assert answer.status_code == 403
    assert store.count() == 1


@pytest.mark.parametrize("path", ["/messages/9", "/messages/9/html", "/api/messages/9"])
def test_a_mail_that_is_not_there_is_404(browser, path):
    assert browser.get(path).status_code == 404


HEADERS = st.lists(
    st.tuples(
        st.sampled_from(["Subject", "To", "Message-ID", "Content-Type", "Content-Disposition"]),
        st.text(max_size=40)
        | st.sampled_from(["text/html", "multipart/mixed; boundary=x", "a/b;"]),
    ),
    max_size=5,
)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=examples(150))
@example(headers=[("To", "<")], body=b"")  # Python's parser raises IndexError here
@given(headers=HEADERS, body=st.binary(max_size=200))
def test_whatever_arrives_can_be_read(headers, body):
    lines = [f"{name}: {value}".encode("utf-8", "surrogatepass") for name, value in headers]
    raw = b"\r\n".join([*lines, b"", body])

    mail = parse(raw)

    assert isinstance(mail.subject, str)
    assert all(isinstance(part.content, bytes) for part in mail.attachments)
