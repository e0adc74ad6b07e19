"""Why a session file is not taken, or not given."""

from turnout.kernel.errors import Conflict, Gone, NotFound


class SessionFileNotFound(NotFound):
    code = "session-files.missing"
    title = "The session has no such file"


class SessionHasFile(Conflict):
    code = "session-files.already-there"
    title = "The session has this file already"


class TooManySessionFiles(Conflict):
    code = "session-files.too-many"
    title = "A session holds no more files"


class SessionFilesChangedMeanwhile(Conflict):
    code = "session-files.order-stale"
    title = "Files were added or taken away in the meantime; look at the list again"


class AlreadyApproved(Conflict):
    code = "session-files.already-approved"
    title = "An organizer has approved this file; ask them to change it"


class SessionFileNotReady(Conflict):
    code = "session-files.being-scanned"
    title = "This file is still being looked through; please try again in a moment"


class DownloadLapsed(Gone):
    code = "session-files.link-lapsed"
    title = "This link has lapsed; open the list of files again"
