"""What the adapter promises beyond the kit: the server's key, lost answers, and how it renames."""

import io
from datetime import UTC, datetime

import asyncssh
import pytest
from turnout_sftp_fake import serving

from turnout_sdk.adapter import Services
from turnout_sdk.errors import Misconfigured, Unavailable, Unclear
from turnout_sftp import adapter

NAME = "exports/turnout/a.csv"


@pytest.fixture
def server(tmp_path):
    with serving(tmp_path) as running:
        yield running


@pytest.fixture
def open_store(server):
    def opened(**changes):
        services = Services(http=None, now=lambda: datetime.now(UTC))
        return adapter.open(server.settings("books") | changes, services)

    return opened


def put(store, content=b"content"):
    return store.put("a.csv", io.BytesIO(content), media_type="text/csv")


def test_nothing_is_told_to_a_server_that_shows_another_key(server, open_store):
    other = asyncssh.generate_private_key("ssh-ed25519").get_fingerprint("sha256")
    for confirmed, says in ((other, "not the one that was confirmed"), (None, "enter it")):
        store = open_store(host_key=confirmed)
        with pytest.raises(Misconfigured, match=says):
            put(store)
        health = store.health()
        assert (health.is_healthy, server.fingerprint in health.detail) == (False, True)
    assert list(server.folder.iterdir()) == []


def test_an_account_is_proved_by_its_password_and_may_not_write_everywhere(server, open_store):
    with pytest.raises(Misconfigured, match="refused the account"):
        put(open_store(password="another"))
    server.refuses = True
    with pytest.raises(Misconfigured, match="may not write"):
        put(open_store())
    assert open_store().health().is_healthy is False


@pytest.mark.parametrize("knows_rename", [True, False])
def test_a_file_is_replaced_and_nothing_else_is_left(server, open_store, knows_rename):
    server.knows_rename = knows_rename
    for content in (b"first", b"second"):
        put(open_store(), content)
    assert server.listed("books") == [NAME]
    assert b"".join(open_store().get("a.csv")) == b"second"


def test_a_lost_answer_is_unclear_and_a_silent_server_unavailable(server, open_store):
    server.loses_answers = True
    with pytest.raises(Unclear):
        put(open_store())
    assert server.listed("books") == [NAME]
    with pytest.raises(Unavailable, match="no SFTP server could be reached"):
        put(open_store(port=1))


def test_a_key_is_read_when_it_is_entered(open_store):
    key = asyncssh.generate_private_key("ssh-ed25519")
    sealed = key.export_private_key("pkcs8-pem", passphrase="a phrase").decode()
    for changes in (
        {"password": None},
        {"private_key": "no key"},
        {"private_key": sealed, "passphrase": "another"},
        {"host_key": "SHA256:short"},
        {"folder": "../up"},
    ):
        with pytest.raises(Misconfigured):
            open_store(**changes)
    assert open_store(private_key=sealed, passphrase="a phrase")
