"""The front door of sign-in devices."""

from turnout.modules.sign_in_devices.service import deny_sign_in
