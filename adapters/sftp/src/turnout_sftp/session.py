"""A session with the server: connected by Turnout, its key compared before anything is told to it.

The library reads no file of the machine: no configuration, no known hosts, no keys, no agent.
"""

import hmac
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

import asyncssh

from turnout_sdk.adapter import Connector
from turnout_sdk.errors import Misconfigured, Unavailable
from turnout_sftp.settings import Settings

CONNECT_SECONDS: Final = 4.0
TRUSTED: Final[tuple[list[str], list[str], list[str]]] = ([], [], [])
"""No key is known before: each is judged by its fingerprint."""


class _Judge(asyncssh.SSHClient):
    """Compares the server's key with the one that was confirmed."""

    def __init__(self, confirmed: str | None) -> None:
        self._confirmed = confirmed
        self.shown = ""

    def validate_host_public_key(
        self, host: str, addr: str, port: int, key: asyncssh.SSHKey
    ) -> bool:
        del host, addr, port
        self.shown = key.get_fingerprint("sha256")
        return self._confirmed is not None and hmac.compare_digest(self.shown, self._confirmed)


@asynccontextmanager
async def opened(
    settings: Settings, connection: socket.socket
) -> AsyncIterator[asyncssh.SFTPClient]:
    """Sign in over a connection. Misconfigured for another key, or an account that is refused.

    Unavailable, in the same words, for whatever answers as no SFTP server: a test of settings is
    no scanner of networks.
    """
    judge = _Judge(settings.host_key)
    password, key = settings.password, settings.key()
    try:
        server = await asyncssh.connect(
            settings.host,
            settings.port,
            sock=connection,
            config=None,
            client_factory=lambda: judge,
            known_hosts=TRUSTED,
            username=settings.username,
            password=password.get_secret_value() if password else None,
            client_keys=[key] if key else None,
            agent_path=None,
            gss_host=None,
            x509_trusted_certs=None,
            compression_algs=None,
        )
        sftp = await server.start_sftp_client()
    except asyncssh.HostKeyNotVerifiable:
        raise Misconfigured(_says(settings, judge.shown)) from None
    except asyncssh.PermissionDenied:
        where = f"{settings.host}:{settings.port}"
        raise Misconfigured(f"{where}: the server refused the account") from None
    except (asyncssh.Error, OSError) as error:
        raise nobody(settings) from error
    try:
        yield sftp
    finally:
        sftp.exit()
        server.abort()


def connect(settings: Settings, connector: Connector) -> socket.socket:
    """Connect, with what Turnout checks of an address; Unavailable."""
    try:
        connection = connector(settings.host, settings.port, CONNECT_SECONDS)
    except (OSError, UnicodeError) as error:
        raise nobody(settings) from error
    connection.setblocking(False)
    return connection


def nobody(settings: Settings) -> Unavailable:
    return Unavailable(f"{settings.host}:{settings.port}: no SFTP server could be reached")


def _says(settings: Settings, shown: str) -> str:
    if settings.host_key is not None:
        return f"The server shows the key {shown}, and not the one that was confirmed."
    return f"The server shows the key {shown}. Compare it with its operator's word, and enter it."
