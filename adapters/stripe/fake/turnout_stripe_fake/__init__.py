"""A fake of Stripe's side for tests and demos. It is not Stripe, and no money moves.

Built from the published API (docs.stripe.com: api, webhooks, currencies, idempotent
requests): the part of it that the adapter uses, as strictly as the provider would be.
"""

from turnout_sdk.fakes import Fake
from turnout_stripe_fake.accounts import settings
from turnout_stripe_fake.control_client import ControlClient

fake = Fake(
    key="stripe",
    title="Fake of Stripe",
    module="turnout_stripe_fake",
    port=8092,
    settings=settings,
    controls=ControlClient,
)
