"""Refusals of scheduled exports."""

from turnout.kernel.errors import NotFound


class ExportScheduleNotFound(NotFound):
    code = "export-schedules.none"
    title = "There is no such scheduled export"
