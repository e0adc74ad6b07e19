"""Name servers of tests."""

import pytest

from turnout.kernel.outbound.dns_records import DnsUnavailable, answered_by


class Zone:
    """The name servers of a test; `is_silent` when nobody answers."""

    def __init__(self):
        self.records, self.is_silent = {}, False

    def __call__(self, name):
        if self.is_silent:
            raise DnsUnavailable
        return self.records.get(name, [])

    def set(self, domain):
        self.records[domain["record_name"]] = ["v=spf1 -all", domain["record_value"]]


@pytest.fixture
def zone():
    made = Zone()
    with answered_by(made):
        yield made
