"""What other modules may ask of the log of scans."""

from turnout.modules.checkin_scans.service import record_refusal
