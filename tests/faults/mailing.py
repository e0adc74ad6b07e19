"""Prepares an announcement to many, in a process of its own: `python -m tests.faults.mailing`.

Takes the settings of the environment, the mail provider's address, how many buyers there are, and
how many requests it takes in a second, where it has a limit; prints what the announcement and the
provider's account are called.
"""

import json
import sys

from turnout_mailgun_fake import fake

from tests.factories.many_orders import fill_orders
from tests.factories.sales import make_shop
from turnout.cli import start_command
from turnout.kernel import runtime
from turnout.modules.announcements.service import announcements
from turnout.modules.announcements.types import AnnouncementText, NewAnnouncement, Segment
from turnout.modules.connections import api as connections
from turnout_sdk.testing.provider.mail import MailControls

TEXT = AnnouncementText(language="en", subject="Doors at nine", body="<p>Hello {first_name}</p>")
SEGMENT = Segment(
    order_states=["confirmed"],
    ticket_type_ids=[],
    session_ids=[],
    languages=[],
    tag_ids=[],
    answers=[],
)


def main(provider_address: str, count: int, limit: int | None = None) -> None:
    start_command()
    shop = make_shop()
    account = f"org{shop.organization.id.hex}"
    if limit is not None:
        MailControls(provider_address, account).limit(limit)
    values = fake.settings_for(account, base_url=provider_address)
    new = connections.NewConnection(
        kind="email", adapter_key=fake.key, name="Mailgun", values=values
    )
    connections.create_connection(shop.organizer, new)
    owner_url = runtime.current().settings.database_owner_url
    assert owner_url is not None
    fill_orders(owner_url.get_secret_value(), shop, shop.add_type(), count=count)
    texts = NewAnnouncement(texts=[TEXT], segment=SEGMENT)
    made = announcements.create_announcement(shop.organizer, shop.event_id, texts)
    announcements.schedule(shop.organizer, shop.event_id, made.id, send_at=None, version=None)
    sys.stdout.write(json.dumps({"account": account, "announcement_id": str(made.id)}))


if __name__ == "__main__":
    main(sys.argv[1], *map(int, sys.argv[2:]))
