"""Nobody gets a document before a scanner, where there is one, looked through it."""

from datetime import timedelta
from uuid import UUID

import pytest
from tests.factories.people import member_context
from tests.factories.work import drain, run_timed
from tests.modules.files import clamd
from tests.modules.files.pictures import picture
from tests.modules.files.senders import kept

from turnout.kernel import clock
from turnout.kernel.context import system_in
from turnout.kernel.db.tx import transaction
from turnout.kernel.outbound import internal_services
from turnout.modules.files import api as files


@pytest.fixture
def scanner(configure):
    with clamd.running() as server:
        configure(scanner_url=server.url)
        yield server


def got(uploader, client, file):
    link = uploader("POST", f"/{file['id']}/links", json={}).json["url"]
    return client.get(link.removeprefix("http://turnout.test"), buffered=True)


def test_a_document_waits_for_the_scanner(uploader, client, scanner, queued):
    file = uploader.upload(b"agenda", "a.txt", "text/plain", visibility="public")
    assert file["scan"] == "pending"
    refused = got(uploader, client, file)
    assert (refused.status_code, refused.json["code"]) == (409, "files.being-scanned")
    assert client.get(f"{uploader.base}/{file['id']}/public").status_code == 409
    drain()
    assert scanner.seen == [b"agenda"]
    assert uploader("GET", f"/{file['id']}").json["scan"] == "clean"
    assert got(uploader, client, file).data == b"agenda"


def test_what_is_infected_is_removed_and_says_so(uploader, client, scanner, settings, queued):
    file = uploader.upload(clamd.EICAR, "a.txt", "text/plain")
    drain()
    refused = got(uploader, client, file)
    assert (refused.status_code, refused.json["code"]) == (410, "files.infected")
    assert uploader("GET", f"/{file['id']}").json["scan"] == "infected"
    assert kept(settings, uploader.organization) == []
    assert uploader("GET", "/usage").json["used_bytes"] == 0


def test_a_scanner_that_fails_is_asked_again_and_nobody_gets_the_file_meanwhile(uploader, client, scanner, queued):  # fmt: skip
    scanner.fails = True
    file = uploader.upload(b"agenda", "a.txt", "text/plain")
    drain()
    assert got(uploader, client, file).status_code == 409
    scanner.fails = False
    with clock.frozen(clock.now() + timedelta(hours=1)):
        run_timed("files.sweep")
        drain()
    assert got(uploader, client, file).data == b"agenda"


def test_images_need_no_scanner_since_we_wrote_them(uploader, scanner, queued):
    file = uploader.upload(picture("PNG"), visibility="public")
    drain()
    assert file["scan"] == "none"
    assert scanner.seen == []
    with transaction(uploader.ctx) as tx:
        assert files.find_public_image(tx, UUID(file["id"])) is not None


def test_what_the_platform_makes_itself_needs_none(app, scanner):
    ctx = system_in(member_context().organization_id, "tests.files")
    file = files.store(ctx, files.Upload(name="a.txt", data=b"invoice"))
    assert file.scan is files.ScanState.NONE


def test_taking_the_scanner_away_lets_go_of_what_waits(
    uploader, client, scanner, configure, queued
):
    file = uploader.upload(b"agenda", "a.txt", "text/plain")
    configure(scanner_url="")
    drain()
    assert got(uploader, client, file).status_code == 200


@pytest.mark.parametrize("url", ["clamd://127.0.0.1:9", "clamd:///no/such/socket", "http://x"])
def test_a_scanner_that_is_not_there_gives_no_verdict(url):
    with pytest.raises(internal_services.ScannerUnavailable):
        internal_services.scan(url, [b"x"])
