"""Files in a store that browsers reach themselves: forms to it, links to it, never past a check."""

import json
import threading
from uuid import UUID

import pytest
from pydantic import SecretStr
from tests.factories.work import drain
from tests.modules.files.pictures import opened, photograph, picture
from tests.modules.files.senders import Uploader
from turnout_aws_fake.server import start_provider

from turnout.kernel.db.tx import transaction
from turnout.kernel.outbound import transport
from turnout.modules.files import api as files
from turnout_sdk.testing.local_http import local_client


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    with start_provider(tmp_path_factory.mktemp("s3")) as running:
        yield running


@pytest.fixture
def direct(configure, address, uploader):
    """The store's settings, and a way to look into it."""
    values = dict(address.settings(address.base_url, f"org-{uploader.organization.id}"))
    configure(storage="s3", storage_settings=SecretStr(json.dumps(values)))
    yield values
    transport.close_lent()


@pytest.fixture
def browser():
    with local_client(timeout=10, follow_redirects=False) as client:
        yield client


def plan(uploader, **changes):
    body = {"name": "agenda.txt", "media_type": "text/plain", "bytes": 6} | changes
    answer = uploader("POST", "/uploads", json=body)
    assert answer.status_code == 201, answer.json
    return answer.json


def sent(browser, planned, data=b"agenda"):
    return browser.request(
        planned["method"], planned["url"], data=planned["fields"], files={"file": ("f", data)}
    )


def complete(uploader, planned):
    return uploader("POST", f"/uploads/{planned['id']}/complete")


def test_a_browser_sends_to_the_store_and_only_what_was_checked_is_kept(uploader, direct, browser):
    data = photograph()
    planned = plan(uploader, name="beach.jpg", media_type="image/jpeg", bytes=len(data))
    assert planned["method"] == "POST"
    assert planned["url"].startswith(direct["endpoint_url"])
    assert sent(browser, planned, data).is_success
    file = complete(uploader, planned).json
    assert (file["width"], file["height"]) == (20, 40)
    assert sent(browser, planned, b"x" * len(data)).is_success, "the address is still open"
    link = uploader("POST", f"/{file['id']}/links", json={}).json["url"]
    shown = uploader.client.get(link.removeprefix("http://turnout.test"), buffered=True)
    assert opened(shown.data).size == (20, 40), "what came later counts for nothing"
    assert b"secret" not in shown.data


def test_the_store_itself_refuses_more_than_was_agreed(uploader, direct, browser):
    planned = plan(uploader)
    assert sent(browser, planned, b"agenda!").status_code == 400
    assert complete(uploader, planned).json["code"] == "files.nothing-uploaded"


def test_a_document_is_got_from_the_store_as_a_file_to_save(uploader, direct, browser):
    planned = plan(uploader)
    sent(browser, planned)
    file = complete(uploader, planned).json
    link = uploader("POST", f"/{file['id']}/links", json={}).json["url"]
    led = uploader.client.get(link.removeprefix("http://turnout.test"))
    assert (led.status_code, led.headers["Cache-Control"]) == (302, "private, no-store")
    assert led.headers["Location"].startswith(direct["endpoint_url"])
    answer = browser.get(led.headers["Location"])
    assert answer.content == b"agenda"
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["Content-Disposition"].startswith("attachment; ")


def test_nobody_is_led_to_a_document_that_waits_for_the_scanner(uploader, direct, configure):
    values = SecretStr(json.dumps(direct))
    configure(storage="s3", storage_settings=values, scanner_url="clamd://127.0.0.1:9")
    file = uploader.upload(b"agenda", "a.txt", "text/plain")
    link = uploader("POST", f"/{file['id']}/links", json={}).json["url"]
    refused = uploader.client.get(link.removeprefix("http://turnout.test"))
    assert (refused.status_code, refused.json["code"]) == (409, "files.being-scanned")


def test_a_store_that_browsers_do_not_reach_is_served_through_us(uploader, direct, configure):
    values = SecretStr(json.dumps(direct))
    configure(storage="s3", storage_settings=values, storage_direct=False)
    planned = plan(uploader)
    assert planned["method"] == "PUT"
    path = planned["url"].removeprefix("http://turnout.test")
    answer = uploader.client.put(path, data=b"agenda", headers=planned["headers"])
    assert answer.status_code == 204
    file = complete(uploader, planned).json
    link = uploader("POST", f"/{file['id']}/links", json={}).json["url"]
    shown = uploader.client.get(link.removeprefix("http://turnout.test"), buffered=True)
    assert shown.data == b"agenda"


def test_images_are_drawn_and_removed_in_the_store(uploader, direct, queued):
    file = uploader.upload(picture("PNG", size=(400, 40)), visibility="public")
    drain()
    with transaction(uploader.ctx) as tx:
        shown = files.find_public_image(tx, UUID(file["id"]))
        told = files.pictures(tx, [shown.id])[shown.id]
    address = told.sources[0].srcset.split(" ")[0]
    assert opened(uploader.client.get(address, buffered=True).data).width == 320
    uploader("DELETE", f"/{file['id']}")
    drain()
    assert uploader.client.get(address).status_code == 404


def test_what_lies_in_the_folder_is_still_served_after_the_store_was_changed(
    uploader, client, configure, address
):
    old = uploader.upload(b"old", "a.txt", "text/plain", visibility="public")
    values = dict(address.settings(address.base_url, "moved"))
    configure(storage="s3", storage_settings=SecretStr(json.dumps(values)))
    new = uploader.upload(b"new", "b.txt", "text/plain", visibility="public")
    for file, content in ((old, b"old"), (new, b"new")):
        shown = client.get(f"{uploader.base}/{file['id']}/public", buffered=True)
        assert shown.data == content
    transport.close_lent()


def test_a_store_that_is_down_is_said_and_nothing_is_lost(uploader, configure, queued):
    values = {
        "bucket": "turnout",
        "access_key_id": "x",
        "secret_access_key": "y",
        "endpoint_url": "http://127.0.0.1:9",
    }
    configure(storage="s3", storage_settings=SecretStr(json.dumps(values)))
    answer = uploader.send(b"agenda", "a.txt", "text/plain")
    assert (answer.status_code, answer.json["code"]) == (503, "files.store-unavailable")
    assert uploader("GET").json["items"] == []
    assert uploader("GET", "/usage").json["used_bytes"] == 0
    transport.close_lent()


def test_another_organization_reaches_nothing_of_ours_by_the_store(uploader, direct, browser):
    planned = plan(uploader)
    sent(browser, planned)
    other = Uploader(uploader.client)
    assert complete(other, planned).status_code == 404
    assert str(uploader.organization.id) in planned["fields"]["key"]
    forged = planned | {
        "fields": planned["fields"]
        | {"key": planned["fields"]["key"].replace(str(uploader.organization.id), "x")}
    }
    assert sent(browser, forged).status_code == 403


def test_several_uploads_at_once_use_the_store_side_by_side(uploader, direct):
    failures = []

    def send():
        try:
            files.store(uploader.ctx, files.Upload(name="a.txt", data=b"agenda"))
        except Exception as failure:  # noqa: BLE001  what went wrong is the verdict
            failures.append(failure)

    threads = [threading.Thread(target=send) for _ in range(4)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert failures == []
    assert len(uploader("GET").json["items"]) == 4
