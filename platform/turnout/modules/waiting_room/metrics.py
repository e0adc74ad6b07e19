"""What is counted of waiting rooms."""

from typing import Final

from turnout.kernel.observability.metrics import counter, gauge

STEPS: Final = counter(
    "turnout_waiting_room_steps",
    "Places of waiting rooms by the step they took",
    step=("joined", "admitted", "returned", "left"),
)
REFUSED: Final = counter(
    "turnout_waiting_room_passes_refused",
    "Orders that were refused for want of a good pass",
    reason=("missing", "refused", "expired", "in_use", "used"),
)
PEOPLE: Final = gauge(
    "turnout_waiting_room_people", "People in open waiting rooms", state=("waiting", "shopping")
)
UNREACHABLE: Final = counter(
    "turnout_waiting_room_unreachable", "Requests of people who wait while Redis was away"
)
SWITCHED: Final = counter(
    "turnout_waiting_room_switched", "Waiting rooms that switched themselves", to=("on", "off")
)
REBUILT: Final = counter(
    "turnout_waiting_room_rebuilt", "Waiting rooms that Redis had lost and that began to gather"
)
