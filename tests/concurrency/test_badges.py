"""Badges printed at several desks at once: every print has a number of its own."""

from tests.factories.sales import make_shop
from tests.modules.badges.conftest import BadgedEvent

from turnout.kernel.db.tx import transaction
from turnout.kernel.ids import new_id

NUMBERS = """
    SELECT number FROM badge_prints
    WHERE organization_id = %(organization_id)s ORDER BY number
"""


def an_event(client):
    shop = make_shop()
    event = BadgedEvent(client, shop, shop.add_type(), shop.add_type())
    event.made()
    return event


def test_prints_of_one_ticket_at_once_are_counted_without_a_gap(app, client, queued, at_once):
    event = an_event(client)
    ticket = event.ticket()

    def print_badge():
        return (
            app.test_client()
            .post(
                f"{event.path}/badge-print-runs",
                json={"ticket_ids": [ticket], "reason": "Lost"},
                headers={**event.headers, "Idempotency-Key": new_id().hex},
            )
            .status_code
        )

    assert at_once(*[print_badge] * 6) == [201] * 6
    with transaction(event.shop.organizer) as tx:
        assert [number for (number,) in tx.query(NUMBERS, tx.here())] == [1, 2, 3, 4, 5, 6]


def test_of_first_prints_at_once_without_a_reason_one_counts(app, client, queued, at_once):
    event = an_event(client)
    ticket = event.ticket()

    def print_badge():
        return (
            app.test_client()
            .post(
                f"{event.path}/badge-print-runs",
                json={"ticket_ids": [ticket]},
                headers={**event.headers, "Idempotency-Key": new_id().hex},
            )
            .status_code
        )

    assert sorted(at_once(*[print_badge] * 5)) == [201, 422, 422, 422, 422]
