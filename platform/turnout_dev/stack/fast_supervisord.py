"""supervisord that looks round ten times a second instead of once.

It notices a death in one look and starts the role again in the next: with its own pause of a
second each, a role could be away for two.
"""

from typing import Any

from supervisor import poller, supervisord  # type: ignore[import-untyped]

PAUSE_SECONDS = 0.1


class BriskPoller(poller.Poller):  # type: ignore[misc]  # supervisor carries no types
    def poll(self, timeout: float) -> Any:
        return super().poll(min(timeout, PAUSE_SECONDS))


if __name__ == "__main__":
    poller.Poller = BriskPoller
    supervisord.main()
