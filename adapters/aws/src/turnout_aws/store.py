"""The one file that talks to the store: put, get, delete, and requests signed for browsers."""

import hashlib
import random
import string
import time
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO, Final, TypeVar
from urllib.parse import quote

from botocore.exceptions import BotoCoreError, ClientError

from turnout_aws.client import make_client
from turnout_aws.http_transport import Body, checking
from turnout_aws.settings import S3Settings
from turnout_sdk.adapter import Health, Services
from turnout_sdk.errors import AdapterError, Declined, Misconfigured, Unavailable, Unclear
from turnout_sdk.storage import Presigned, StoredObject

T = TypeVar("T")
ATTEMPTS: Final = 3
PAUSE_SECONDS: Final = 0.2
TOTAL_SECONDS: Final = 30.0
LONGEST_KEY_BYTES: Final = 1_024
MISSING: Final = frozenset({"NoSuchKey", "404", "NotFound"})
_CODES = (
    "403 AccessDenied AuthorizationHeaderMalformed ExpiredToken InvalidAccessKeyId InvalidToken "
    "NoSuchBucket PermanentRedirect SignatureDoesNotMatch"
)
WRONG_SETTINGS: Final = frozenset(_CODES.split())
_PLAIN: Final = frozenset(f"{string.ascii_letters}{string.digits}._- ")
_jitter = random.SystemRandom()


class Store:
    """One bucket. Every operation may be repeated without harm, so failures that pass are."""

    def __init__(self, settings: S3Settings, services: Services) -> None:
        self._settings = settings
        self._sleep = services.sleep
        self._client = make_client(settings, services.http)

    def __repr__(self) -> str:
        return f"Store({self._settings.bucket})"

    def put(self, key: str, content: BinaryIO, *, media_type: str) -> StoredObject:
        """Send the whole content in one signed request: the store checks its SHA-256."""
        data = content.read()
        digest = hashlib.sha256(data).hexdigest()
        name = self._key(key)

        wanted = {"Bucket": self._settings.bucket, "Key": name, "ContentType": media_type}
        self._call(lambda: self._put_once(data, wanted))
        return StoredObject(key=key, size_bytes=len(data), media_type=media_type, sha256=digest)

    def get(self, key: str) -> Iterator[bytes]:
        wanted = {"Bucket": self._settings.bucket, "Key": self._key(key)}
        answer = self._call(lambda: self._client.get_object(**wanted))
        body = answer["Body"]
        raw: Body = getattr(body, "_raw_stream", body)
        try:
            _require_store(answer, Unavailable)
        except AdapterError:
            raw.close()
            raise
        return _Pieces(raw, int(answer["ContentLength"]))

    def delete(self, key: str) -> None:
        wanted = {"Bucket": self._settings.bucket, "Key": self._key(key)}
        answer = self._call(lambda: self._client.delete_object(**wanted))
        if answer["ResponseMetadata"]["HTTPStatusCode"] != 204:  # noqa: PLR2004 - what the API promises
            raise Unclear("the store did not say that the file is deleted")

    def presign_upload(
        self, key: str, *, media_type: str, maximum_bytes: int, expires_in_seconds: int
    ) -> Presigned:
        """Sign a form that names the key, the type and the most bytes; the store enforces all."""
        pinned = {"Content-Type": media_type, **self._encryption_fields()}
        signed = self._client.generate_presigned_post(
            Bucket=self._settings.bucket,
            Key=self._key(key),
            Fields=dict(pinned),
            Conditions=[
                *({name: value} for name, value in pinned.items()),
                ["content-length-range", 1, maximum_bytes],
            ],
            ExpiresIn=expires_in_seconds,
        )
        return Presigned(method="POST", url=signed["url"], fields=signed["fields"])

    def presign_download(self, key: str, *, filename: str, expires_in_seconds: int) -> Presigned:
        """Sign a GET whose answer is saved under `filename` and typed as nothing that runs."""
        url = self._client.generate_presigned_url(
            "get_object",
            Params={
                "Bucket": self._settings.bucket,
                "Key": self._key(key),
                "ResponseContentType": "application/octet-stream",
                "ResponseContentDisposition": _attachment(filename),
                "ResponseCacheControl": "private, no-store",
            },
            ExpiresIn=expires_in_seconds,
        )
        return Presigned(method="GET", url=url)

    def health(self) -> Health:
        """Look for the bucket, once: it needs the right to list it and changes nothing."""
        try:
            with checking():
                answer = _translated(
                    lambda: self._client.list_objects_v2(Bucket=self._settings.bucket, MaxKeys=1)
                )
        except AdapterError as error:
            return Health(is_healthy=False, detail=str(error))
        is_listed = answer.get("Name") == self._settings.bucket
        said = "" if is_listed else "the address does not answer as a store"
        return Health(is_healthy=is_listed, detail=said, account=self._settings.bucket)

    def _put_once(self, data: bytes, wanted: dict[str, Any]) -> None:
        """Send a file, without repeating it; only the SDK's errors come out."""
        said = wanted | self._encryption()
        answer = _translated(lambda: self._client.put_object(Body=data, **said))
        _require_store(answer, Unclear)

    def _call(self, function: Callable[[], T]) -> T:
        deadline = time.monotonic() + TOTAL_SECONDS
        for attempt in range(1, ATTEMPTS + 1):
            try:
                return _translated(function)
            except (Unavailable, Unclear):
                pause = PAUSE_SECONDS * 2 ** (attempt - 1) * _jitter.uniform(0.5, 1.0)
                if attempt == ATTEMPTS or time.monotonic() + pause >= deadline:
                    raise
                self._sleep(pause)
        raise AssertionError("unreachable")

    def _key(self, key: str) -> str:
        parts = key.split("/")
        if any(part in ("", ".", "..") for part in parts) or "\x00" in key:
            raise Declined("key", "This is no key of a file.")
        name = "/".join(filter(None, (self._settings.prefix, key)))
        if len(name.encode("utf-8", "surrogatepass")) > LONGEST_KEY_BYTES:
            raise Declined("key", "This key is too long.")
        return name

    def _encryption(self) -> dict[str, str]:
        if self._settings.encryption == "none":
            return {}
        chosen = {"ServerSideEncryption": self._settings.encryption}
        key_id = self._settings.kms_key_id
        return chosen | ({"SSEKMSKeyId": key_id} if key_id else {})

    def _encryption_fields(self) -> dict[str, str]:
        names = {
            "ServerSideEncryption": "x-amz-server-side-encryption",
            "SSEKMSKeyId": "x-amz-server-side-encryption-aws-kms-key-id",
        }
        return {names[name]: value for name, value in self._encryption().items()}


