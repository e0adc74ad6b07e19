"""Put, get and delete files: written under a name that nobody reads, renamed when all is there."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import suppress
from hashlib import sha256
from io import BytesIO
from socket import socket
from typing import BinaryIO, Final, TypeVar

import asyncssh

from turnout_sdk.adapter import Health, Services
from turnout_sdk.errors import AdapterError, Declined, Misconfigured, Unavailable, Unclear
from turnout_sdk.storage import CHECK_FILE, CHECK_TEXT, StoredObject
from turnout_sftp import session
from turnout_sftp.settings import Settings

T = TypeVar("T")
TOTAL_SECONDS: Final = 30.0
CHECK_SECONDS: Final = 4.5
PIECE_BYTES: Final = 64 * 1024
LONGEST_NAME_BYTES: Final = 200
LOST: Final = (
    asyncssh.DisconnectError,
    asyncssh.SFTPConnectionLost,
    asyncssh.SFTPNoConnection,
    OSError,
    TimeoutError,
)
_MISSING: Final = (asyncssh.SFTPNoSuchFile, asyncssh.SFTPNoSuchPath)
Work = Callable[[asyncssh.SFTPClient], Awaitable[T]]


class Store:
    """One session for each call: a stale one would cost the certainty of what was done."""

    def __init__(self, settings: Settings, services: Services) -> None:
        self._settings = settings
        self._connector = services.connect

    def __repr__(self) -> str:
        return f"Store({self._settings.host})"

    def put(self, key: str, content: BinaryIO, *, media_type: str) -> StoredObject:
        """Send the whole content to a hidden name beside it, then rename it.

        Unavailable while nothing is to be seen, Unclear when the answer to the renaming is lost.
        """
        path = self._path(key)
        upload = _Upload(path, content)
        try:
            self._run(upload.carry_out)
        except _SourceBroke as broke:
            raise broke.error from None
        return StoredObject(
            key=key, size_bytes=upload.size, media_type=media_type, sha256=upload.digest.hexdigest()
        )

    def get(self, key: str) -> Iterator[bytes]:
        path = self._path(key)

        async def read(sftp: asyncssh.SFTPClient) -> bytes:
            async with sftp.open(path, "rb") as file:
                content: bytes = await file.read()
                return content

        content = self._run(read)
        return iter([content[at : at + PIECE_BYTES] for at in range(0, len(content), PIECE_BYTES)])

    def delete(self, key: str) -> None:
        path = self._path(key)

        async def remove(sftp: asyncssh.SFTPClient) -> None:
            with suppress(*_MISSING):
                await _surely(sftp.remove(path))

        self._run(remove)

    def health(self) -> Health:
        """Write a small file, the same each time: what a delivery needs, and nothing else."""
        upload = _Upload(self._path(CHECK_FILE), BytesIO(CHECK_TEXT))
        try:
            self._run(upload.carry_out, seconds=CHECK_SECONDS)
        except (Declined, Misconfigured) as error:
            said = error.message if isinstance(error, Declined) else str(error)
            return Health(is_healthy=False, detail=said)
        account = f"{self._settings.username}@{self._settings.host}"
        return Health(is_healthy=True, account=account)

    def _run(self, work: Work[T], *, seconds: float = TOTAL_SECONDS) -> T:
        """Carry out work in a session of its own; only the SDK's errors come out."""
        connection = session.connect(self._settings, self._connector)
        try:
            return asyncio.run(self._within(work, connection, seconds))
        finally:
            connection.close()

    async def _within(self, work: Work[T], connection: socket, seconds: float) -> T:
        try:
            async with asyncio.timeout(seconds), session.opened(self._settings, connection) as sftp:
                return await work(sftp)
        except AdapterError:
            raise
        except _MISSING:
            raise Declined("not-found", "There is no such file.") from None
        except asyncssh.SFTPPermissionDenied:
            raise Misconfigured("the account may not write in the folder") from None
        except LOST as error:
            raise session.nobody(self._settings) from error
        except asyncssh.SFTPError as error:
            raise Declined(f"sftp-{error.code}", "The server refused this operation.") from None

    def _path(self, key: str) -> str:
        parts = key.split("/")
        is_odd = any(part in ("", ".", "..") or not part.isprintable() for part in parts)
        if is_odd or any(len(part.encode()) > LONGEST_NAME_BYTES for part in parts):
            raise Declined("key", "This is no key of a file.")
        return "/".join(filter(None, (self._settings.folder, key)))


class _SourceBroke(Exception):
    """What was to be sent could not be read: no fault of the server."""

    def __init__(self, error: OSError) -> None:
        super().__init__(str(error))
        self.error = error


class _Upload:
    """One file on its way."""

    def __init__(self, path: str, content: BinaryIO) -> None:
        folder, _, name = path.rpartition("/")
        self._path, self._folder, self._content = path, folder, content
        self._hidden = f"{folder}/.{name}.part" if folder else f".{name}.part"
        self.size, self.digest = 0, sha256()

    async def carry_out(self, sftp: asyncssh.SFTPClient) -> None:
        if self._folder:
            await sftp.makedirs(self._folder, exist_ok=True)
        try:
            async with sftp.open(self._hidden, "wb") as file:
                for piece in self._pieces():
                    await file.write(piece)
                with suppress(asyncssh.SFTPOpUnsupported):
                    await file.fsync()
            _require_whole((await sftp.stat(self._hidden)).size, self.size)
        except BaseException:
            with suppress(asyncssh.Error, OSError):
                await sftp.remove(self._hidden)
            raise
        await _surely(self._rename(sftp))

    def _pieces(self) -> Iterator[bytes]:
        while piece := self._read():
            self.size += len(piece)
            self.digest.update(piece)
            yield piece

    def _read(self) -> bytes:
        try:
            return self._content.read(PIECE_BYTES)
        except OSError as error:
            raise _SourceBroke(error) from error

    async def _rename(self, sftp: asyncssh.SFTPClient) -> None:
        """Replace what is there in one step; servers that cannot do so have it removed before."""
        try:
            await sftp.posix_rename(self._hidden, self._path)
        except asyncssh.SFTPOpUnsupported:
            with suppress(*_MISSING):
                await sftp.remove(self._path)
            await sftp.rename(self._hidden, self._path)


def _require_whole(there: int | None, size: int) -> None:
    if there != size:
        raise Unavailable("the server kept another number of bytes")


async def _surely(change: Awaitable[None]) -> None:
    """Wait for a change that may have happened when its answer is lost: Unclear."""
    try:
        await change
    except (*LOST, asyncio.CancelledError) as error:
        raise Unclear("the server’s answer was lost") from error
