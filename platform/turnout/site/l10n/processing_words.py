"""What personal data is processed for, why that is lawful, and what people ask, in words."""

from collections.abc import Mapping
from typing import Final

from turnout.modules.data_requests.api import DataRequest, DataRequestState, RectifiedField
from turnout.modules.privacy.api import ProcessingPurpose
from turnout.modules.processing_records.api import LegalBasis
from turnout.site.l10n.i18n import _, marked

PURPOSES: Final[Mapping[str, str]] = {
    ProcessingPurpose.SALES: marked("Registration and ticket sales"),
    ProcessingPurpose.PAYMENTS: marked("Payments, invoices and bookkeeping"),
    ProcessingPurpose.ADMISSION: marked("Check-in, badges and certificates"),
    ProcessingPurpose.PROGRAMME: marked("Programme, speakers and sponsors"),
    ProcessingPurpose.MESSAGES: marked("Messages about an order or an event"),
    ProcessingPurpose.NEWS: marked("News and announcements"),
    ProcessingPurpose.LEADS: marked("Contacts that attendees share with sponsors"),
    ProcessingPurpose.TEAM: marked("Your team: members, roles, shifts"),
    ProcessingPurpose.FRAUD_PREVENTION: marked("Prevention of fraud and abuse"),
    ProcessingPurpose.SECURITY: marked("Security and the audit log"),
    ProcessingPurpose.PRIVACY: marked("Requests about personal data"),
    ProcessingPurpose.ACCOUNTS: marked("Accounts and sign-in"),
}
BASES: Final[Mapping[str, str]] = {
    LegalBasis.CONTRACT: marked("A contract with the person (Art. 6(1)(b) GDPR)"),
    LegalBasis.CONSENT: marked("Consent (Art. 6(1)(a) GDPR)"),
    LegalBasis.LEGAL_OBLIGATION: marked("A legal obligation (Art. 6(1)(c) GDPR)"),
    LegalBasis.LEGITIMATE_INTERESTS: marked("Legitimate interests (Art. 6(1)(f) GDPR)"),
}
STATES: Final[Mapping[str, str]] = {
    DataRequestState.OPEN: marked("Waits for an answer"),
    DataRequestState.GRANTED: marked("Granted"),
    DataRequestState.REFUSED: marked("Refused"),
    DataRequestState.WITHDRAWN: marked("Taken back"),
}
"""What became of a request about somebody's data."""


def asked_in(request: DataRequest) -> str:
    """What is asked, as a line: which field is wrong, or what is objected to."""
    if request.purpose:
        return _("Objection: %(purpose)s", purpose=_(PURPOSES[request.purpose]))
    if request.field == RectifiedField.NAME:
        return _("Correction: the name")
    if request.field == RectifiedField.ANSWER:
        return _("Correction: %(question)s", question=request.question_label)
    return _("Correction of something else")
