"""Requests that are signed as Amazon Web Services ask for it (Signature Version 4).

Needs the extra `turnout-sdk[aws]`; nothing else imports this module.
"""

from collections.abc import Generator
from typing import Final

import httpx
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

SIGNED: Final = ("content-type", "host")


class Signature(httpx.Auth):
    """Signs each request of a lent client by the vendor's own code."""

    requires_request_body = True

    def __init__(self, access_key_id: str, secret: str, *, service: str, region: str) -> None:
        self._signer = SigV4Auth(Credentials(access_key_id, secret), service, region)

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        headers = {name: request.headers[name] for name in SIGNED if name in request.headers}
        signed = AWSRequest(request.method, str(request.url), data=request.content, headers=headers)
        self._signer.add_auth(signed)
        request.headers.update(dict(signed.headers.items()))
        yield request
