"""The front door of shifts."""

from turnout.modules.shifts.queries import list_gates as gates_of_event
from turnout.modules.shifts.service import list_my_shifts, my_calendar
from turnout.modules.shifts.types import MyShift
