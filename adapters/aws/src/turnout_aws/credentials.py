"""The role of the pod that the process runs in, where the settings give no keys.

Clusters offer it at an address that they put into the pod's environment (EKS Pod Identity, ECS).
Nothing else of the machine is looked at: no profile, no key in a variable, no metadata of a server.
"""

import os
from pathlib import Path
from typing import Any, Final

import httpx
from botocore.credentials import DeferredRefreshableCredentials

from turnout_sdk.errors import Misconfigured, Unavailable

ADDRESS: Final = "AWS_CONTAINER_CREDENTIALS_FULL_URI"
PROOF_AT: Final = "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"
SECONDS: Final = 2.0


def role_of_the_pod(http: httpx.Client) -> Any:
    """Return the role's keys, fetched when they are first needed and again before they lapse."""
    return DeferredRefreshableCredentials(refresh_using=lambda: _fetch(http), method="pod")


def _fetch(http: httpx.Client) -> dict[str, str]:
    """Ask for the keys; Misconfigured where no role is offered, Unavailable without an answer."""
    address, token_file = os.environ.get(ADDRESS), os.environ.get(PROOF_AT)
    if not address or not token_file:
        raise Misconfigured("no keys are given, and this machine offers no role")
    try:
        headers = {"Authorization": Path(token_file).read_text(encoding="utf-8").strip()}
        answer = http.get(address, headers=headers, timeout=SECONDS)
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
