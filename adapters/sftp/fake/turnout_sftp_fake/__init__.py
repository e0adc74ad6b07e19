"""A real SFTP server on this machine, of the library that the adapter uses, for tests.

Source of truth: the library implements draft-ietf-secsh-filexfer and OpenSSH's extensions. Its
accounts see folders of their own; `Server` misbehaves on order.
"""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import asyncssh

from turnout_sdk.testing import ProviderServer


@dataclass
class Server:
    """Where it listens, which key it shows, and what goes wrong next."""

    folder: Path
    key: asyncssh.SSHKey = field(
        default_factory=lambda: asyncssh.generate_private_key("ssh-ed25519")
    )
    port: int = 0
    loses_answers: bool = False
    """Renames, and hangs up before it says so."""
    knows_rename: bool = True
    """Whether it can replace a file in one step."""
    refuses: bool = False
    """Nobody may write."""

    @property
    def fingerprint(self) -> str:
        shown: str = self.key.get_fingerprint("sha256")
        return shown

    def settings(self, account: str) -> dict[str, object]:
        return {
            "host": "127.0.0.1",
            "port": self.port,
            "host_key": self.fingerprint,
            "username": account,
            "password": f"hush-{account}",
            "folder": "exports/turnout",
        }

    def listed(self, account: str) -> list[str]:
        """The files of an account, hidden ones among them."""
        root = self.folder / account
        return sorted(str(each.relative_to(root)) for each in root.rglob("*") if each.is_file())


class _Accounts(asyncssh.SSHServer):
    def begin_auth(self, username: str) -> bool:
        return bool(username)

    def password_auth_supported(self) -> bool:
        return True

    def validate_password(self, username: str, password: str) -> bool:
        return password == f"hush-{username}"


def _files_of(server: Server) -> Any:
    class Files(asyncssh.SFTPServer):
        def __init__(self, chan: Any) -> None:
            root = server.folder / str(chan.get_extra_info("username"))
            root.mkdir(exist_ok=True)
            super().__init__(chan, chroot=str(root).encode())

        def open(self, path: bytes, pflags: int, attrs: asyncssh.SFTPAttrs) -> Any:
            if server.refuses and pflags & asyncssh.FXF_WRITE:
                raise asyncssh.SFTPPermissionDenied("not yours")
            return super().open(path, pflags, attrs)

        def posix_rename(self, oldpath: bytes, newpath: bytes) -> Any:
            if not server.knows_rename:
                raise asyncssh.SFTPOpUnsupported("no such thing")
            super().posix_rename(oldpath, newpath)
            if server.loses_answers:
                self.channel.get_connection().abort()

    return Files


@contextmanager
def serving(folder: Path) -> Iterator[Server]:
    """Serve in a thread of its own until the end of the block."""
    server, loop, ready = Server(folder), asyncio.new_event_loop(), threading.Event()

    async def listen() -> Any:
        return await asyncssh.listen(
            "127.0.0.1",
            0,
            server_factory=_Accounts,
            server_host_keys=[server.key],
            sftp_factory=_files_of(server),
        )

    def run() -> None:
        asyncio.set_event_loop(loop)
        acceptor = loop.run_until_complete(listen())
        server.port = acceptor.get_port()
        ready.set()
        loop.run_forever()
        acceptor.close()
        loop.run_until_complete(acceptor.wait_closed())
        loop.close()

    thread = threading.Thread(target=run, name="sftp", daemon=True)
    thread.start()
    ready.wait(10)
    try:
        yield server
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)


@contextmanager
def start_provider(folder: Path) -> Iterator[ProviderServer]:
    with serving(folder) as server:
        yield ProviderServer(
            settings=lambda _, account: server.settings(account), controls=lambda _, __: server
        )
