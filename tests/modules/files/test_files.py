"""Files over HTTP: taken when harmless, private until said otherwise, links that lapse."""

import io
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from tests.factories.events import make_event
from tests.factories.people import add_member, bearer, make_organization
from tests.factories.work import drain
from tests.modules.files.pictures import opened, photograph, picture
from tests.modules.files.senders import Uploader, kept

from turnout.kernel import clock
from turnout.kernel.db.tx import transaction
from turnout.modules.events import api as events
from turnout.modules.files import rules
from turnout.modules.files.api import Upload, find_public_image, store
from turnout.modules.files.errors import QuotaExceeded


def test_a_photograph_is_stored_without_its_secrets(uploader, settings):
    file = uploader.upload(photograph(), "beach.jpeg", "image/jpeg")
    assert (file["name"], file["media_type"], file["kind"]) == ("beach.jpg", "image/jpeg", "image")
    assert (file["width"], file["height"], file["visibility"]) == (20, 40, "private")
    [path] = kept(settings, uploader.organization)
    assert b"secret" not in path.read_bytes()
    assert path.stat().st_size == file["bytes"]


@pytest.mark.parametrize(
    ("data", "name", "declared", "status", "code"),
    [
        (b"<svg onload='x()'/>", "a.svg", "image/svg+xml", 415, "files.type-not-allowed"),
        (b"<html>x", "a.txt", "text/plain", 415, "files.type-not-allowed"),
        (b"plain words", "a.png", "image/png", 415, "files.type-mismatch"),
        (picture("PNG"), "a.pdf", "application/pdf", 415, "files.type-mismatch"),
        (picture("PNG")[:40], "a.png", "image/png", 422, "files.image-unreadable"),
        (b"\x89PNG\r\n\x1a\n<script>", "a.png", "image/png", 422, "files.image-unreadable"),
        (b"", "a.png", "image/png", 422, "invalid"),
        (
            b"%PDF-" + b"x" * rules.MAX_FILE_BYTES,
            "a.pdf",
            "application/pdf",
            413,
            "files.too-large",
        ),
    ],
)
def test_what_is_not_harmless_is_refused_and_not_kept(uploader, settings, data, name, declared, status, code):  # fmt: skip
    answer = uploader.send(data, name, declared)
    assert (answer.status_code, answer.json["code"]) == (status, code)
    assert kept(settings, uploader.organization) == []
    assert uploader("GET").json["items"] == []


@pytest.mark.parametrize(
    ("form", "pointer"),
    [
        ({}, "/file"),
        ({"file": "no file"}, "/file"),
        ({"other": (io.BytesIO(b"x"), "x.txt")}, "/file"),
    ],
)
def test_a_form_without_a_file_says_so(uploader, form, pointer):
    answer = uploader("POST", data=form, content_type="multipart/form-data")
    assert answer.status_code == 422
    assert answer.json["errors"][0]["pointer"] == pointer


def test_other_wrong_fields_of_the_form_are_named(uploader):
    assert (
        uploader.send(b"x", "a.txt", "text/plain", visibility="all").json["errors"][0]["pointer"]
        == "/visibility"
    )
    assert (
        uploader.send(b"x", "a.txt", "text/plain", owner="me").json["errors"][0]["pointer"]
        == "/owner"
    )


def test_a_body_beyond_every_limit_is_cut_off(uploader):
    answer = uploader.send(b"x" * (rules.MAX_FILE_BYTES + 50_000), "a.txt", "text/plain")
    assert answer.status_code == 413
    assert answer.content_type == "application/problem+json"


def test_a_signed_link_gives_the_file_until_it_lapses(uploader, client):
    file = uploader.upload(b"agenda", "agenda.txt", "text/plain")
    link = uploader("POST", f"/{file['id']}/links", json={"expires_in_seconds": 60}).json
    path = link["url"].removeprefix("http://turnout.test")
    answer = client.get(path, buffered=True)
    assert (answer.status_code, answer.data) == (200, b"agenda")
    assert answer.headers["Content-Disposition"].startswith("attachment; ")
    assert answer.headers.getlist("X-Content-Type-Options") == ["nosniff"]
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Cache-Control"] == "private, no-store"
    with clock.frozen(clock.now() + timedelta(seconds=61)):
        late = client.get(path, buffered=True)
    assert (late.status_code, late.json["code"]) == (410, "files.link-lapsed")


