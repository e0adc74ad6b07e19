"""What other modules may ask of the log of scans."""

from turnout.modules.checkin_scans.policies import EXPORT
from turnout.modules.checkin_scans.queries import list_chosen_scans, list_scan_ids
from turnout.modules.checkin_scans.service import record_refusal
from turnout.modules.checkin_scans.types import CheckinScan, ScanFilter, ScanOutcome
