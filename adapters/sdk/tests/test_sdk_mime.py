from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

import pytest
from hypothesis import given
from hypothesis import strategies as st

from turnout_sdk.email import Address, Attachment, ItipMessage, OutgoingMail
from turnout_sdk.errors import Declined
from turnout_sdk.mime import envelope_address, message_of

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def mail(**changes):
    fields = {
        "message_id": "<abc@tickets.example>",
        "sender": Address(email="tickets@example.org", name="Tickets, Größe"),
        "to": (Address(email="ada@example.org", name="Ada"),),
        "subject": "Your ticket",
        "text": "Hello",
    }
    return OutgoingMail(**(fields | changes))


def written(outgoing):
    """Write it and read it back as a mail program would."""
    raw = message_of(outgoing, sent_at=NOON).as_bytes()
    assert all(len(line) <= 998 for line in raw.split(b"\r\n"))
    assert b"\n" not in raw.replace(b"\r\n", b"")
    raw.decode("ascii")
    return message_from_bytes(raw, policy=default)


def plain(text):
    """Compare texts without the kind of line ending and without those at the end."""
    return text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n")


def test_a_mail_is_read_back_as_it_was_meant():
    read = written(
        mail(
            subject="تذكرتك · 票 · 🎟",
            text="Grüße\n.\nEnde",
            html="<p>Grüße <img src='cid:qr@x'></p>",
            reply_to=Address(email="help@bücher.example", name="Hilfe"),
            attachments=(
                Attachment(filename="Билет.pdf", media_type="application/pdf", content=b"%PDF"),
                Attachment(
                    filename="qr.png", media_type="image/png", content=b"\x89", content_id="qr@x"
                ),
            ),
        )
    )
    assert read["Message-ID"] == "<abc@tickets.example>"
    assert read["Subject"] == "تذكرتك · 票 · 🎟"
    assert read["From"].addresses[0].display_name == "Tickets, Größe"
    assert read["Reply-To"].addresses[0].addr_spec == "help@xn--bcher-kva.example"
    assert plain(read.get_body(("plain",)).get_content()) == "Grüße\n.\nEnde"
    assert "cid:qr@x" in read.get_body(("html",)).get_content()
    (ticket,) = [part for part in read.walk() if part.get_content_type() == "application/pdf"]
    assert ticket.get_filename() == "Билет.pdf"
    assert ticket.get_content() == b"%PDF"
    (image,) = [part for part in read.walk() if part.get_content_type() == "image/png"]
    assert image["Content-ID"] == "<qr@x>"


@given(text=st.text(alphabet=st.characters(exclude_categories=("Cs",))), has_html=st.booleans())
def test_the_bytes_are_those_that_the_library_would_write(text, has_html):
    image = Attachment(
        filename="qr.png", media_type="image/png", content=text.encode(), content_id="qr@x"
    )
    ticket = Attachment(filename="t.txt", media_type="text/plain", content=b"a\rb\r\nc\n")
    outgoing = mail(
        text=text,
        html=f"<p>{text}</p>" if has_html else None,
        attachments=(image, ticket) if has_html else (ticket,),
    )
    message = message_of(outgoing, sent_at=NOON)
    assert message.as_bytes() == EmailMessage.as_bytes(message)
    assert written(outgoing)["Date"].datetime == NOON


