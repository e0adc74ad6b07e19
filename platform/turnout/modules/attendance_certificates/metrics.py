"""What is counted of certificates of attendance, for those who watch the platform."""

from typing import Final

from turnout.kernel.observability.metrics import counter

ISSUED: Final = counter(
    "turnout_attendance_certificates_issued",
    "Certificates of attendance that were issued, by who asked for them",
    by=("holder", "team", "mail"),
)
NOTICES: Final = counter(
    "turnout_attendance_certificates_notices",
    "Attendees who were told that their certificate is ready",
)
CHECKED: Final = counter(
    "turnout_attendance_certificates_checked",
    "Codes of certificates that somebody checked, by what they were",
    found=("valid", "revoked", "replaced", "unknown"),
)
