"""The front door of check-in."""

from turnout.modules.checkin.hooks import GATE, REFUSED
from turnout.modules.checkin.overrides import admit_anyway, override
from turnout.modules.checkin.policies import MANAGE, OVERRIDE, SCAN, require_can_override
from turnout.modules.checkin.queries.attendance import (
    count_registered,
    list_of_tickets,
    people_inside,
)
from turnout.modules.checkin.queries.lists import list_lists as lists_of_event
from turnout.modules.checkin.queries.stays import count_occupancy
from turnout.modules.checkin.scan_context import PresentedCode, Refusal
from turnout.modules.checkin.scans import admit, identify, present_ticket, read_scan
from turnout.modules.checkin.service import (
    count_inside,
    create_list,
    list_lists,
    scan,
    undo_admission,
)
from turnout.modules.checkin.types import (
    DONE,
    METHODS,
    Attendance,
    CheckinList,
    Direction,
    GateCount,
    ListWindow,
    NewList,
    Reason,
    Scan,
    TicketCheckin,
    Verdict,
)
