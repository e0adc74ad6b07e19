"""A fake of Apple for tests: its authority with pass certificates, and its push service (APNs)."""

from turnout_apple_fake.certificates import Authority, PassCertificate
from turnout_apple_fake.push_service import FakePushService, start_provider

__all__ = ["Authority", "FakePushService", "PassCertificate", "start_provider"]
