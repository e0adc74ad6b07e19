"""Why a file is not taken, or not given."""

from turnout.kernel.errors import (
    Conflict,
    Forbidden,
    Gone,
    NotFound,
    TooLarge,
    TurnoutError,
    Unavailable,
)


class FileTooLarge(TooLarge):
    code = "files.too-large"
    title = "This file is larger than we take"


class TypeNotAllowed(TurnoutError):
    status = 415
    code = "files.type-not-allowed"
    title = "We do not take files of this type"


class TypeMismatch(TurnoutError):
    status = 415
    code = "files.type-mismatch"
    title = "The file is not what it says it is"


class ImageUnreadable(TurnoutError):
    status = 422
    code = "files.image-unreadable"
    title = "This image cannot be opened"


class QuotaExceeded(Conflict):
    code = "files.quota-exceeded"
    title = "The organization's storage is full"


class UsedElsewhere(Forbidden):
    code = "files.used-elsewhere"
    title = "This file is shown in places that you may not change"


class FileInUse(Conflict):
    code = "files.in-use"
    title = "Something still shows this file; take it out there first"


class FileNotFound(NotFound):
    code = "files.missing"
    title = "There is no such file"


class LinkLapsed(Gone):
    code = "files.link-lapsed"
    title = "This link has lapsed; ask for a new one"


class ArchiveUnsafe(TurnoutError):
    status = 422
    code = "files.archive-unsafe"
    title = "This archive would harm whoever unpacks it"


class StoreUnavailable(Unavailable):
    code = "files.store-unavailable"
    title = "The store of files is not available right now; please try again"


class BeingScanned(Conflict):
    code = "files.being-scanned"
    title = "This file is still being looked through; please try again in a moment"


class FileInfected(Gone):
    code = "files.infected"
    title = "Something harmful was found in this file, and it was removed"


class UploadBusy(Conflict):
    code = "files.upload-busy"
    title = "This upload is being completed already"


class UploadLapsed(Gone):
    code = "files.upload-lapsed"
    title = "This upload took too long; start it again"


class UploadRefused(Gone):
    code = "files.upload-refused"
    title = "What was uploaded was refused; start again with another file"


class NothingUploaded(Conflict):
    code = "files.nothing-uploaded"
    title = "Nothing has been uploaded yet"


class AlreadyAttached(Conflict):
    code = "files.already-attached"
    title = "The event has this file already"


class EventFileNotFound(NotFound):
    code = "files.event-file-missing"
    title = "The event has no such file"


class EventNotFound(NotFound):
    code = "files.event-missing"
    title = "There is no such event"
