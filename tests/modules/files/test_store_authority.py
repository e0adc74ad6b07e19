"""A store in the operator's own network, whose certificate an authority of theirs has signed."""

import json
from collections.abc import Iterator

import pytest
from pydantic import SecretStr
from tests.factories.log_server import make_certificate
from tests.factories.served import served
from turnout_aws_fake.server import start_provider

from turnout.kernel.outbound import transport
from turnout.modules.files import stores
from turnout.modules.files.errors import StoreUnavailable


@pytest.fixture
def url(tmp_path) -> Iterator[str]:
    """A store that keeps what it is sent, over TLS."""
    make_certificate(tmp_path)
    pair = (str(tmp_path / "cert.pem"), str(tmp_path / "key.pem"))
    kept: dict[str, bytes] = {}

    def shelf(environ, start):
        path = environ["PATH_INFO"]
        if environ["REQUEST_METHOD"] == "PUT":
            kept[path] = environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"]))
        there = kept.get(path, b"") if environ["REQUEST_METHOD"] in ("GET", "HEAD") else b""
        start("200 OK", [("Content-Length", str(len(there))), ("ETag", '"1"')])
        return [there]

    with served(shelf, pair=pair) as address:
        yield address
        transport.close_lent()


@pytest.fixture
def values(url, tmp_path_factory):
    with start_provider(tmp_path_factory.mktemp("s3")) as fake:
        return SecretStr(json.dumps(dict(fake.settings(url, "house"))))


def test_a_store_is_trusted_by_the_operators_own_authority(configure, tmp_path, values):
    configure(storage="s3", storage_settings=values, ca_file=tmp_path / "cert.pem")
    store = stores.for_new_files()
    store.put("agenda", b"Nine o'clock: doors", media_type="text/plain")
    assert store.read("agenda", most=100) == b"Nine o'clock: doors"


def test_without_it_nothing_is_sent_there(configure, values):
    configure(storage="s3", storage_settings=values)
    with pytest.raises(StoreUnavailable):
        stores.for_new_files().put("agenda", b"Nine o'clock: doors", media_type="text/plain")
