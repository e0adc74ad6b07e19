"""The front door of check-in."""

from turnout.modules.checkin.queries import CheckinList, Count
from turnout.modules.checkin.service import (
    Attendance,
    NewList,
    count_inside,
    create_list,
    list_lists,
    scan,
    undo_admission,
)
from turnout.modules.checkin.types import Reason, Scan, Verdict
