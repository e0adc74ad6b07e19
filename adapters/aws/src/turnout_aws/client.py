"""The boto3 client: built from the settings, without retries of its own."""

from functools import cache
from typing import Any

import boto3
import botocore.loaders
import botocore.session
import httpx
from botocore.config import Config
from botocore.credentials import CredentialProvider, CredentialResolver

from turnout_aws.http_transport import CONNECT_SECONDS, READ_SECONDS, Wire
from turnout_aws.settings import S3Settings
from turnout_sdk.aws import role_of_the_pod


def make_client(settings: S3Settings, http: httpx.Client) -> Any:
    """Build a client by the settings' keys or the pod's role: no profile or variable counts."""
    alone = dict.fromkeys(("profile", "config_file", "ca_bundle"), (None, None, None, None))
    alone["credentials_file"] = (None, None, None, None)
    machine = botocore.session.Session(session_vars=alone)
    machine.register_component("data_loader", _descriptions())
    secret, token = settings.secret_access_key, settings.session_token
    if secret is None:
        machine.register_component(
            "credential_provider", CredentialResolver([_Role(role_of_the_pod(http))])
        )
    session = boto3.session.Session(
        aws_access_key_id=settings.access_key_id,
        aws_secret_access_key=secret.get_secret_value() if secret else None,
        aws_session_token=token.get_secret_value() if token else None,
        region_name=settings.region,
        botocore_session=machine,
    )
    client = session.client(
        "s3",
        endpoint_url=settings.endpoint_url,
        config=Config(
            signature_version="s3v4",
            connect_timeout=CONNECT_SECONDS,
            read_timeout=READ_SECONDS,
            retries={"total_max_attempts": 1, "mode": "standard"},
            s3={
                "addressing_style": settings.addressing,
                "payload_signing_enabled": True,
                "us_east_1_regional_endpoint": "regional",
            },
            # The whole content is hashed for the signature; older stores know no other sums.
            request_checksum_calculation="when_required",
            response_checksum_validation="when_required",
            ignore_configured_endpoint_urls=True,
            user_agent_extra="turnout",
        ),
    )
    client.meta.events.register("before-send.s3", Wire(http))
    return client


class _Role(CredentialProvider):  # type: ignore[misc]  # the library has no types
    """Hands the session the one source of keys that it may ask."""

    METHOD = "pod"

    def __init__(self, keys: Any) -> None:
        self._keys = keys

    def load(self) -> Any:
        return self._keys


@cache
def _descriptions() -> Any:
    """Share the vendor's descriptions of its API: reading them takes longer than a call."""
    return botocore.loaders.create_loader()
