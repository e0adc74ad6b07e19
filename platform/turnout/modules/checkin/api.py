"""The front door of check-in."""

from turnout.modules.checkin.hooks import GATE, REFUSED
from turnout.modules.checkin.policies import MANAGE, SCAN
from turnout.modules.checkin.queries import list_lists as lists_of_event
from turnout.modules.checkin.queries import list_of_tickets, people_inside
from turnout.modules.checkin.service import (
    admit,
    count_inside,
    create_list,
    list_lists,
    read_scan,
    scan,
    undo_admission,
)
from turnout.modules.checkin.types import (
    Attendance,
    CheckinList,
    GateCount,
    NewList,
    PresentedCode,
    Reason,
    Refusal,
    Scan,
    TicketCheckin,
    Verdict,
)
