"""A fake of Firebase Cloud Messaging: how it is run, connected to and played."""

from typing import Any

from turnout_sdk.fakes import Fake
from turnout_sdk.push import Subscription
from turnout_sdk.testing.provider.google import key_file
from turnout_sdk.testing.provider.messages import MessageControls


def project_of(account: str) -> str:
    return f"app-{account.lower()}"[:60]


def settings(base_url: str, account: str) -> dict[str, object]:
    """Return a project with its service account, which the fake knows from its first token on."""
    return {
        "service_account": key_file(account, project_id=project_of(account)),
        "api_base": base_url,
    }


class Controls(MessageControls):
    """Apps that register, are removed, and say what they were shown."""

    def device(self, name: str, *, base_url: str = "", sender: str = "") -> Subscription:  # noqa: ARG002 - tokens have no address
        """Register an app; `sender` is the project that it belongs to, else the account's."""
        made = self._control("register", name=name, sender=sender)
        return Subscription(address=made["token"])

    def sent(self) -> list[dict[str, Any]]:
        """Return the messages as Firebase took them, oldest first."""
        found: list[dict[str, Any]] = self._control("sent")
        return found

    def fail_next(self, code: str, *, retry_after: str = "") -> None:
        """Refuse the next message with one of the API's error codes."""
        self._control("fail-next", code=code, retry_after=retry_after)

    def revoke_tokens(self) -> None:
        """Take back every access token that the account was given."""
        self._control("revoke-tokens")

    def exchanges(self) -> int:
        """Count the access tokens that the account was given."""
        found: int = self._control("exchanges")
        return found


fake = Fake(
    key="firebase",
    title="Fake of Firebase Cloud Messaging",
    module="turnout_firebase_fake",
    port=8153,
    settings=settings,
    controls=Controls,
)
"""`python -m turnout_firebase_fake --bind 127.0.0.1:8153 --state DIR` plays it and the apps."""
