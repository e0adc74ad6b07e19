"""The answer of the log of scans to check-in: a refusal gets its line."""

from turnout.modules.checkin import api as checkin
from turnout.modules.checkin_scans import service

checkin.REFUSED.register(service.record_refusal)
