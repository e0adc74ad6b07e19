"""The stores that hold contents: the folder of this machine, or an installed adapter's."""

import hashlib
import io
import json
import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any, BinaryIO, Final, TypeVar

from turnout.kernel import clock, runtime
from turnout.kernel.adapters import Calls
from turnout.kernel.outbound.circuit_breaker import Breaker
from turnout.kernel.outbound.internal_services import internal_client
from turnout.modules.files.errors import FileNotFound, StoreUnavailable
from turnout_sdk.adapter import Services
from turnout_sdk.errors import AdapterError, Declined
from turnout_sdk.storage import Capabilities, Presigned, StoredObject
from turnout_sdk.time_limits import STORAGE_SECONDS

PIECE_BYTES = 64 * 1024
_SAFE_KEY = re.compile(r"[a-z0-9-]+(?:/[a-z0-9-]+)*(?:\.[a-z0-9]+)?")


class LocalStore:
    """Speaks the SDK's storage protocols. A file appears whole or not at all."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def put(self, key: str, content: BinaryIO, *, media_type: str) -> StoredObject:
        path = self._path(key)
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        digest, size = hashlib.sha256(), 0
        with NamedTemporaryFile(dir=path.parent, prefix=".new-", delete=False) as new:
            try:
                while piece := content.read(PIECE_BYTES):
                    digest.update(piece)
                    size += new.write(piece)
                new.flush()
                os.fsync(new.fileno())
                Path(new.name).replace(path)
            except BaseException:
                Path(new.name).unlink(missing_ok=True)
                raise
        return StoredObject(
            key=key, size_bytes=size, media_type=media_type, sha256=digest.hexdigest()
        )

    def get(self, key: str) -> Iterator[bytes]:
        try:
            file = self._path(key).open("rb")
        except FileNotFoundError as missing:
            raise Declined("not-found", "There is no such file.") from missing
        return _Pieces(file)

    def delete(self, key: str) -> None:
        self._path(key).unlink(missing_ok=True)

    def _path(self, key: str) -> Path:
        """Keys are made by the platform; one that is not of that shape is a bug or an attack."""
        if not _SAFE_KEY.fullmatch(key):
            raise ValueError(f"not a storage key: {key[:80]!r}")
        return self._folder / key


class _Pieces(Iterator[bytes]):
    """A file's content; whoever stops early calls `close`, as servers do with an answer."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def __next__(self) -> bytes:
        if self._file.closed:
            raise StopIteration
        piece = self._file.read(PIECE_BYTES)
        if not piece:
            self.close()
            raise StopIteration
        return piece

    def close(self) -> None:
        self._file.close()


T = TypeVar("T")
FOLDER: Final = "folder"
IN_ALL: Final = 16
_NO_CAPABILITIES: Final = Capabilities()


@dataclass(frozen=True, slots=True)
class Store:
    """One store by its name, called outside of transactions; its failures become our refusals."""

    name: str
    port: Any
    capabilities: Capabilities
    calls: Calls | None = None

    def put(self, key: str, data: bytes, *, media_type: str) -> StoredObject:
        stored: StoredObject = self._call(
            lambda: self.port.put(key, io.BytesIO(data), media_type=media_type)
        )
        return stored

    def get(self, key: str) -> Iterator[bytes]:
        """FileNotFound, before the first piece, for what is not there."""
        pieces: Iterator[bytes] = self._call(lambda: self.port.get(key))
        return pieces

    def read(self, key: str, *, most: int) -> bytes:
        """A whole content, or its first `most` + 1 bytes when it is longer."""
        pieces, data = self.get(key), bytearray()
        try:
            for piece in pieces:
                data += piece
                if len(data) > most:
                    break
        except AdapterError as error:
            raise StoreUnavailable from error
        finally:
            getattr(pieces, "close", lambda: None)()
        return bytes(data[: most + 1])

    def delete(self, key: str) -> None:
        self._call(lambda: self.port.delete(key))

    @property
    def takes_uploads(self) -> bool:
        """Whether browsers send to it directly."""
        return self.capabilities.presigned_upload and runtime.current().settings.storage_direct

    @property
    def gives_downloads(self) -> bool:
        return self.capabilities.presigned_download and runtime.current().settings.storage_direct

    def upload_form(self, key: str, *, media_type: str, most: int, seconds: int) -> Presigned:
        form: Presigned = self._call(
            lambda: self.port.presign_upload(
                key, media_type=media_type, maximum_bytes=most, expires_in_seconds=seconds
            )
        )
        return form

    def download_link(self, key: str, *, filename: str, seconds: int) -> str:
        link: Presigned = self._call(
            lambda: self.port.presign_download(key, filename=filename, expires_in_seconds=seconds)
        )
        return link.url

    def _call(self, function: Callable[[], T]) -> T:
        try:
            if self.calls is None:
                return function()
            return self.calls.call(
                self.name, f"storage-{self.name}", function, timeout_seconds=STORAGE_SECONDS
            )
        except Declined as refused:
            if refused.code == "not-found":
                raise FileNotFound from refused
            raise StoreUnavailable from refused
        except AdapterError as error:
            raise StoreUnavailable from error


_opened: dict[tuple[str, str], Store] = {}


def for_new_files() -> Store:
    """Where new contents go, as the settings say."""
    return named(runtime.current().settings.storage or FOLDER)


def named(name: str) -> Store:
    """The store that a row names; StoreUnavailable when its adapter or settings are gone.

    What was kept in the folder stays there when the settings choose another store.
    """
    current = runtime.current()
    if name == FOLDER:
        return Store(FOLDER, LocalStore(current.settings.files_dir), _NO_CAPABILITIES)
    values = current.settings.storage_settings.get_secret_value()
    found = _opened.get((name, values))
    if found is None:
        found = _opened.setdefault((name, values), _open(name, values))
    return found


def _open(name: str, values: str) -> Store:
    current = runtime.current()
    services = Services(
        http=internal_client(current.settings.ca_file),
        now=clock.now,
        public_url=current.settings.public_url,
    )
    try:
        adapter = current.adapters.get("storage", name)
        port = adapter.open(json.loads(values), services)
    except (AdapterError, ValueError) as error:
        raise StoreUnavailable from error
    # Several at once, unlike calls of an organization's connection: this one serves all of them.
    calls = Calls(Breaker(current.redis), per_connection=IN_ALL, per_process=IN_ALL)
    return Store(name, port, adapter.capabilities, calls)