def test_long_addresses_in_machine_headers_stay_whole():
    unsubscribe = f"<https://example.org/{'x' * 200}>, <mailto:out@example.org>"
    message_id = f"<{'a1' * 90}@tickets.example>"
    outgoing = mail(
        message_id=message_id,
        headers={
            "List-Unsubscribe": unsubscribe,
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        },
    )
    raw = message_of(outgoing, sent_at=NOON).as_bytes().decode()
    assert f"Message-ID: {message_id}\r\n" in raw
    assert f"List-Unsubscribe: {unsubscribe}\r\n" in raw


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"subject": "Hi\r\nBcc: all@example.org"}, "mail-subject"),
        ({"subject": "Hi\u2028there"}, "mail-subject"),
        ({"message_id": "<a@b>\r\nX: y"}, "mail-message_id"),
        ({"message_id": "no brackets"}, "mail-message_id"),
        ({"sender": Address(email="a@b.example", name="x\nBcc: y@z.example")}, "mail-sender"),
        ({"to": (Address(email="a@b.example, c@d.example"),)}, "mail-to"),
        ({"to": (Address(email="a@b.example>\r\nRCPT TO:<c@d.example"),)}, "mail-to"),
        ({"to": (Address(email="nobody"),)}, "mail-to"),
        ({"headers": {"X-A": "1\r\nBcc: y@z.example"}}, "mail-headers"),
        ({"headers": {"X-A\r\nBcc": "y@z.example"}}, "mail-headers"),
        ({"headers": {"bcc": "y@z.example"}}, "mail-headers"),
        ({"headers": {"Content-Type": "text/html"}}, "mail-headers"),
        ({"text": "\ud800"}, "mail-text"),
        (
            {"attachments": (Attachment(filename="a\r\nb", media_type="a/b", content=b""),)},
            "mail-filename",
        ),
        (
            {"attachments": (Attachment(filename="a", media_type="a/b; c=d", content=b""),)},
            "mail-media_type",
        ),
        (
            {
                "attachments": (
                    Attachment(filename="a", media_type="a/b", content=b"", content_id="x"),
                )
            },
            "mail-content_id",
        ),
    ],
)
def test_a_field_that_is_no_field_is_refused_by_name(changes, code):
    with pytest.raises(Declined) as refused:
        message_of(mail(**changes), sent_at=NOON)
    assert refused.value.code == code


@given(subject=st.text(max_size=200), name=st.text(max_size=100), header=st.text(max_size=100))
def test_no_text_adds_a_header(subject, name, header):
    outgoing = mail(
        subject=subject,
        to=(Address(email="ada@example.org", name=name),),
        headers={"X-Note": header},
    )
    try:
        read = written(outgoing)
    except Declined:
        return
    assert sorted(read.keys()) == sorted(
        [
            "Message-ID",
            "Date",
            "From",
            "To",
            "Subject",
            "X-Note",
            "MIME-Version",
            "Content-Type",
            "Content-Transfer-Encoding",
        ]
    )
    assert [each.addr_spec for each in read["To"].addresses] == ["ada@example.org"]


@given(text=st.text(max_size=2000))
def test_any_text_arrives_or_is_refused(text):
    try:
        read = written(mail(text=text))
    except Declined:
        return
    assert plain(read.get_content()) == plain(text)


def test_a_domain_keeps_its_own_sharp_s():
    assert envelope_address(Address(email="a@faß.example"), "to") == "a@xn--fa-hia.example"


def test_a_calendar_message_is_the_last_form_of_the_text():
    content = (
        "BEGIN:VCALENDAR\r\nMETHOD:CANCEL\r\nSUMMARY:مهرجان प्रिया\r\nEND:VCALENDAR\r\n".encode()
    )
    picture = Attachment(
        filename="qr.png", media_type="image/png", content=b"\x89", content_id="qr@x"
    )
    file = Attachment(filename="invite.ics", media_type="application/ics", content=content)
    itip = ItipMessage(method="CANCEL", content=content)
    read = written(mail(html="<p></p>", attachments=(picture, file), itip=itip))
    [forms] = [each for each in read.walk() if each.get_content_type() == "multipart/alternative"]
    kinds = [each.get_content_type() for each in forms.iter_parts()]
    assert kinds == ["text/plain", "multipart/related", "text/calendar"]
    calendar = list(forms.iter_parts())[-1]
    assert calendar.get_param("method") == "CANCEL"
    assert calendar.get_content_charset() == "utf-8"
    assert calendar.get_payload(decode=True) == content
    assert calendar.get_content_disposition() is None


@pytest.mark.parametrize(
    ("method", "content"), [("REQUEST\r\nX: y", b""), ("request", b""), ("REQUEST", b"\xff")]
)
def test_what_is_no_calendar_message_is_refused(method, content):
    with pytest.raises(Declined) as refused:
        message_of(mail(itip=ItipMessage(method=method, content=content)), sent_at=NOON)
    assert refused.value.code == "mail-itip"
