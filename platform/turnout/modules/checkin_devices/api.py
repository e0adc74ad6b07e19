"""What other modules may ask of check-in devices."""

from turnout.modules.checkin_devices.service import create_joining_code, join, revoke_device
from turnout.modules.checkin_devices.types import NewJoiningCode
