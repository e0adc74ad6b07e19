"""Refusals of events."""

from turnout.kernel.errors import Conflict, FieldError, Invalid, NotFound, TooLarge


class EventMissing(NotFound):
    code = "events.missing"
    title = "There is no such event"


class EventArchived(Conflict):
    code = "events.archived"
    title = "This event is archived; restore it to change it"


class SessionMissing(NotFound):
    code = "events.session-missing"
    title = "There is no such session"


class SpeakerMissing(NotFound):
    code = "events.speaker-missing"
    title = "There is no such speaker"


class TrackMissing(NotFound):
    code = "events.track-missing"
    title = "There is no such track"


class ImportMissing(NotFound):
    code = "events.import-missing"
    title = "There is no such import"


class SlugTaken(Conflict):
    code = "events.slug-taken"
    title = "Another event of the organization has, or had, this address name"


class TrackNameTaken(Conflict):
    code = "events.track-name-taken"
    title = "The event has a track of this name already"


class TrackInUse(Conflict):
    code = "events.track-in-use"
    title = "Sessions stand in this track; move them first"


class NotReady(Invalid):
    """Publishing is refused; each error names a field that is missing or wrong."""

    code = "events.not-ready"
    title = "The event cannot be published yet"


class PublishedEventStays(Conflict):
    code = "events.published-stays"
    title = "Only a draft that was never published can be deleted; archive this event"


class ScheduleUnreadable(Invalid):
    code = "events.schedule-unreadable"
    title = "This file is no schedule that we can read"


class ScheduleTooLarge(TooLarge):
    code = "events.schedule-too-large"
    title = "This schedule is larger than we take at once"


class ScheduleTimeZoneNeeded(Invalid):
    code = "events.time-zone-needed"
    title = "The file does not say in which time zone its times are"


class WrongScheduleType(Invalid):
    status = 415
    code = "events.wrong-schedule-type"
    title = "Please send the schedule as application/xml"


def time_zone_error(detail: str, code: str) -> FieldError:
    return FieldError("?time_zone", detail, code)
