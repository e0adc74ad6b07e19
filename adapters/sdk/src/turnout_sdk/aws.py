"""Requests that are signed as Amazon Web Services ask for it (Signature Version 4).

Needs the extra `turnout-sdk[aws]`; nothing else imports this module.
"""

import os
from collections.abc import Generator
from pathlib import Path
from typing import Any, Final, Self

import httpx
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials, DeferredRefreshableCredentials

from turnout_sdk.errors import Misconfigured, Unavailable

SIGNED: Final = ("content-type", "host")
ROLE_AT: Final = "AWS_CONTAINER_CREDENTIALS_FULL_URI"
PROOF_AT: Final = "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"
ROLE_SECONDS: Final = 2.0


def role_of_the_pod(http: httpx.Client) -> Any:
    """Return the keys of the role of the pod that the process runs in.

    They are fetched when they are first needed and again before they lapse. Clusters offer them
    at an address that they put into the pod's environment (EKS Pod Identity, ECS). Nothing else
    of the machine is looked at: no profile, no key in a variable, no metadata of a server. Asking
    raises Misconfigured where no role is offered, Unavailable without an answer.
    """
    return DeferredRefreshableCredentials(refresh_using=lambda: _fetch(http), method="pod")


class Signature(httpx.Auth):
    """Signs each request of a lent client by the vendor's own code."""

    requires_request_body = True

    def __init__(self, access_key_id: str, secret: str, *, service: str, region: str) -> None:
        self._keys: Any = Credentials(access_key_id, secret)
        self._service, self._region = service, region

    @classmethod
    def of_the_pod(cls, http: httpx.Client, *, service: str, region: str) -> Self:
        """Sign by the keys of `role_of_the_pod`, whichever they are at each request."""
        made = cls("", "", service=service, region=region)
        made._keys = role_of_the_pod(http)
        return made

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        headers = {name: request.headers[name] for name in SIGNED if name in request.headers}
        signed = AWSRequest(request.method, str(request.url), data=request.content, headers=headers)
        keys = self._keys.get_frozen_credentials()
        SigV4Auth(keys, self._service, self._region).add_auth(signed)
        request.headers.update(dict(signed.headers.items()))
        yield request


def _fetch(http: httpx.Client) -> dict[str, str]:
    address, token_file = os.environ.get(ROLE_AT), os.environ.get(PROOF_AT)
    if not address or not token_file:
        raise Misconfigured("no keys are given, and this machine offers no role")
    try:
        headers = {"Authorization": Path(token_file).read_text(encoding="utf-8").strip()}
        answer = http.get(address, headers=headers, timeout=ROLE_SECONDS)
        answer.raise_for_status()
        said = answer.json()
        return {
            "access_key": str(said["AccessKeyId"]),
            "secret_key": str(said["SecretAccessKey"]),
            "token": str(said["Token"]),
            "expiry_time": str(said["Expiration"]),
        }
    except httpx.HTTPError as error:
        raise Unavailable(f"the role's keys: {type(error).__name__}") from None
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise Misconfigured(f"the role's keys: {type(error).__name__}") from None
