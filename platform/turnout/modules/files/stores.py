"""The stores that hold contents: the folder of this machine, or an installed adapter's."""

import io
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final, TypeVar

from turnout.kernel import clock, runtime
from turnout.kernel.adapters import Calls
from turnout.kernel.outbound.circuit_breaker import Breaker
from turnout.kernel.outbound.internal_http import internal_client
from turnout.modules.files.errors import FileNotFound, StoreUnavailable
from turnout.modules.files.local_store import LocalStore
from turnout_sdk.adapter import Services
from turnout_sdk.errors import AdapterError, Declined
from turnout_sdk.storage import Capabilities, Presigned, StoredObject

T = TypeVar("T")
FOLDER: Final = "folder"
CALL_SECONDS: Final = 35.0
IN_ALL: Final = 16
_NOTHING: Final = Capabilities()


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
        """FileMissing, before the first piece, for what is not there."""
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
                self.name, f"storage-{self.name}", function, timeout_seconds=CALL_SECONDS
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
        return Store(FOLDER, LocalStore(current.settings.files_dir), _NOTHING)
    values = current.settings.storage_settings.get_secret_value()
    found = _opened.get((name, values))
    if found is None:
        found = _opened.setdefault((name, values), _open(name, values))
    return found


def _open(name: str, values: str) -> Store:
    current = runtime.current()
    services = Services(
        http=internal_client(), now=clock.now, public_url=current.settings.public_url
    )
    try:
        adapter = current.adapters.get("storage", name)
        port = adapter.open(json.loads(values), services)
    except (AdapterError, ValueError) as error:
        raise StoreUnavailable from error
    # Several at once, unlike calls of an organization's connection: this one serves all of them.
    calls = Calls(Breaker(current.redis), per_connection=IN_ALL, per_process=IN_ALL)
    return Store(name, port, adapter.capabilities, calls)
