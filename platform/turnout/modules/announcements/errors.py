"""Refusals of announcements."""

from turnout.kernel.errors import Conflict, NotFound


class AnnouncementNotFound(NotFound):
    code = "announcements.none"
    title = "There is no such announcement"


class AnnouncementNotDraft(Conflict):
    code = "announcements.not-draft"
    title = "Only a draft can be changed; take the announcement back first"


class TooManyAnnouncements(Conflict):
    code = "announcements.too-many"
    title = "The event has as many announcements as it may have"


class NobodyToWriteTo(Conflict):
    code = "announcements.nobody"
    title = "Nobody is in this segment"
