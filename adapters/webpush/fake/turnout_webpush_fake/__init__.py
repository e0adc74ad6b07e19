"""A fake of a push service and of the browsers behind it: how it is run and played."""

from typing import Final

from turnout_sdk.fakes import Fake
from turnout_sdk.push import Subscription
from turnout_sdk.testing.provider.messages import MessageControls

PRIVATE_KEY: Final = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8"
"""Of nobody: its bytes are counted up. Who runs the platform lets it make one of its own."""


def settings(base_url: str, account: str) -> dict[str, object]:  # noqa: ARG001 - devices know it
    """Return a sender's key: push services have no accounts, and devices name their address."""
    return {"private_key": PRIVATE_KEY, "subject": "mailto:push@turnout.example"}


class Controls(MessageControls):
    """Browsers that subscribe, leave, and say what they could read."""

    def device(self, name: str, *, base_url: str, key: str = "") -> Subscription:
        """Subscribe a browser; `key` is the only sender that its service lets through."""
        made = self._control("subscribe", name=name, base_url=base_url, key=key)
        return Subscription(address=made["endpoint"], keys=made["keys"])

    def sent(self) -> list[dict[str, str]]:
        """Return what the service was told of each note: TTL, urgency, topic, device."""
        found: list[dict[str, str]] = self._control("sent")
        return found


fake = Fake(
    key="web-push",
    title="Fake of a push service",
    module="turnout_webpush_fake",
    port=8142,
    settings=settings,
    controls=Controls,
)
"""`python -m turnout_webpush_fake --bind 127.0.0.1:8142 --state DIR` plays it and the browsers."""
