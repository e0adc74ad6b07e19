"""HTTP to servers on this machine, for fakes, tests and the kit.

Every client of httpx reads the certificates of all authorities that the machine trusts, 20 ms of a
core, even if it speaks plain HTTP only. These clients trust nobody instead: HTTPS fails by them.
"""

import ssl
from typing import Any, Final

import httpx

NO_CERTIFICATES: Final = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
"""For `verify=`."""


def local_client(**options: Any) -> httpx.Client:
    """Make a client for this machine's own addresses: no proxy of the environment, no TLS."""
    return httpx.Client(trust_env=False, verify=NO_CERTIFICATES, **options)


def local_get(url: str, *, timeout: float = 5) -> httpx.Response:
    """Ask once for a page of this machine."""
    with local_client(timeout=timeout) as http:
        return http.get(url)
