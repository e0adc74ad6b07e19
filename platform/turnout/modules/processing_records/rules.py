"""What is true of each purpose, and the record put together: pure, without clock or database."""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Final

from turnout.modules.privacy.api import PersonalTable, ProcessingPurpose
from turnout.modules.processing_records.types import (
    Activity,
    DataCategory,
    KeptColumns,
    LegalBasis,
    Persons,
    ProcessingActivity,
    Recipient,
)
from turnout_sdk.adapter import Kind

AGENCY: Final = "agency"
"""Whoever acts for the organization may see whatever it has."""
EXPORTED: Final = Kind.STORAGE.value
"""Stores of an organization's own get its exports, and nothing else."""
GUESTS: Final = (Persons.BUYERS, Persons.ATTENDEES)
WHO: Final = (DataCategory.NAMES, DataCategory.CONTACT)
ACTIVITIES: Final[Mapping[ProcessingPurpose, Activity]] = {
    ProcessingPurpose.SALES: Activity(
        basis=LegalBasis.CONTRACT,
        persons=GUESTS,
        categories=(*WHO, DataCategory.ORDERS, DataCategory.ANSWERS),
        kinds=(Kind.CRM.value, EXPORTED),
    ),
    ProcessingPurpose.PAYMENTS: Activity(
        basis=LegalBasis.LEGAL_OBLIGATION,
        persons=(Persons.BUYERS,),
        categories=(*WHO, DataCategory.PAYMENTS),
        kinds=(Kind.PAYMENTS.value, EXPORTED),
    ),
    ProcessingPurpose.ADMISSION: Activity(
        basis=LegalBasis.CONTRACT,
        persons=(Persons.ATTENDEES,),
        categories=(DataCategory.NAMES, DataCategory.ATTENDANCE),
        kinds=(EXPORTED,),
    ),
    ProcessingPurpose.PROGRAMME: Activity(
        basis=LegalBasis.CONTRACT,
        persons=(Persons.SPEAKERS, Persons.SPONSORS, Persons.ATTENDEES),
        categories=(*WHO, DataCategory.PROFILES, DataCategory.ATTENDANCE),
    ),
    ProcessingPurpose.MESSAGES: Activity(
        basis=LegalBasis.CONTRACT,
        persons=GUESTS,
        categories=(*WHO, DataCategory.MESSAGES, DataCategory.DEVICES),
        kinds=tuple(
            each.value for each in (Kind.EMAIL, Kind.SMS, Kind.PUSH, Kind.CALENDAR, Kind.WALLET)
        ),
    ),
    ProcessingPurpose.NEWS: Activity(
        basis=LegalBasis.CONSENT,
        persons=(*GUESTS, Persons.VISITORS),
        categories=(DataCategory.CONTACT, DataCategory.CONSENTS),
        kinds=tuple(each.value for each in (Kind.EMAIL, Kind.SMS, Kind.PUSH)),
    ),
    ProcessingPurpose.LEADS: Activity(
        basis=LegalBasis.CONSENT,
        persons=(Persons.ATTENDEES, Persons.SPONSORS),
        categories=(*WHO, DataCategory.CONSENTS),
    ),
    ProcessingPurpose.TEAM: Activity(
        basis=LegalBasis.CONTRACT,
        persons=(Persons.TEAM,),
        categories=(*WHO, DataCategory.RIGHTS),
        kinds=(Kind.CHAT.value,),
    ),
    ProcessingPurpose.FRAUD_PREVENTION: Activity(
        basis=LegalBasis.LEGITIMATE_INTERESTS,
        persons=(Persons.BUYERS, Persons.VISITORS),
        categories=(DataCategory.CONTACT, DataCategory.ORDERS, DataCategory.DEVICES),
        kinds=(Kind.CHALLENGE.value,),
    ),
    ProcessingPurpose.SECURITY: Activity(
        basis=LegalBasis.LEGITIMATE_INTERESTS,
        persons=(*GUESTS, Persons.SPEAKERS, Persons.TEAM),
        categories=(*WHO, DataCategory.DEVICES),
    ),
    ProcessingPurpose.PRIVACY: Activity(
        basis=LegalBasis.LEGAL_OBLIGATION,
        persons=(*GUESTS, Persons.TEAM),
        categories=(DataCategory.CONTACT, DataCategory.CONSENTS),
    ),
    ProcessingPurpose.ACCOUNTS: Activity(
        basis=LegalBasis.CONTRACT,
        persons=(*GUESTS, Persons.TEAM),
        categories=(*WHO, DataCategory.DEVICES),
    ),
}
"""Of every purpose; what a lawyer would judge otherwise for a certain organization is theirs."""


BASES: Final[Mapping[ProcessingPurpose, LegalBasis]] = {
    purpose: activity.basis for purpose, activity in ACTIVITIES.items()
}
"""Why each purpose is followed lawfully."""


def activities(
    tables: Iterable[PersonalTable],
    *,
    filled: AbstractSet[str],
    going: AbstractSet[str],
    months: int | None,
    recipients: Sequence[Recipient],
) -> tuple[ProcessingActivity, ...]:
    """The activities of an organization in the order of the purposes.

    `filled` are its tables with rows, `going` those that go along at the end of their retention.
    """
    by_purpose: dict[ProcessingPurpose, list[PersonalTable]] = {}
    for table in tables:
        if table.purpose is not None:
            by_purpose.setdefault(table.purpose, []).append(table)
    return tuple(
        _activity(
            purpose,
            sorted(by_purpose[purpose], key=lambda each: each.name),
            filled=filled,
            months=months if any(each.name in going for each in by_purpose[purpose]) else None,
            recipients=recipients,
        )
        for purpose in ProcessingPurpose
        if purpose in by_purpose
    )


def _activity(
    purpose: ProcessingPurpose,
    tables: Sequence[PersonalTable],
    *,
    filled: AbstractSet[str],
    months: int | None,
    recipients: Sequence[Recipient],
) -> ProcessingActivity:
    general = ACTIVITIES[purpose]
    is_in_use = any(each.name in filled for each in tables)
    kinds = {*general.kinds, AGENCY}
    return ProcessingActivity(
        purpose=purpose.value,
        basis=general.basis.value,
        persons=tuple(each.value for each in general.persons),
        categories=tuple(each.value for each in general.categories),
        is_in_use=is_in_use,
        recipients=tuple(each for each in recipients if is_in_use and each.kind in kinds),
        months=months,
        kept=tuple(
            KeptColumns(table=table.name, columns=columns, reason=reason)
            for table in tables
            for reason, columns in table.kept_by_reason.items()
        ),
        tables=tuple(each.name for each in tables),
    )