def test_a_signature_opens_no_other_file_and_no_other_organization(uploader, client):
    first, second = (uploader.upload(text, "a.txt", "text/plain") for text in (b"one", b"two"))
    url = uploader("POST", f"/{first['id']}/links", json={}).json["url"]
    path = url.removeprefix("http://turnout.test")
    other = Uploader(client)
    for forged in (
        path.replace(first["id"], second["id"]),
        path.replace(str(uploader.organization.id), str(other.organization.id)),
        path[:-1] + ("A" if path[-1] != "A" else "B"),
        f"{uploader.base}/{first['id']}/content/nonsense",
    ):
        assert client.get(forged).status_code == 404


def test_private_stays_private_until_it_is_made_public(uploader, client):
    file = uploader.upload(picture("PNG"))
    path = f"{uploader.base}/{file['id']}"
    assert client.get(f"{path}/public", buffered=True).status_code == 404
    assert client.get(path, buffered=True).status_code == 401
    assert uploader("PATCH", f"/{file['id']}", json={"visibility": "public"}).status_code == 200
    shown = client.get(f"{path}/public", buffered=True)
    assert shown.headers["Content-Disposition"].startswith("inline; ")
    assert shown.headers["Cache-Control"] == "public, max-age=86400"
    assert opened(shown.data).size == (40, 20)
    assert (
        client.get(
            f"{path}/public", headers={"If-None-Match": shown.headers["ETag"]}, buffered=True
        ).status_code
        == 304
    )


def test_a_public_document_is_saved_and_never_opened(uploader, client):
    file = uploader.upload(b"%PDF-1.7 <script>", "a.pdf", "application/pdf", visibility="public")
    answer = client.get(f"{uploader.base}/{file['id']}/public", buffered=True)
    assert answer.headers["Content-Disposition"].startswith("attachment; ")
    assert answer.content_type == "application/pdf"


def test_a_deleted_file_is_gone_from_the_store_as_well(uploader, settings, queued):
    file = uploader.upload(picture("PNG", size=(700, 20)))
    drain()
    assert len(kept(settings, uploader.organization)) == 7, (
        "the file, and three widths in two forms"
    )
    assert uploader("DELETE", f"/{file['id']}").status_code == 204
    assert uploader("GET", f"/{file['id']}").status_code == 404
    drain()
    assert kept(settings, uploader.organization) == []


def test_a_file_that_an_event_shows_cannot_be_deleted(uploader, settings):
    cover = store(uploader.ctx, Upload(name="c.png", data=picture("PNG"), visibility="public"))
    event = make_event(uploader.ctx, cover_file_id=cover.id)
    refused = uploader("DELETE", f"/{cover.id}")
    assert (refused.status_code, refused.json["code"]) == (409, "files.in-use")
    assert len(kept(settings, uploader.organization)) == 1
    events.change_event(uploader.ctx, event.id, {"cover_file_id": None}, version=None)
    assert uploader("DELETE", f"/{cover.id}").status_code == 204


def test_covers_are_public_images(uploader):
    private = store(uploader.ctx, Upload(name="c.png", data=picture("PNG")))
    text = store(uploader.ctx, Upload(name="c.txt", data=b"x", visibility="public"))
    public = store(uploader.ctx, Upload(name="c.png", data=picture("PNG"), visibility="public"))
    with transaction(uploader.ctx) as tx:
        found = [find_public_image(tx, file.id) for file in (private, text, public)]
    assert found == [None, None, public]


def test_the_quota_is_kept_and_what_does_not_fit_is_not_stored(uploader, settings, configure):
    configure(storage_quota_bytes=10)
    store(uploader.ctx, Upload(name="a.txt", data=b"123456"))
    with pytest.raises(QuotaExceeded) as refused:
        store(uploader.ctx, Upload(name="b.txt", data=b"12345"))
    assert refused.value.details == {"used_bytes": 6, "quota_bytes": 10}
    store(uploader.ctx, Upload(name="c.txt", data=b"1234"))
    assert len(kept(settings, uploader.organization)) == 2
    assert uploader("GET", "/usage").json == {"used_bytes": 10, "quota_bytes": 10}


def test_two_uploads_at_once_never_exceed_the_quota(uploader, settings, configure):
    configure(storage_quota_bytes=25)
    with ThreadPoolExecutor(6) as threads:
        tries = [
            threads.submit(store, uploader.ctx, Upload(name="a.txt", data=b"0123456789"))
            for _ in range(6)
        ]
    failures = [each.exception() for each in tries]
    assert sum(failure is None for failure in failures) == 2
    assert all(isinstance(each, QuotaExceeded) for each in failures if each is not None)
    assert uploader("GET", "/usage").json["used_bytes"] == 20


