"""The front door of check-in."""

from turnout.modules.checkin.service import (
    Attendance,
    NewList,
    count_inside,
    create_list,
    list_lists,
    scan,
    undo_admission,
)
from turnout.modules.checkin.types import CheckinList, Count, Reason, Scan, Verdict
