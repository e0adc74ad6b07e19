from datetime import timedelta

import pytest
from turnout_razorpay_fake import fake
from turnout_razorpay_fake.control_client import ControlClient

from turnout_razorpay import adapter
from turnout_sdk.errors import Untrusted
from turnout_sdk.testing import conformance
from turnout_sdk.testing.suites.suite import rule
from turnout_sdk.webhooks import Delivery


class TestConformance(conformance(adapter, fake=fake)):
    @rule("webhooks-verified-on-raw-body")
    @pytest.mark.parametrize(
        "age", [timedelta(days=8), timedelta(hours=-1)], ids=["old", "from the future"]
    )
    def test_a_delivery_of_another_time_is_refused(self, harness, age):
        """Razorpay signs no time of sending, only a body that says when it was made.

        The same body comes again for a day, and for a week when an organizer replays it: an hour
        is no age, eight days are.
        """
        signs = harness.control(ControlClient)
        body = signs.event_at(int((harness.now() - age).timestamp()))
        headers = signs.sign(body, at=harness.now())
        with pytest.raises(Untrusted):
            harness.open().verify(Delivery(headers=headers, body=body))
