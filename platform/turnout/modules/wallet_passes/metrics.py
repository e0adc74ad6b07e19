"""What wallet passes count, for those who watch the platform."""

from typing import Final

from turnout.kernel.observability.metrics import counter

ADDED: Final = counter("turnout_wallet_passes_added", "Passes that were handed out", adapter=20)
UPDATES: Final = counter(
    "turnout_wallet_pass_updates",
    "Passes that were looked at after a change, by what came of it",
    outcome=("changed", "same", "failed", "given_up"),
)
ASKED: Final = counter(
    "turnout_wallet_device_requests",
    "Requests of devices that follow passes, by kind",
    kind=("register", "unregister", "list_changed", "fetch", "log", "unknown"),
)
