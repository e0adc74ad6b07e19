"""The front door of event plans."""

from turnout.modules.event_plans.service import get_plan
from turnout.modules.event_plans.types import Cue, EventPlan, Supplier, Task, TaskState
