"""The record of processing on a page: printed, or downloaded as a table."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from flask import Response

from turnout.kernel.file_formats import FileFormat
from turnout.kernel.http.answers import report_answer
from turnout.modules.processing_records import api as processing_records
from turnout.modules.processing_records.api import DataCategory, Persons
from turnout.site.forms.pages import FormPages
from turnout.site.l10n.i18n import _, marked, ngettext
from turnout.site.l10n.processing_words import BASES, PURPOSES
from turnout.site.layout.page_access import count_request, page
from turnout.site.layout.views import Link
from turnout.site.settings.entry import GUESTS, Entered, Frame, enter, home_of

SECTION: Final = "/processing-record"
READ: Final = "processing-records.read"
FILES: Final[Mapping[FileFormat, str]] = {
    FileFormat.CSV: marked("Download CSV"),
    FileFormat.XLSX: marked("Download Excel"),
}
PERSONS: Final[Mapping[str, str]] = {
    Persons.BUYERS: marked("Buyers"),
    Persons.ATTENDEES: marked("Attendees"),
    Persons.SPEAKERS: marked("Speakers"),
    Persons.SPONSORS: marked("Sponsors’ staff"),
    Persons.TEAM: marked("Team members"),
    Persons.VISITORS: marked("Visitors of your pages"),
}
CATEGORIES: Final[Mapping[str, str]] = {
    DataCategory.NAMES: marked("Names"),
    DataCategory.CONTACT: marked("Contact details"),
    DataCategory.ORDERS: marked("Orders and tickets"),
    DataCategory.PAYMENTS: marked("Payment and billing details"),
    DataCategory.ANSWERS: marked("Answers on registration forms"),
    DataCategory.ATTENDANCE: marked("Attendance and times of entry"),
    DataCategory.MESSAGES: marked("Contents and delivery of messages"),
    DataCategory.PROFILES: marked("Biographies and pictures"),
    DataCategory.CONSENTS: marked("Consents"),
    DataCategory.DEVICES: marked("Network addresses and devices"),
    DataCategory.RIGHTS: marked("Roles and activity"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityView:
    purpose: str
    basis: str
    persons: str
    categories: str
    recipients: tuple[str, ...]
    kept: str
    stays: tuple[str, ...]
    """Why something stays after an erasure, as the registry says it, in English."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcessingRecordPage:
    frame: Frame
    controller: str
    contact_email: str
    website: str
    day: date
    activities: tuple[ActivityView, ...]
    unused: tuple[str, ...]
    """Purposes for which the organization has no data now."""
    files: tuple[Link, ...]


class ProcessingRecordPages(FormPages):
    @page(GUESTS)
    def processing_record(self, organization_id: UUID) -> Response:
        """Show what personal data is processed for, and who receives it."""
        count_request()
        entered = enter(organization_id, READ)
        if isinstance(entered, Response):
            return entered
        view = _view(entered, processing_records.get_record(entered.ctx))
        return self.shown("settings_processing_record.html", view, _("Record of processing"))

    @page(GUESTS)
    def record_table(self, organization_id: UUID) -> Response:
        """Download the record as CSV."""
        return _file(organization_id, FileFormat.CSV)

    @page(GUESTS)
    def record_workbook(self, organization_id: UUID) -> Response:
        """Download the record as a workbook."""
        return _file(organization_id, FileFormat.XLSX)


def _file(organization_id: UUID, format_: FileFormat) -> Response:
    entered = enter(organization_id, READ)
    if isinstance(entered, Response):
        return entered
    file = processing_records.export_record(entered.ctx, format_=format_)
    return report_answer(file)


def _view(entered: Entered, record: processing_records.ProcessingRecord) -> ProcessingRecordPage:
    return ProcessingRecordPage(
        frame=entered.frame(SECTION),
        controller=record.controller,
        contact_email=record.contact_email,
        website=record.website,
        day=record.made_at.date(),
        activities=tuple(_activity_view(each) for each in record.items if each.is_in_use),
        unused=tuple(_(PURPOSES[each.purpose]) for each in record.items if not each.is_in_use),
        files=tuple(
            Link(label=_(label), url=f"{home_of(entered.ctx.organization_id)}{SECTION}.{format_}")
            for format_, label in FILES.items()
        ),
    )


def _activity_view(activity: processing_records.ProcessingActivity) -> ActivityView:
    return ActivityView(
        purpose=_(PURPOSES[activity.purpose]),
        basis=_(BASES[activity.basis]),
        persons=_listed(PERSONS, activity.persons),
        categories=_listed(CATEGORIES, activity.categories),
        recipients=tuple(each.name for each in activity.recipients),
        kept=_kept(activity.months),
        stays=tuple(dict.fromkeys(each.reason for each in activity.kept)),
    )


def _listed(words: Mapping[str, str], keys: Iterable[str]) -> str:
    return ", ".join(_(words[each]) for each in keys)


def _kept(months: int | None) -> str:
    if months is None:
        return _("Until the person is erased")
    return ngettext(
        "Until %(num)s month after an event ends, or the person is erased",
        "Until %(num)s months after an event ends, or the person is erased",
        months,
    )
