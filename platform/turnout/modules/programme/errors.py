"""Refusals of programmes."""

from turnout.kernel.errors import Conflict, FieldError, Invalid, NotFound, TooLarge


class SessionNotFound(NotFound):
    code = "events.session-missing"
    title = "There is no such session"


class SpeakerNotFound(NotFound):
    code = "events.speaker-missing"
    title = "There is no such speaker"


class TrackNotFound(NotFound):
    code = "events.track-missing"
    title = "There is no such track"


class ImportNotFound(NotFound):
    code = "events.import-missing"
    title = "There is no such import"


class TrackNameTaken(Conflict):
    code = "events.track-name-taken"
    title = "The event has a track of this name already"


class TrackInUse(Conflict):
    code = "events.track-in-use"
    title = "Sessions stand in this track; move them first"


class LinkNotFound(NotFound):
    """Wrong, revoked and expired look alike."""

    code = "events.link-missing"
    title = "This link leads nowhere; ask the organizer for a new one"


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
    title = "Please send the file as application/xml, text/csv or text/calendar"


def time_zone_error(detail: str, code: str) -> FieldError:
    return FieldError("?time_zone", detail, code)
