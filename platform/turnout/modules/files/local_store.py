"""Files in a folder of this machine: the store that needs nothing installed."""

import hashlib
import os
import re
from collections.abc import Iterator
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import BinaryIO

from turnout_sdk.errors import Declined
from turnout_sdk.storage import StoredObject

PIECE_BYTES = 64 * 1024
_KEY = re.compile(r"[a-z0-9-]+(?:/[a-z0-9-]+)*(?:\.[a-z0-9]+)?")


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
        if not _KEY.fullmatch(key):
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
