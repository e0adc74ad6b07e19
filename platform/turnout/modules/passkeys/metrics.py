"""What passkeys count, for those who watch the platform."""

from typing import Final

from turnout.kernel.observability.metrics import counter

USES: Final = counter(
    "turnout_passkey_uses",
    "Passkeys shown, by what for and outcome",
    purpose=("sign-in", "proof"),
    outcome=("right", "wrong"),
)
