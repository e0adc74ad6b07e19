"""What the adapter promises beyond the kit: pinned uploads, forced downloads, and its settings."""

import io
import time
from datetime import UTC, datetime

import httpx
import pytest
from turnout_aws_fake.server import REAL

from turnout_aws import storage
from turnout_sdk.adapter import Services
from turnout_sdk.errors import Declined, Misconfigured, Unavailable, Unclear
from turnout_sdk.testing.local_http import local_client


@pytest.fixture
def http():
    with local_client(timeout=10) as client:
        yield client


@pytest.fixture
def account(request):
    return f"test-{abs(hash(request.node.name)) % 10**9}-{time.time_ns()}"


@pytest.fixture
def open_store(server, http, account):
    def opened(**changes):
        values = dict(server.settings(server.base_url, account)) | changes
        services = Services(http=http, now=lambda: datetime.now(UTC), sleep=lambda _: None)
        return storage.open(values, services)

    return opened


@pytest.fixture
def store(open_store):
    return open_store()


def put(store, key, content=b"content", media_type="text/plain"):
    return store.put(key, io.BytesIO(content), media_type=media_type)


def send(http, link, content, **changed):
    fields = dict(link.fields) | changed
    return http.post(link.url, data=fields, files={"file": ("file", content)})


@pytest.fixture
def form(store):
    return store.presign_upload(
        "in/one", media_type="image/png", maximum_bytes=10, expires_in_seconds=60
    )


def test_an_upload_of_the_agreed_type_and_size_is_taken(store, http, form):
    assert send(http, form, b"0123456789").is_success
    assert b"".join(store.get("in/one")) == b"0123456789"


@pytest.mark.parametrize(
    ("content", "changed"),
    [
        (b"0123456789x", {}),
        (b"", {}),
        (b"ok", {"Content-Type": "text/html"}),
        (b"ok", {"key": "somewhere/else"}),
        (b"ok", {"acl": "public-read"}),
        (b"ok", {"success_action_redirect": "https://evil.example/"}),
        (b"ok", {"policy": "bm8gcG9saWN5"}),
    ],
)
def test_an_upload_that_was_not_agreed_is_refused_by_the_store(store, http, form, content, changed):
    assert send(http, form, content, **changed).status_code in (400, 403)
    with pytest.raises(Declined, match="not-found"):
        store.get("in/one")


def test_a_download_is_saved_and_never_opened(store, http):
    put(store, "page", b"<script>x()</script>", "text/html")
    link = store.presign_download("page", filename='Übersicht "1".html', expires_in_seconds=60)
    answer = http.get(link.url)
    assert answer.content == b"<script>x()</script>"
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["Content-Disposition"].startswith(
        'attachment; filename="bersicht 1.html"'
    )
    assert answer.headers["Cache-Control"] == "private, no-store"


def test_what_is_stored_is_not_open_to_strangers_by_the_link_of_another_file(store, http):
    put(store, "mine", b"mine")
    put(store, "other", b"other")
    link = store.presign_download("mine", filename="a", expires_in_seconds=60)
    stolen = http.get(link.url.replace("/mine", "/other"))
    if REAL:  # moto checks no signatures
        assert stolen.status_code == 403
    assert http.get(link.url).content == b"mine"


def test_a_folder_keeps_installations_apart_in_one_bucket(open_store):
    first, second = open_store(prefix="first"), open_store(prefix="second")
    put(first, "same", b"first")
    put(second, "same", b"second")
    assert b"".join(first.get("same")) == b"first"
    second.delete("same")
    assert b"".join(first.get("same")) == b"first"


@pytest.mark.parametrize("key", ["../up", "a/../b", "/abs", "a//b", "", ".", "a\x00b", "k" * 1100])
def test_a_key_that_leads_elsewhere_is_declined_before_anything_is_sent(store, key):
    for attempt in (lambda: put(store, key), lambda: store.get(key), lambda: store.delete(key)):
        with pytest.raises(Declined, match="key"):
            attempt()


def test_a_bucket_that_is_not_there_is_a_wrong_configuration(open_store):
    store = open_store(bucket="no-such-bucket")
    with pytest.raises(Misconfigured, match="NoSuchBucket"):
        put(store, "a")
    assert not store.health().is_healthy


