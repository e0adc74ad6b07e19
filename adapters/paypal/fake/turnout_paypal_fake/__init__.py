"""A fake of PayPal's side for tests and demos. It is not PayPal, and no money moves.

Built from the published API (developer.paypal.com: orders v2, payments v2, webhooks, disputes,
transaction search): the part of it that the adapter uses, as strictly as the provider would be.
"""

from turnout_paypal_fake.accounts import settings
from turnout_sdk.fakes import Fake


def controls(base_url: str, account: str) -> object:
    # It imports the adapter, and with it the vendor's library.
    from turnout_paypal_fake.control_client import ControlClient

    return ControlClient(base_url, account)


fake = Fake(
    key="paypal",
    title="Fake of PayPal",
    module="turnout_paypal_fake",
    port=8093,
    settings=settings,
    controls=controls,
)
