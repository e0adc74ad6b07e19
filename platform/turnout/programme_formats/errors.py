"""Reasons to refuse a whole schedule file; a single bad session only goes into the report."""


class UnreadableSchedule(Exception):
    """Not a schedule, not well-formed, too large, or carrying a document type or entities."""

    def __init__(self, reason: str, detail: str, *, line: int | None = None) -> None:
        super().__init__(detail)
        self.reason = reason
        self.detail = detail
        self.line = line


class TimeZoneNeeded(Exception):
    """The file gives local times and says nowhere of which zone."""

    field = "time_zone"

    def __init__(self, *, line: int) -> None:
        super().__init__("The file names no time zone. Say which one its times are in.")
        self.line = line


class UnknownTimeZone(Exception):
    """The caller's zone is not in the IANA database."""

    field = "time_zone"

    def __init__(self, name: str) -> None:
        super().__init__(f"{name[:100]!r} is not an IANA time zone such as Europe/Brussels.")
        self.name = name
