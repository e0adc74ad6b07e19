"""Why a file is not taken, or not given."""

from turnout.kernel.errors import Conflict, Gone, NotFound, TooLarge, TurnoutError


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


class FileInUse(Conflict):
    code = "files.in-use"
    title = "Something still shows this file; take it out there first"


class FileMissing(NotFound):
    code = "files.missing"
    title = "There is no such file"


class LinkLapsed(Gone):
    code = "files.link-lapsed"
    title = "This link has lapsed; ask for a new one"
