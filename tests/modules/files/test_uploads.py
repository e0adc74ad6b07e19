"""Uploads that are planned, sent and completed: nothing counts before it was checked."""

import hashlib
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import UUID

import pytest
from tests.factories.work import drain, run_timed
from tests.modules.files.pictures import opened, photograph, picture
from tests.modules.files.senders import Uploader, kept

from turnout.kernel import clock
from turnout.modules.files.rules import CLAIM_SECONDS, MAX_FILE_BYTES, UPLOAD_SECONDS
from turnout.modules.files.service.uploads import complete_upload

TEXT = {"name": "agenda.txt", "media_type": "text/plain", "bytes": 6}


def plan(uploader, **changes):
    answer = uploader("POST", "/uploads", json=TEXT | changes)
    assert answer.status_code == 201, answer.json
    return answer.json


def sent(client, planned, data=b"agenda", **headers):
    path = planned["url"].removeprefix("http://turnout.test")
    return client.open(
        path, method=planned["method"], data=data, headers=planned["headers"] | headers
    )


def complete(uploader, planned):
    return uploader("POST", f"/uploads/{planned['id']}/complete")


def test_a_planned_upload_becomes_a_file_once_it_is_completed(uploader, client):
    planned = plan(uploader, visibility="public")
    assert sent(client, planned).status_code == 204
    assert uploader("GET").json["items"] == []
    done = complete(uploader, planned)
    assert done.status_code == 201
    assert (done.json["name"], done.json["visibility"]) == ("agenda.txt", "public")
    assert complete(uploader, planned).json == done.json, "asked again, the same file"
    assert [each["id"] for each in uploader("GET").json["items"]] == [done.json["id"]]


def test_what_was_sent_is_gone_from_its_own_place_once_it_is_kept(
    uploader, client, settings, queued
):
    planned = plan(uploader)
    sent(client, planned)
    complete(uploader, planned)
    drain()
    [path] = kept(settings, uploader.organization)
    assert "incoming" not in path.parts


def test_an_image_is_written_anew(uploader, client, settings):
    data = photograph() + b"<script>x()</script>"
    planned = plan(uploader, name="beach.jpg", media_type="image/jpeg", bytes=len(data))
    sent(client, planned, data)
    file = complete(uploader, planned).json
    link = uploader("POST", f"/{file['id']}/links", json={}).json["url"]
    shown = client.get(link.removeprefix("http://turnout.test"), buffered=True)
    assert b"secret" not in shown.data
    assert b"script" not in shown.data
    assert opened(shown.data).size == (20, 40)


@pytest.mark.parametrize(
    ("planned", "data", "status", "code"),
    [
        ({"media_type": "image/png"}, b"agenda", 415, "files.type-mismatch"),
        ({"media_type": "text/html"}, b"<html>", 415, "files.type-not-allowed"),
        ({"sha256": "0" * 64}, b"agenda", 422, "invalid"),
        ({"media_type": "image/png"}, b"\x89PNG\r\n", 415, "files.type-not-allowed"),
    ],
)
def test_what_is_not_what_was_announced_is_refused_for_good(uploader, client, settings, queued, planned, data, status, code):  # fmt: skip
    upload = plan(uploader, **planned)
    assert sent(client, upload, data).status_code == 204
    refused = complete(uploader, upload)
    assert (refused.status_code, refused.json["code"]) == (status, code)
    assert complete(uploader, upload).json["code"] == "files.upload-refused"
    assert sent(client, upload, data).status_code == 404
    drain()
    assert kept(settings, uploader.organization) == []
    assert uploader("GET", "/usage").json["used_bytes"] == 0


def test_the_hash_that_was_announced_is_checked(uploader, client):
    planned = plan(uploader, sha256=hashlib.sha256(b"agenda").hexdigest())
    sent(client, planned)
    assert complete(uploader, planned).status_code == 201


def test_more_than_announced_or_of_another_type_is_not_taken(uploader, client, settings):
    planned = plan(uploader)
    assert sent(client, planned, b"agenda!").status_code == 413
    assert sent(client, planned, **{"Content-Type": "text/html"}).status_code == 415
    assert sent(client, planned, b"").status_code == 422
    assert kept(settings, uploader.organization) == []


