"""What social sign-in counts, for those who watch the platform."""

from typing import Final

from turnout.kernel.observability.metrics import counter

SIGN_INS: Final = counter(
    "turnout_social_sign_ins",
    "Sign-ins with an account elsewhere, by provider and outcome",
    provider=20,
    outcome=("signed-in", "second-step", "pending", "refused"),
)
