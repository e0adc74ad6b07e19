"""What arrives from a provider, and the one place where its signature and age are judged."""

import hmac
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol, runtime_checkable
from urllib.parse import parse_qsl

from turnout_sdk.errors import Misconfigured, Untrusted

TOLERANCE_SECONDS = 300
_MOST_FIELDS = 100
_UNIX_TIME = re.compile(r"[0-9]{1,12}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """A webhook exactly as it arrived: the raw bytes, and headers under any capitalisation.

    `query` are the parameters of the address. They may hold a secret, so they are not stored:
    `verify` and `points_to` see them, `read` does not.
    """

    headers: Mapping[str, str]
    body: bytes
    query: Mapping[str, str] = field(default_factory=dict, repr=False)

    def header(self, name: str) -> str | None:
        wanted = name.lower()
        return next((value for key, value in self.headers.items() if key.lower() == wanted), None)

    def json(self) -> dict[str, Any]:
        """Decode the body; empty when it is no JSON object."""
        try:
            content = json.loads(self.body)
        except (ValueError, RecursionError):
            return {}
        return content if isinstance(content, dict) else {}

    def form(self) -> dict[str, str]:
        """Decode the body of a form, each field's last value; empty when it is none."""
        try:
            return dict(parse_qsl(self.body.decode("utf-8"), max_num_fields=_MOST_FIELDS))
        except ValueError:
            return {}


@runtime_checkable
class Verifies(Protocol):
    """The first half of a webhook."""

    def verify(self, delivery: Delivery) -> None:
        """Prove that the raw bytes come from the provider for this account, else raise Untrusted.

        May fetch a key of the provider; never called inside a transaction.
        """


def require_hmac_sha256(secrets: Iterable[str], signed: bytes, offered: Iterable[str]) -> None:
    """Accept when one offered hex digest was made with one of the active secrets.

    Several secrets are active while one is being rotated. Every pair is compared, in constant
    time on bytes. Raise Untrusted; Misconfigured when there is no secret at all.
    """
    keys = [secret.encode() for secret in secrets if secret]
    if not keys:
        raise Misconfigured("no webhook secret is configured")
    candidates = [each.encode("ascii", "replace") for each in offered]
    expected = [hmac.new(key, signed, "sha256").hexdigest().encode() for key in keys]
    matches = [hmac.compare_digest(ours, theirs) for ours in expected for theirs in candidates]
    if not any(matches):
        raise Untrusted("the signature does not match")


def require_fresh(
    sent_at: str, now: datetime, *, tolerance_seconds: int = TOLERANCE_SECONDS
) -> None:
    """Accept a Unix time no further from `now` than the tolerance, in either direction."""
    if not _UNIX_TIME.fullmatch(sent_at):
        raise Untrusted("the delivery does not say when it was signed")
    if abs(now.timestamp() - int(sent_at)) > tolerance_seconds:
        raise Untrusted("the delivery is too old or from the future")


@dataclass(frozen=True, slots=True)
class SignedHeader:
    """A header of the widespread form `t=1700000000,v1=hex,v1=hex`."""

    sent_at: str
    signatures: tuple[str, ...]

    @classmethod
    def parse(cls, header: str | None, *, time: str = "t", scheme: str = "v1") -> "SignedHeader":
        """Take one time and the signatures of one scheme; other schemes are not looked at.

        Two times are refused: it would be open which of them was signed.
        """
        fields = [field.strip().partition("=") for field in (header or "").split(",")]
        times = [value for name, _, value in fields if name == time]
        if len(times) != 1:
            raise Untrusted("the signature header needs exactly one time")
        return cls(times[0], tuple(value for name, _, value in fields if name == scheme))

    def require(self, secrets: Iterable[str], body: bytes, *, now: datetime) -> None:
        """Accept a fresh `time + "." + body` that one of the secrets signed; else Untrusted."""
        require_hmac_sha256(secrets, self.sent_at.encode() + b"." + body, self.signatures)
        require_fresh(self.sent_at, now)
