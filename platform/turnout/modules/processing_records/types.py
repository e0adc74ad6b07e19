"""The record of processing as it crosses the module's border: plain values."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Annotated, ClassVar

from turnout.kernel.http.answers import one_of
from turnout.modules.privacy.api import ProcessingPurpose


class LegalBasis(StrEnum):
    """Why processing is lawful: a part of Article 6(1) of the GDPR."""

    CONTRACT = "contract"
    CONSENT = "consent"
    LEGAL_OBLIGATION = "legal-obligation"
    LEGITIMATE_INTERESTS = "legitimate-interests"


class Persons(StrEnum):
    """Whose data it is."""

    BUYERS = "buyers"
    ATTENDEES = "attendees"
    SPEAKERS = "speakers"
    SPONSORS = "sponsors"
    TEAM = "team"
    VISITORS = "visitors"


class DataCategory(StrEnum):
    """What kind of data it is."""

    NAMES = "names"
    CONTACT = "contact"
    ORDERS = "orders"
    PAYMENTS = "payments"
    ANSWERS = "answers"
    ATTENDANCE = "attendance"
    MESSAGES = "messages"
    PROFILES = "profiles"
    CONSENTS = "consents"
    DEVICES = "devices"
    RIGHTS = "rights"


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity:
    """What is true of a purpose wherever it is followed."""

    basis: LegalBasis
    persons: tuple[Persons, ...]
    categories: tuple[DataCategory, ...]
    kinds: tuple[str, ...] = ()
    """The kinds of adapters whose providers receive data of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """Somebody outside of the organization who receives data."""

    component: ClassVar = "ProcessingRecipient"
    kind: Annotated[str, "The kind of adapter, or `agency`"]
    name: Annotated[str, "As the organization named the connection, or the agency's name"]
    adapter_key: Annotated[str, "Empty for an agency"]


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptColumns:
    """What stays although its person was erased, and why."""

    component: ClassVar = "ProcessingKept"
    table: str
    columns: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcessingActivity:
    """One purpose that personal data is processed for."""

    component: ClassVar = "ProcessingActivity"
    purpose: Annotated[str, one_of(ProcessingPurpose)]
    basis: Annotated[str, one_of(LegalBasis)]
    persons: Annotated[tuple[str, ...], "Whose data it is"]
    categories: Annotated[tuple[str, ...], "What kinds of data"]
    is_in_use: Annotated[bool, "Whether the organization has such data at the moment"]
    recipients: tuple[Recipient, ...]
    months: Annotated[
        int | None, "After the end of an event, by the retention policy; null: until erased"
    ]
    kept: Annotated[tuple[KeptColumns, ...], "What stays after an erasure"]
    tables: Annotated[tuple[str, ...], "Where it is stored"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcessingRecord:
    """The record of processing activities of one organization, as of now."""

    component: ClassVar = "ProcessingRecord"
    controller: Annotated[str, "The organization's name"]
    contact_email: str
    website: str
    country: Annotated[str, "ISO 3166-1 alpha-2 of the legal seat, or empty"]
    made_at: datetime
    items: tuple[ProcessingActivity, ...]
