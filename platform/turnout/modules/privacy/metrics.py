"""What privacy counts, for those who watch the platform."""

from typing import Final

from turnout.kernel.observability.metrics import counter

ERASURES: Final = counter(
    "turnout_erasures",
    "Erasures of persons asked for, cancelled, put off and done",
    step=("asked", "cancelled", "put-off", "done"),
)
COPIES: Final = counter(
    "turnout_personal_data_copies",
    "Copies of personal data asked for, ready and downloaded",
    step=("asked", "ready", "downloaded"),
)
