"""Refusals about check-in devices; `wipe` tells a device to delete what it has and stop."""

from turnout.kernel.errors import Conflict, Forbidden, Gone, NotFound, Unauthenticated


class DeviceNotFound(NotFound):
    code = "checkin_devices.not-found"
    title = "This event has no such check-in device"


class JoiningCodeNotFound(NotFound):
    code = "checkin_devices.code-unknown"
    title = "This is no joining code; ask the organizer for another one"


class JoiningCodeOver(Gone):
    """`reason` is `used`, `expired` or `revoked`."""

    code = "checkin_devices.code-over"
    title = "This joining code has ended; ask the organizer for another one"


class DeviceNameTaken(Conflict):
    code = "checkin_devices.name-taken"
    title = "Another device of this event has this name"


class DeviceNotGenuine(Unauthenticated):
    code = "checkin_devices.not-genuine"
    title = "This is no token of a check-in device of this organization"


class DeviceRevoked(Unauthenticated):
    """The device was taken away: it deletes its list, its queue's names and its token."""

    code = "checkin_devices.revoked"
    title = "This device was removed; delete everything that it has stored"


class DeviceOver(Unauthenticated):
    """Its time is over: as with a revoked one, what it has stored goes."""

    code = "checkin_devices.time-over"
    title = "The time of this device is over; delete everything that it has stored"


class DeviceTooEarly(Forbidden):
    """`starts_at` says from when it may."""

    code = "checkin_devices.too-early"
    title = "This device may not check people in yet"


class OtherList(Forbidden):
    """`list_ids` are those of the device."""

    code = "checkin_devices.other-list"
    title = "This device checks people in by other lists"


class OverrideNotAllowed(Forbidden):
    code = "checkin_devices.override-not-allowed"
    title = "This device may not let people in against the rules of a list"


class SellingNotAllowed(Forbidden):
    code = "checkin_devices.selling-not-allowed"
    title = "This device may not sell tickets"


class NotAKiosk(Forbidden):
    code = "checkin_devices.not-a-kiosk"
    title = "This device is no kiosk"


class NotAtKiosks(Forbidden):
    """A kiosk shows nobody a list of names, and lets nobody out."""

    code = "checkin_devices.not-at-kiosks"
    title = "This is for devices that the team holds"


class OrganizationNotOpen(Forbidden):
    code = "checkin_devices.organization-not-open"
    title = "This organization is closed or suspended; nobody is checked in"
