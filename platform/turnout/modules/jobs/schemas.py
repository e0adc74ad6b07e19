"""Requests about jobs."""

from turnout.kernel.http.answers import one_of
from turnout.kernel.http.request_fields import PageArguments
from turnout.modules.jobs.types import ItemState, JobState


class JobArguments(PageArguments):
    state = one_of(JobState, load_default=None)


class ItemArguments(PageArguments):
    state = one_of(ItemState, load_default=None)
