"""A fake of hCaptcha: how it is run, connected to and played."""

import hashlib
from uuid import UUID

from turnout_sdk.fakes import Fake
from turnout_sdk.testing.local_http import local_client


def site_key_of(account: str) -> str:
    return str(UUID(hashlib.sha256(account.encode()).hexdigest()[:32]))


def secret_of(account: str) -> str:
    site_key = site_key_of(account)
    proof = hashlib.sha256(site_key.encode()).hexdigest()[:16]
    return f"ES_{site_key}.{proof}"


def settings(base_url: str, account: str) -> dict[str, object]:
    """Return the keys of an account, which the fake knows by their form."""
    return {
        "site_key": site_key_of(account),
        "secret_key": secret_of(account),
        "api_base": base_url,
    }


class ControlClient:
    """What a person does with the widget of an account."""

    def __init__(self, base_url: str, account: str) -> None:
        self._base_url, self._account = base_url, account

    def solve(self, *, hostname: str, action: str = "", binding: str = "") -> str:
        given = {
            "sitekey": site_key_of(self._account),
            "hostname": hostname,
            "action": action,
            "cdata": binding,
        }
        with local_client(timeout=2) as http:
            answer = http.post(f"{self._base_url}/control/solve", json=given)
        token: str = answer.json()["token"]
        return token


fake = Fake(
    key="hcaptcha",
    title="Fake of hCaptcha",
    module="turnout_hcaptcha_fake",
    port=8129,
    settings=settings,
    controls=ControlClient,
)
