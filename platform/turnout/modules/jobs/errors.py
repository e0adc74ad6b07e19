"""Refusals of jobs."""

from turnout.kernel.errors import Conflict, NotFound


class JobNotFound(NotFound):
    code = "jobs.none"
    title = "There is no such job"


class JobIsOver(Conflict):
    code = "jobs.over"
    title = "The job is over already"
