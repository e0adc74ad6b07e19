"""What second factors count, for those who watch the platform."""

from typing import Final

from turnout.kernel.observability.metrics import counter

TRIES: Final = counter(
    "turnout_second_factor_tries",
    "Second factors shown at a sign-in or to confirm, by kind and outcome",
    factor=("authenticator", "recovery-code"),
    outcome=("right", "wrong", "paused"),
)
