"""Refusals of attendee imports."""

from turnout.kernel.errors import Conflict, Invalid, NotFound, TooLarge


class AttendeeImportNotFound(NotFound):
    code = "attendee-imports.none"
    title = "There is no such import"


class TableTooLarge(TooLarge):
    code = "attendee-imports.too-large"
    title = "This table is larger than we take at once"


class WrongTableType(Invalid):
    status = 415
    code = "attendee-imports.wrong-type"
    title = "Please send the table as CSV or XLSX"


class TableUnreadable(Invalid):
    code = "attendee-imports.unreadable"
    title = "This file is no table that we can read"


class ImportRunning(Conflict):
    code = "attendee-imports.running"
    title = "The import is running; wait for it, or stop its job"


class ImportUnchecked(Conflict):
    """The columns changed since the rows were looked through, or nothing of them can come in."""

    code = "attendee-imports.unchecked"
    title = "Look through the rows first"


class ImportEmptied(Conflict):
    code = "attendee-imports.emptied"
    title = "The file was deleted after its time; only its report is left"