def test_completing_before_anything_was_sent_may_be_repeated(uploader, client):
    planned = plan(uploader)
    assert complete(uploader, planned).json["code"] == "files.nothing-uploaded"
    sent(client, planned)
    assert complete(uploader, planned).status_code == 201


def test_an_address_takes_no_other_upload_and_lapses(uploader, client):
    planned, another, other = plan(uploader), plan(uploader), Uploader(client)
    address = planned["url"]
    for forged in (
        address.replace(planned["id"], another["id"]),
        address.replace(str(uploader.organization.id), str(other.organization.id)),
        address[:-1] + ("A" if address[-1] != "A" else "B"),
    ):
        assert sent(client, planned | {"url": forged}).status_code == 404
    with clock.frozen(clock.now() + timedelta(seconds=UPLOAD_SECONDS + 1)):
        assert sent(client, planned).status_code == 410
        assert complete(uploader, planned).json["code"] == "files.upload-lapsed"


def test_another_organization_completes_nothing_of_ours(uploader, client):
    planned = plan(uploader)
    sent(client, planned)
    assert complete(Uploader(client), planned).status_code == 404


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"bytes": 0}, "/bytes"),
        ({"bytes": MAX_FILE_BYTES + 1}, "/bytes"),
        ({"bytes": "6"}, "/bytes"),
        ({"media_type": "text/plain\r\nx"}, "/media_type"),
        ({"sha256": "x"}, "/sha256"),
        ({"name": "x" * 401}, "/name"),
        ({"storage_key": "a/b"}, "/storage_key"),
    ],
)
def test_a_plan_that_cannot_be_is_named_by_its_field(uploader, change, pointer):
    answer = uploader("POST", "/uploads", json=TEXT | change)
    assert answer.status_code == 422
    assert answer.json["errors"][0]["pointer"] == pointer


def test_a_plan_reserves_room_until_it_lapses(uploader, configure):
    configure(storage_quota_bytes=10)
    plan(uploader)
    refused = uploader("POST", "/uploads", json=TEXT)
    assert (refused.status_code, refused.json["code"]) == (409, "files.quota-exceeded")
    assert refused.json["used_bytes"] == 6
    with clock.frozen(clock.now() + timedelta(seconds=UPLOAD_SECONDS + 1)):
        assert uploader("POST", "/uploads", json=TEXT).status_code == 201


def test_an_upload_that_is_never_completed_is_swept(uploader, client, settings, queued):
    planned = plan(uploader)
    sent(client, planned)
    assert len(kept(settings, uploader.organization)) == 1
    with clock.frozen(clock.now() + timedelta(seconds=UPLOAD_SECONDS + CLAIM_SECONDS + 1)):
        run_timed("files.sweep")
        drain()
    assert kept(settings, uploader.organization) == []
    assert complete(uploader, planned).status_code == 404


def test_the_sweep_leaves_what_was_completed(uploader, client, queued):
    planned = plan(uploader)
    sent(client, planned)
    file = complete(uploader, planned).json
    with clock.frozen(clock.now() + timedelta(seconds=UPLOAD_SECONDS + CLAIM_SECONDS + 1)):
        run_timed("files.sweep")
        drain()
    link = uploader("POST", f"/{file['id']}/links", json={}).json["url"]
    answer = client.get(link.removeprefix("http://turnout.test"), buffered=True)
    assert answer.data == b"agenda"


def test_completing_twice_at_once_makes_one_file(uploader, client):
    planned = plan(uploader, name="a.png", media_type="image/png", bytes=MAX_FILE_BYTES)
    sent(client, planned, picture("PNG", size=(900, 900)))
    with ThreadPoolExecutor(3) as threads:
        tries = [
            threads.submit(complete_upload, uploader.ctx, UUID(planned["id"])) for _ in range(3)
        ]
    codes = {getattr(each.exception(), "code", None) for each in tries}
    assert codes <= {None, "files.upload-busy"}
    assert None in codes
    assert len(uploader("GET").json["items"]) == 1
