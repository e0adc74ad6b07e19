"""The front door of jobs."""

from turnout.modules.jobs.queries import find_job, get_job
from turnout.modules.jobs.service import MOST_ITEMS, register, start_job
from turnout.modules.jobs.types import ItemState, Job, JobState, Outcome
