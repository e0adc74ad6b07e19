"""Bodies that are no JSON: schedules, uploads, webhooks. Broken ones get a problem document."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pytest
from tests.factories.payments import hook_path, make_payment_connection, signed
from tests.factories.people import bearer, make_organization
from tests.factories.sales import MadeShop, make_event
from tests.isolation.test_bad_input import fault_of

from turnout.kernel.ids import new_id

TALK = """
<event guid="{guid}" id="{number}"><date>{date}</date><start>{start}</start>
<duration>{duration}</duration><room>{room}</room><slug>{slug}</slug><url>{url}</url>
<title>{title}</title><subtitle/><track>{track}</track><type>lecture</type><language>en</language>
<abstract>{abstract}</abstract><description/><persons>{persons}</persons><links>{links}</links>
</event>"""
USUAL = {
    "guid": "0190b1de-0000-7000-8000-000000000001",
    "number": "1",
    "date": "2030-02-02T10:00:00+01:00",
    "start": "10:00",
    "duration": "00:30",
    "room": "Deck",
    "slug": "knots",
    "url": "https://example.com/",
    "title": "Knots",
    "track": "Sailing",
    "abstract": "Words.",
    "persons": '<person id="1">Ada</person>',
    "links": '<link href="https://example.com/">x</link>',
}
ODD = {
    "date": ("", "x", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "2030-13-45T00:00"),
    "start": ("", "25:00", "-1:00", "99999999:00", "x"),
    "duration": ("", "-1:00", "99999999:00", "9" * 400 + ":00", "00:00", "x"),
    "number": ("", "-1", "9" * 400, "x", "1.5"),
    "guid": ("", "x", "y" * 10_000),
    "room": ("", "z" * 10_000, "&#x2028;", "&#x85;"),
    "title": ("", "z" * 10_000, "&#x202e;evil", "&lt;script&gt;alert(1)&lt;/script&gt;"),
    "slug": ("../../etc/passwd", "z" * 10_000),
    "url": ("javascript:alert(1)", "//evil.example", "z" * 10_000),
    "track": ("", "z" * 10_000),
    "abstract": ("z" * 300_000, "&lt;img src=x onerror=alert(1)&gt;"),
    "persons": ('<person id="' + "9" * 400 + '">x</person>', "<person/>" * 500, "<person>\u2029</person>"),
    "links": ('<link href="javascript:alert(1)">x</link>', '<link href="">x</link>' * 200),
}  # fmt: skip
BROKEN = {
    "nothing": b"",
    "text": b"hello",
    "half": b"<schedule><conference><title>x",
    "other": b"<html><body/></html>",
    "a bomb": (
        b'<!DOCTYPE s [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
        b'<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]><schedule>&c;</schedule>'
    ),
    "a file of ours": (
        b'<!DOCTYPE s [<!ENTITY x SYSTEM "file:///etc/passwd">]><schedule>&x;</schedule>'
    ),
    "a foreign DTD": b'<!DOCTYPE s SYSTEM "http://127.0.0.1:1/x.dtd"><schedule/>',
    "another encoding": b"<?xml version='1.0' encoding='utf-7'?><schedule/>",
    "utf-16": "<schedule/>".encode("utf-16"),
    "bytes": bytes(range(256)),
    "depth": b"<a>" * 50_000,
    "a million attributes": b"<schedule "
    + b" ".join(b"a%d='1'" % n for n in range(20_000))
    + b"/>",
    "eleven megabytes": b"<schedule>" + b" " * 11_000_000 + b"</schedule>",
}


def schedule(**fields: str) -> bytes:
    talk = TALK.format(**{**USUAL, **fields})
    day = f'<day index="1" date="2030-02-02"><room name="Deck">{talk}</room></day>'
    return f"<schedule><conference><title>x</title></conference>{day}</schedule>".encode()


@pytest.fixture(scope="module")
def shop(app: Any, running: Any) -> MadeShop:
    return make_event(make_organization())


@pytest.fixture
def send(client: Any, shop: MadeShop) -> Iterator[Any]:
    path = f"/api/v1/organizations/{shop.organization.id}/events/{shop.event_id}/programme/imports"
    headers = {**bearer(shop.organization.owner), "Content-Type": "application/xml"}
    return lambda body: client.post(f"{path}?time_zone=Europe/Brussels", data=body, headers=headers)


@pytest.mark.parametrize("what", BROKEN)
def test_a_broken_schedule_is_refused_and_leaves_nothing(
    send: Any, shop: MadeShop, written: Any, what: str
) -> None:
    before = written(str(shop.organization.id))
    answer = send(BROKEN[what])
    assert 400 <= answer.status_code < 500
    assert fault_of(answer) == ""
    assert b"root:" not in answer.get_data()
    assert written(str(shop.organization.id)) == before


@pytest.mark.parametrize(
    ("field", "value"), [(field, value) for field, values in ODD.items() for value in values]
)
def test_an_odd_item_of_a_schedule_is_told_and_breaks_nothing(
    client: Any, send: Any, shop: MadeShop, field: str, value: str
) -> None:
    answer = send(schedule(**{field: value}))
    assert answer.status_code < 500, answer.get_data(as_text=True)
    base = f"/api/v1/organizations/{shop.organization.id}/events/{shop.event_id}"
    for path in ("/programme", "/sessions", "/conflicts", "/speakers", "/programme/imports"):
        read = client.get(base + path, headers=bearer(shop.organization.owner))
        assert read.status_code == 200, path
        assert "javascript:" not in read.get_data(as_text=True) or path.endswith("imports")


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        ("multipart/form-data", b"x"),
        ("multipart/form-data; boundary=x", b""),
        ("multipart/form-data; boundary=x", b"--x\r\nContent-Disposition: form-data\r\n\r\n--x--"),
        ("multipart/form-data; boundary=x", b"--x\r\n" * 10_000),
        ("application/json", b"{}"),
        ("text/html", b"<p>"),
    ],
)
def test_a_broken_upload_is_refused(
    client: Any, shop: MadeShop, written: Any, content_type: str, body: bytes
) -> None:
    before = written(str(shop.organization.id))
    answer = client.post(
        f"/api/v1/organizations/{shop.organization.id}/files",
        data=body,
        headers={**bearer(shop.organization.owner), "Content-Type": content_type},
    )
    assert 400 <= answer.status_code < 500
    assert fault_of(answer) == ""
    assert written(str(shop.organization.id)) == before


@pytest.mark.parametrize(
    "name", ["../../x.png", "a\r\nSet-Cookie: a=b.png", "\u202egnp.exe", "x" * 5_000, ""]
)
def test_the_name_of_an_upload_goes_nowhere(client: Any, shop: MadeShop, name: str) -> None:
    from PIL import Image

    pixel = BytesIO()
    Image.new("RGB", (1, 1)).save(pixel, format="PNG")
    made = client.post(
        f"/api/v1/organizations/{shop.organization.id}/files",
        data={"file": (BytesIO(pixel.getvalue()), name), "visibility": "public"},
        headers=bearer(shop.organization.owner),
    )
    assert made.status_code < 500
    if made.status_code == 201:
        path = f"/api/v1/organizations/{shop.organization.id}/files/{made.get_json()['id']}/public"
        shown = client.get(path)
        shown.close()
        assert "Set-Cookie" not in shown.headers
        disposition = shown.headers.get("Content-Disposition", "")
        assert disposition.isprintable()
        assert "\u202e" not in disposition
        assert ".." not in disposition


def test_a_webhook_that_nobody_signed_is_refused_and_not_kept(client: Any, written: Any) -> None:
    from tests.factories.people import context_of

    mine, theirs = make_organization(), make_organization()
    ctx, other = context_of(mine, mine.owner), context_of(theirs, theirs.owner)
    connection, foreign = make_payment_connection(ctx), make_payment_connection(other)
    before = written(str(mine.id)), written(str(theirs.id))
    body = b'{"id": "evt_1", "type": "payment.succeeded"}'
    attempts = {
        "no signature": (hook_path(ctx, connection), body, {}),
        "another secret": (hook_path(ctx, connection), body, signed(ctx, body, secret="whsec_x")),
        "another organization's": (hook_path(ctx, connection), body, signed(other, body)),
        "another body": (hook_path(ctx, connection), body + b" ", signed(ctx, body)),
        "another's connection": (hook_path(ctx, foreign), body, signed(other, body)),
        "no connection": (hook_path(ctx, new_id()), body, signed(ctx, body)),
        "ten megabytes": (hook_path(ctx, connection), b"x" * 10_000_000, {}),
    }
    for what, (path, sent, headers) in attempts.items():
        answer = client.post(path, data=sent, headers=headers)
        assert 400 <= answer.status_code < 500, what
        assert fault_of(answer) == "", what
    assert (written(str(mine.id)), written(str(theirs.id))) == before
