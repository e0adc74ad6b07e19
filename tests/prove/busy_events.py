"""Events that sell at once, in a process of its own: `python -m tests.prove.busy_events 200 200 30`.

Makes so many events and prints the addresses of their dashboards' streams. Told to go on by a line,
it makes so many changes a second for so many seconds, each an order in a transaction of its own,
and prints `number of the event, orders it has now, time` of each: a monotonic time of the machine.
"""

import json
import sys
import time
from uuid import UUID

from tests.factories.people import make_organization
from tests.factories.sales import MadeShop, make_shop
from turnout.cli import start_command
from turnout.kernel.context import system_in
from turnout.kernel.db.tx import transaction
from turnout.kernel.ids import new_id
from turnout.kernel.messaging import live
from turnout.modules.dashboards import service as dashboards

ORDER = """
    INSERT INTO orders (organization_id, id, number, event_id, state, money_state, currency,
        net_minor, tax_minor, total_minor, paid_minor, refunded_minor, buyer_email, buyer_name,
        locale, channel, placed_at, confirmed_at)
    VALUES (%(organization_id)s, %(id)s, %(number)s, %(event_id)s, 'confirmed', 'unpaid', 'EUR',
        0, 0, 0, 0, 0, 'bea@mail.example', 'Bea', 'en', 'web', now(), now())
"""


def main(events: int, changes: int, seconds: int) -> None:
    start_command()
    organization = make_organization()
    shops = [make_shop(organization) for _ in range(events)]
    for shop in shops:
        shop.add_type()
    streams = [dashboards.open_event_stream(each.organizer, each.event_id) for each in shops]
    print(json.dumps([each.url for each in streams]), flush=True)  # noqa: T201
    sys.stdin.readline()
    for line in sell(shops, changes, seconds):
        print(*line, flush=False)  # noqa: T201


def sell(shops: list[MadeShop], changes: int, seconds: int) -> list[tuple[int, int, float]]:
    """One order after another, evenly over time; late ones follow at once."""
    made = []
    begun = time.monotonic()
    for number in range(changes * seconds):
        time.sleep(max(0.0, begun + number / changes - time.monotonic()))
        which, before = number % len(shops), number // len(shops)
        place(shops[which].organization.id, shops[which].event_id, f"B{number}")
        made.append((which, before + 1, time.monotonic()))
    return made


def place(organization_id: UUID, event_id: UUID, number: str) -> None:
    with transaction(system_in(organization_id, "tests")) as tx:
        tx.query(ORDER, tx.here(id=new_id(), number=number, event_id=event_id))
        live.mark(tx, live.DASHBOARD, [event_id])


if __name__ == "__main__":
    main(*(int(each) for each in sys.argv[1:4]))
