"""Prepares an organization that sells, in a process of its own: `python -m tests.faults.setup`.

Takes the settings of the environment and the provider's address; prints what buyers need.
"""

import json
import sys

from tests.factories.payments import Provider, api_key, make_payment_connection
from tests.factories.sales import make_shop
from turnout.cli import start_command
from turnout_sdk.testing.local_http import local_client


def main(provider_address: str, scarce: int) -> None:
    start_command()
    shop = make_shop()
    with local_client() as http:
        make_payment_connection(shop.organizer, provider=Provider(provider_address, http))
    other = make_shop(shop.organization)
    on_sale = make_shop(shop.organization)
    made = {
        "organization_id": str(shop.organization.id),
        "event_id": str(shop.event_id),
        "slug": shop.organization.slug,
        "api_key": api_key(shop.organizer),
        "owner": shop.organization.owner.email,
        "scarce": str(shop.add_type(capacity=scarce)),
        "other_event_id": str(other.event_id),
        "other_free": str(other.add_type(capacity=10_000)),
        "on_sale_event_id": str(on_sale.event_id),
        "on_sale": str(on_sale.add_type(capacity=scarce)),
        "paid": str(shop.add_type(capacity=10_000, price_minor=1_250)),
    }
    sys.stdout.write(json.dumps(made))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
