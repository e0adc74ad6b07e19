"""Storing files: whole or not at all, private, under the keys we chose."""

import io
from collections.abc import Callable
from typing import Any, BinaryIO, cast

import httpx
import pytest

from turnout_sdk.errors import Declined
from turnout_sdk.storage import Presigned
from turnout_sdk.testing.harness import AdapterHarness
from turnout_sdk.testing.suites.suite import Suite, rule

_CONTENT = bytes(range(256)) * 1024


class Storing(Suite):
    """Capabilities: put, get, delete, presign."""

    @rule("all-of-a-file-or-nothing")
    @pytest.mark.parametrize("key", ["a.bin", "kit/a b/ü.bin", "kit/deep/er/a.bin"])
    def test_what_was_put_comes_back_byte_by_byte(self, harness: AdapterHarness, key: str) -> None:
        port, key = harness.open(), f"{harness.account}/{key}"
        stored = port.put(key, io.BytesIO(_CONTENT), media_type="application/octet-stream")
        assert (stored.key, stored.size_bytes) == (key, len(_CONTENT))
        assert b"".join(port.get(key)) == _CONTENT

    @rule("all-of-a-file-or-nothing")
    def test_putting_again_replaces_and_an_empty_file_is_a_file(
        self, harness: AdapterHarness
    ) -> None:
        port, key = harness.open(), f"{harness.account}/a.bin"
        for content in (_CONTENT, b""):
            port.put(key, io.BytesIO(content), media_type="application/octet-stream")
        assert b"".join(port.get(key)) == b""

    @rule("all-of-a-file-or-nothing")
    def test_a_file_that_breaks_off_is_not_stored(self, harness: AdapterHarness) -> None:
        port, key = harness.open(), f"{harness.account}/half.bin"
        with pytest.raises(OSError, match="broke off"):
            port.port.put(key, cast("BinaryIO", _Broken()), media_type="text/plain")
        _missing(lambda: list(port.get(key)))

    @rule("all-of-a-file-or-nothing")
    def test_deleting_forgets_and_may_be_repeated(self, harness: AdapterHarness) -> None:
        port, key = harness.open(), f"{harness.account}/a.bin"
        port.put(key, io.BytesIO(b"x"), media_type="text/plain")
        port.delete(key)
        port.delete(key)
        _missing(lambda: list(port.get(key)))

    @rule("all-of-a-file-or-nothing")
    def test_a_key_never_leaves_its_folder(self, harness: AdapterHarness) -> None:
        with pytest.raises(Declined):
            harness.open().put("../outside.txt", io.BytesIO(b"x"), media_type="text/plain")

    @rule("links-expire", needs=("presigned_download",))
    def test_a_link_to_read_says_where_and_how(self, harness: AdapterHarness) -> None:
        port, key = harness.open(), f"{harness.account}/a.bin"
        port.put(key, io.BytesIO(b"x"), media_type="text/plain")
        link = port.presign_download(key, filename="ticket.pdf", expires_in_seconds=60)
        assert link.method == "GET"
        assert harness.http.get(link.url, headers=dict(link.headers)).content == b"x"

    @rule("links-expire", needs=("presigned_upload",))
    def test_a_link_to_write_takes_one_file(self, harness: AdapterHarness) -> None:
        port, key = harness.open(), f"{harness.account}/up.bin"
        link = port.presign_upload(
            key, media_type="text/plain", maximum_bytes=10, expires_in_seconds=60
        )
        assert _send(harness, link, b"up").is_success
        assert b"".join(port.get(key)) == b"up"

    @rule("links-expire", needs=("presigned_upload",))
    def test_a_link_to_write_takes_no_more_than_was_agreed(self, harness: AdapterHarness) -> None:
        port, key = harness.open(), f"{harness.account}/up.bin"
        link = port.presign_upload(
            key, media_type="text/plain", maximum_bytes=10, expires_in_seconds=60
        )
        assert not _send(harness, link, b"more than ten bytes").is_success
        _missing(lambda: list(port.get(key)))


def _send(harness: AdapterHarness, link: Presigned, content: bytes) -> httpx.Response:
    """Send a file as a browser would: as a form when the link says so."""
    if not link.fields:
        return harness.http.request(
            link.method, link.url, headers=dict(link.headers), content=content
        )
    return harness.http.request(
        link.method,
        link.url,
        headers=dict(link.headers),
        data=dict(link.fields),
        files={"file": ("file", content, link.fields.get("Content-Type"))},
    )


class _Broken(io.RawIOBase):
    def read(self, size: int = -1) -> bytes:
        del size
        raise OSError("the upload broke off")

    def readable(self) -> bool:
        return True


def _missing(call: Callable[[], Any]) -> None:
    with pytest.raises(Declined) as raised:
        call()
    assert raised.value.code == "not-found"
