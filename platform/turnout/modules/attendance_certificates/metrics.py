"""What is counted of certificates of attendance, for those who watch the platform."""

from typing import Final

from turnout.kernel.observability.metrics import counter

ISSUED: Final = counter(
    "turnout_attendance_certificates_issued",
    "Certificates of attendance that were issued, by who asked for them",
    by=("holder", "team"),
)
CHECKED: Final = counter(
    "turnout_attendance_certificates_checked",
    "Codes of certificates that somebody checked, by what they were",
    found=("valid", "revoked", "replaced", "unknown"),
)
