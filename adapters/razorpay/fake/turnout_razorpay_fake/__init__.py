"""A fake of Razorpay's side for tests and demos. It is not Razorpay, and no money moves.

Built from the published API (razorpay.com/docs: api, webhooks, payments, settlements): the part
of it that the adapter uses, as strictly as the provider would be.
"""

from turnout_razorpay_fake.accounts import settings
from turnout_razorpay_fake.control_client import ControlClient
from turnout_sdk.fakes import Fake

fake = Fake(
    key="razorpay",
    title="Fake of Razorpay",
    module="turnout_razorpay_fake",
    port=8094,
    settings=settings,
    controls=ControlClient,
)
