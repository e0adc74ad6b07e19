"""What the fakes of Amazon's services share: their accounts, and the signature made again."""

import hashlib
import re

from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

from turnout_sdk.testing.serving import Request

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
