"""Refusals of event plans."""

from turnout.kernel.errors import Conflict, NotFound


class TaskNotFound(NotFound):
    code = "event-plans.task-missing"
    title = "There is no such task in the plan of this event"


class SupplierNotFound(NotFound):
    code = "event-plans.supplier-missing"
    title = "There is no such supplier in the plan of this event"


class CueNotFound(NotFound):
    code = "event-plans.cue-missing"
    title = "There is no such entry in the run of show of this event"


class PlanFull(Conflict):
    """`most` is how many of a kind a plan holds."""

    code = "event-plans.full"
    title = "The plan of this event holds no more of these; delete some first"
