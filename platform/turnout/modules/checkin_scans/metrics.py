"""What is counted of the log of scans, for those who watch the platform."""

from typing import Final

from turnout.kernel.observability.metrics import counter

REFUSALS: Final = counter(
    "turnout_checkin_refusals",
    "Refused scans, by whether a line was written; repeats and floods get none",
    line=("written", "left_out"),
)
