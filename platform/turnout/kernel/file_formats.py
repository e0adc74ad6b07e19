"""What exports and reports are written as: their formats, media types and the made file."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Self

from turnout.kernel.errors import FieldError, Invalid

MOST_PDF_LINES: Final = 10_000
"""Hundreds of pages that take a worker most of a minute; nobody reads more."""
TOO_LONG: Final = "A PDF has ten thousand lines at most: choose CSV or a workbook."


class FileFormat(StrEnum):
    """A format is also the ending of its files' names."""

    CSV = "csv"
    XLSX = "xlsx"
    PDF = "pdf"

    @property
    def media_type(self) -> str:
        return MEDIA_TYPES[self]


MEDIA_TYPES: Final[Mapping[str, str]] = {
    FileFormat.CSV: "text/csv",
    FileFormat.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    FileFormat.PDF: "application/pdf",
}

SPREADSHEETS: Final = (FileFormat.CSV, FileFormat.XLSX)
"""What lists are written as."""
SPREADSHEET_TYPES: Final = tuple(each.media_type for each in SPREADSHEETS)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportFile:
    """A report or a list as a file that is made while it is sent."""

    name: str
    media_type: str
    pieces: Iterator[bytes]

    @classmethod
    def of(cls, stem: str, format_: FileFormat, pieces: Iterator[bytes]) -> Self:
        return cls(name=f"{stem}.{format_}", media_type=format_.media_type, pieces=pieces)


def require_fits_on_paper(line_count: int) -> None:
    """Refuse a PDF of more lines than a PDF has; the field is the request's `format`."""
    if line_count > MOST_PDF_LINES:
        raise Invalid(FieldError("/format", TOO_LONG))
