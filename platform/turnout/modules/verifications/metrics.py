"""What verifications count, for those who watch the platform."""

from typing import Final

from turnout.kernel.observability.metrics import counter

BADGES: Final = counter(
    "turnout_verification_badges",
    "Badges of organizations that came, lapsed with their proofs, or were withdrawn",
    step=("granted", "lapsed", "withdrawn"),
)
APPLICATIONS: Final = counter(
    "turnout_verification_applications",
    "Applications for the badge, and what moderators decided",
    step=("applied", "withdrawn", "approve", "decline"),
)
DOCUMENTS_DELETED: Final = counter(
    "turnout_verification_documents_deleted", "Documents deleted some days after the decision"
)
