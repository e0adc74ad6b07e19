"""The front door of verifications."""

from turnout.modules.verifications.errors import (
    AppliedAlready,
    DecidedAlready,
    DocumentTooLarge,
    NothingToWithdraw,
)
from turnout.modules.verifications.rules import LONGEST_NOTE, MAX_DOCUMENT_BYTES, MOST_DOCUMENTS
from turnout.modules.verifications.service.applications import (
    apply,
    decide_application,
    list_applications,
    withdraw_application,
)
from turnout.modules.verifications.service.badges import (
    get_verification,
    proofs_shown,
    withdraw_badge,
)
from turnout.modules.verifications.types import (
    ApplicationDecision,
    ApplicationState,
    NewDocument,
    VerificationProof,
    VerificationStatus,
)