def test_a_part_of_a_file_can_be_asked_for(uploader, client):
    file = uploader.upload(b"0123456789", "a.txt", "text/plain", visibility="public")
    path = f"{uploader.base}/{file['id']}/public"
    part = client.get(path, headers={"Range": "bytes=2-4"}, buffered=True)
    assert (part.status_code, part.data) == (206, b"234")
    assert part.headers["Content-Range"] == "bytes 2-4/10"
    assert part.headers["X-Content-Type-Options"] == "nosniff"
    assert client.get(path, headers={"Range": "bytes=90-"}, buffered=True).status_code == 416


HARMFUL = [
    b"<!DOCTYPE html><script>x()</script>",
    b"\xef\xbb\xbf<html>",
    b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg' onload='x()'/>",
    picture("GIF") + b"<script>x()</script>",
    picture("JPEG") + b"PK\x03\x04",
    b"%PDF-1.7\n<script>x()</script>",
    b"words <script>x()</script>",
    b"GIF89a=1;x()//",
]
SAFE = {"image/png", "image/jpeg", "image/webp", "application/pdf", "text/plain", "application/zip"}


@pytest.mark.parametrize("declared", ["text/html", "image/svg+xml", "application/octet-stream", ""])
@pytest.mark.parametrize("data", HARMFUL)
def test_nothing_is_ever_served_that_a_browser_would_run(uploader, client, data, declared):
    answer = uploader.send(data, "page.html", declared, visibility="public")
    if answer.status_code != 201:
        assert answer.status_code in (415, 422)
        assert answer.json["code"].startswith("files.")
        return
    shown = client.get(f"{uploader.base}/{answer.json['id']}/public", buffered=True)
    assert shown.mimetype in SAFE
    assert shown.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in shown.headers["Content-Security-Policy"]
    if shown.headers["Content-Disposition"].startswith("inline"):
        assert shown.mimetype.startswith("image/")
        assert b"script" not in shown.data
        assert b"PK\x03\x04" not in shown.data
    assert ".html" not in shown.headers["Content-Disposition"]


def test_files_come_in_pages_newest_first(uploader):
    made = [uploader.upload(b"x", f"{n}.txt", "text/plain")["id"] for n in range(3)]
    first = uploader("GET", query_string={"limit": 2}).json
    rest = uploader("GET", query_string={"limit": 2, "cursor": first["next_cursor"]}).json
    assert [each["id"] for each in first["items"] + rest["items"]] == made[::-1]


def test_roles_and_strangers(client, uploader):
    file = uploader.upload(b"x", "a.txt", "text/plain")
    partner = bearer(add_member(uploader.organization, "partner"))
    stranger = bearer(make_organization().owner)
    for method, path in (
        ("GET", ""),
        ("POST", ""),
        ("GET", f"/{file['id']}"),
        ("DELETE", f"/{file['id']}"),
        ("POST", f"/{file['id']}/links"),
    ):
        for headers, status in ((partner, 403), (stranger, 404), ({}, 401)):
            answer = client.open(uploader.base + path, method=method, headers=headers)
            assert answer.status_code == status, (method, path)


@pytest.mark.parametrize("seconds", [0, 29, 86_401, "soon"])
def test_a_link_s_life_has_bounds(uploader, seconds):
    file = uploader.upload(b"x", "a.txt", "text/plain")
    answer = uploader("POST", f"/{file['id']}/links", json={"expires_in_seconds": seconds})
    assert answer.json["errors"][0]["pointer"] == "/expires_in_seconds"


def test_a_part_of_a_form_without_a_name_is_refused_and_no_crash(uploader):
    body = (
        b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\nhi\r\n'
        b"--x\r\nContent-Disposition: form-data\r\n\r\nnameless\r\n--x--\r\n"
    )
    answer = uploader("POST", data=body, content_type="multipart/form-data; boundary=x")
    assert (answer.status_code, answer.json["errors"][0]["code"]) == (422, "unknown")


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("kind=image", ["Hall 100%.png"]),
        ("q=HALL", ["hall plan.txt", "Hall 100%.png"]),
        ("q=%25", ["Hall 100%.png"]),
        ("q=hall&kind=document", ["hall plan.txt"]),
    ],
)
def test_files_are_found_by_kind_and_by_part_of_the_name(uploader, asked, found):
    uploader.upload(picture("PNG"), "Hall 100%.png", "image/png")
    uploader.upload(b"plain words", "hall plan.txt", "text/plain")
    uploader.upload(b"other words", "notes.txt", "text/plain")
    answer = uploader("GET", f"?{asked}")
    assert [file["name"] for file in answer.json["items"]] == found
