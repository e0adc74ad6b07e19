"""What the fakes of Amazon's services share: accounts, signatures made again, roles of pods."""

import hashlib
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

from turnout_sdk.testing.serving import Reply, Request, reply, serving

REGION = "eu-west-1"
_AUTHORIZATION = re.compile(
    r"AWS4-HMAC-SHA256 Credential=FAKEKEY-([^/]+)/\d{8}/[a-z0-9-]+/([a-z]+)/aws4_request, "
    r"SignedHeaders=([a-z0-9;-]+), Signature=([0-9a-f]{64})"
)


def key_of(account: str) -> str:
    """The access key ID of an account, which says whose it is."""
    return f"FAKEKEY-{account}"


def secret_of(account: str) -> str:
    return hashlib.sha256(f"amazon {account}".encode()).hexdigest()[:40]


def claimed_account(request: Request, service: str) -> str | None:
    """Name the account for which a request says it was signed; None where it is not signed."""
    found = _AUTHORIZATION.fullmatch(request.headers.get("authorization", ""))
    return found[1] if found is not None and found[2] == service else None


def is_signed(request: Request, service: str) -> bool:
    """Make the signature again, of the headers that it names, and compare."""
    found = _AUTHORIZATION.fullmatch(request.headers.get("authorization", ""))
    if found is None:
        return False
    account, _, names, offered = found.groups()
    headers = {name: request.headers.get(name, "") for name in names.split(";")}
    url = f"http://{request.headers['host']}{request.target}"
    again = AWSRequest(request.method, url, data=request.body, headers=headers)
    again.context["timestamp"] = request.headers.get("x-amz-date", "")
    signer = SigV4Auth(Credentials(key_of(account), secret_of(account)), service, REGION)
    to_sign = signer.string_to_sign(again, signer.canonical_request(again))
    return bool(signer.signature(to_sign, again) == offered)


class PodAgent:
    """Hands out the keys of an account as the agent of a cluster does; refuses a wrong token.

    `asked` counts requests. A pod knows it by the variables `AWS_CONTAINER_CREDENTIALS_FULL_URI`
    (`url`) and `AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE` (a file that says `TOKEN`).
    """

    TOKEN = "token-of-the-pod"  # noqa: S105 - of a fake
    SESSION = "session-of-the-role"

    def __init__(self, account: str) -> None:
        self.account, self.asked, self.url = account, 0, ""

    def handle(self, request: Request) -> Reply:
        self.asked += 1
        if request.headers.get("authorization") != self.TOKEN:
            return reply(401, {})
        said = {
            "AccessKeyId": key_of(self.account),
            "SecretAccessKey": secret_of(self.account),
            "Token": self.SESSION,
            "Expiration": datetime.fromtimestamp(time.time() + 3600, UTC).isoformat(),
        }
        return reply(200, said)


@contextmanager
def pod_agent(account: str) -> Iterator[PodAgent]:
    """Serve an agent on loopback."""
    agent = PodAgent(account)
    with serving(agent.handle) as address:
        agent.url = f"{address}/v1/credentials"
        yield agent
