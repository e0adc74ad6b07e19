"""Refusals of bulk edits."""

from turnout.kernel.errors import Conflict, NotFound


class BulkEditNotFound(NotFound):
    code = "bulk-edits.none"
    title = "There is no such bulk edit"


class BulkEditUndone(Conflict):
    code = "bulk-edits.undone"
    title = "This bulk edit was undone already"


class ChangedSince(Conflict):
    """`names` are the ticket types that somebody has changed, archived or deleted since."""

    code = "bulk-edits.changed-since"
    title = "A ticket type was changed since: change it by hand"
