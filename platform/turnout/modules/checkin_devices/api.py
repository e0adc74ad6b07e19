"""What other modules may ask of check-in devices."""

from turnout.modules.checkin_devices.errors import OtherList
from turnout.modules.checkin_devices.policies import (
    require_device,
    require_kiosk,
    require_selling_device,
    require_staffed_device,
)
from turnout.modules.checkin_devices.queries import names_of
from turnout.modules.checkin_devices.rules import kiosk_of, lists_of
from turnout.modules.checkin_devices.service import (
    create_joining_code,
    device_of,
    join,
    revoke_device,
)
from turnout.modules.checkin_devices.types import (
    DeviceContext,
    KioskMode,
    NewJoiningCode,
    StoredDevice,
)
