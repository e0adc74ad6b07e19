"""The local store, held to the SDK's storage protocols."""

import io

import pytest

from turnout.modules.files.stores import LocalStore
from turnout_sdk.errors import Declined
from turnout_sdk.storage import Deletes, Gets, Puts


@pytest.fixture
def store(tmp_path):
    return LocalStore(tmp_path / "files")


def put(store, key, data):
    return store.put(key, io.BytesIO(data), media_type="text/plain")


def test_it_speaks_the_protocols(store):
    assert isinstance(store, Puts)
    assert isinstance(store, Gets)
    assert isinstance(store, Deletes)


def test_what_is_put_is_got(store):
    data = bytes(range(256)) * 1000
    stored = put(store, "a/b", data)
    assert (stored.size_bytes, len(stored.sha256)) == (256_000, 64)
    assert b"".join(store.get("a/b")) == data


def test_putting_again_replaces(store):
    put(store, "a/b", b"one")
    put(store, "a/b", b"two")
    assert b"".join(store.get("a/b")) == b"two"


def test_what_is_not_there_is_declined_before_the_first_piece(store):
    with pytest.raises(Declined) as refused:
        store.get("a/none")
    assert refused.value.code == "not-found"


def test_deleting_twice_is_no_failure(store):
    put(store, "a/b", b"one")
    store.delete("a/b")
    store.delete("a/b")
    with pytest.raises(Declined):
        store.get("a/b")


@pytest.mark.parametrize(
    "key", ["../x", "/etc/passwd", "a/../b", "a//b", "", "a b", "a/\x00", "a/.", "A"]
)
def test_a_key_that_is_no_key_of_ours_is_refused(store, key):
    for attempt in (
        lambda: put(store, key, b"x"),
        lambda: store.get(key),
        lambda: store.delete(key),
    ):
        with pytest.raises(ValueError, match="storage key"):
            attempt()


def test_a_content_that_breaks_off_leaves_nothing(store, tmp_path):
    class Broken(io.RawIOBase):
        sent = False

        def read(self, _size=-1):
            if self.sent:
                raise ConnectionError
            self.sent = True
            return b"half"

    with pytest.raises(ConnectionError):
        store.put("a/b", Broken(), media_type="text/plain")
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_a_reader_that_stops_early_can_close(store):
    put(store, "a/b", b"x" * 200_000)
    pieces = store.get("a/b")
    assert next(pieces)
    pieces.close()
    assert list(pieces) == []