def test_a_large_content_comes_back_in_pieces(store):
    content = bytes(range(256)) * 4_096
    put(store, "large", content)
    pieces = store.get("large")
    assert next(pieces)
    pieces.close()
    assert b"".join(store.get("large")) == content


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"bucket": "UPPER"}, "bucket"),
        ({"bucket": "a/b"}, "bucket"),
        ({"prefix": "../x"}, "prefix"),
        ({"endpoint_url": "ftp://x"}, "endpoint_url"),
        ({"endpoint_url": "https://user@x"}, "endpoint_url"),
        ({"kms_key_id": "k"}, "a KMS key goes with"),
    ],
)
def test_settings_that_cannot_work_are_named(open_store, changes, field):
    with pytest.raises(Misconfigured, match=field):
        open_store(**changes)


def empty(status, **headers):
    return httpx.Response(status, headers=headers, stream=httpx.ByteStream(b""))


def carried(handler, **changes):
    """A store over a transport that answers by itself, for what no server does on demand."""
    values = {"bucket": "turnout", "access_key_id": "id", "secret_access_key": "x"} | changes
    http = httpx.Client(transport=httpx.MockTransport(handler))
    services = Services(http=http, now=lambda: datetime.now(UTC), sleep=lambda _: None)
    return storage.open(values, services)


def test_a_failure_that_passes_is_repeated_and_one_that_stays_is_reported():
    answers = [503, 500, 200]
    store = carried(lambda _: empty(answers.pop(0), ETag='"x"'))
    assert put(store, "a").size_bytes == 7
    for status, error in ((503, Unavailable), (500, Unclear)):
        asked = []
        with pytest.raises(error):
            put(carried(lambda request: asked.append(1) or empty(status)), "a")  # noqa: B023
        assert len(asked) == 3


def test_a_read_that_breaks_off_is_no_shorter_file():
    def half(_):
        headers = {"ETag": '"x"', "Content-Length": "10"}
        return httpx.Response(200, headers=headers, stream=httpx.ByteStream(b"half"))

    with pytest.raises(Unavailable, match="broke off"):
        list(carried(half).get("a"))


@pytest.mark.parametrize(
    ("changes", "host", "path"),
    [
        ({}, "turnout.s3.us-east-1.amazonaws.com", "/a"),
        ({"addressing": "path"}, "s3.us-east-1.amazonaws.com", "/turnout/a"),
        ({"region": "eu-central-1"}, "turnout.s3.eu-central-1.amazonaws.com", "/a"),
        ({"region": "cn-north-1"}, "turnout.s3.cn-north-1.amazonaws.com.cn", "/a"),
        ({"endpoint_url": "https://minio.example", "addressing": "virtual"}, "turnout.minio.example", "/a"),
    ],
)  # fmt: skip
def test_the_address_says_the_bucket_in_the_host_or_in_the_path(changes, host, path):
    asked = []
    store = carried(lambda request: asked.append(request) or empty(204), **changes)
    store.delete("a")
    assert (asked[0].url.host, asked[0].url.path) == (host, path)


def test_encryption_is_asked_for_in_every_way_of_writing():
    asked = []
    answer = empty(200, ETag='"x"')
    changes = {"encryption": "aws:kms", "kms_key_id": "key-1"}
    store = carried(lambda request: asked.append(request) or answer, **changes)
    put(store, "a")
    assert asked[0].headers["x-amz-server-side-encryption"] == "aws:kms"
    assert asked[0].headers["x-amz-server-side-encryption-aws-kms-key-id"] == "key-1"
    fields = store.presign_upload(
        "a", media_type="text/plain", maximum_bytes=1, expires_in_seconds=60
    ).fields
    assert fields["x-amz-server-side-encryption"] == "aws:kms"


def test_nothing_is_read_from_the_machine(monkeypatch):
    for name, value in {
        "AWS_PROFILE": "nobody",
        "AWS_ACCESS_KEY_ID": "machine",
        "AWS_ENDPOINT_URL_S3": "https://elsewhere.example",
        "AWS_REGION": "eu-west-9",
    }.items():
        monkeypatch.setenv(name, value)
    asked = []
    carried(lambda request: asked.append(request) or empty(204)).delete("a")
    assert asked[0].url.host == "turnout.s3.us-east-1.amazonaws.com"
    assert "Credential=id/" in asked[0].headers["Authorization"]