class _Pieces(Iterator[bytes]):
    """A file's content; Unavailable when less comes than was announced."""

    def __init__(self, body: Body, size: int) -> None:
        self._body = body
        self._pieces = body.stream()
        self._left = size

    def __next__(self) -> bytes:
        piece = next(self._pieces, None)
        if piece is None:
            if self._left > 0:
                self._left = 0
                raise Unavailable("the store broke off")
            raise StopIteration
        self._left -= len(piece)
        return piece

    def close(self) -> None:
        self._left = 0
        self._pieces = iter(())
        self._body.close()


def _translated(function: Callable[[], T]) -> T:
    """Call the library; only the SDK's errors come out, and none of them quotes a header."""
    try:
        return function()
    except ClientError as error:
        code = str(error.response.get("Error", {}).get("Code", ""))[:80]
        if code in MISSING:
            raise Declined("not-found", "There is no such file.") from None
        if code in WRONG_SETTINGS:
            raise Misconfigured(f"the store refused: {code}") from None
        raise Declined(code or "refused", "The store refused this operation.") from None
    except BotoCoreError as error:
        raise Unclear(f"the store did not answer as a store: {type(error).__name__}") from None


def _require_store(answer: Any, error: type[AdapterError]) -> None:
    """Every object that is stored or read has an entity tag; a page for people has none."""
    if not answer.get("ETag"):
        raise error("the address does not answer as a store")


def _attachment(filename: str) -> str:
    plain = "".join(each for each in filename if each in _PLAIN) or "file"
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(filename, safe='')}"
