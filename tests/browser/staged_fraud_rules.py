"""Fraud rules for tests in a browser: of an event, one of each outcome, and an order they hold."""

from dataclasses import replace
from datetime import timedelta
from typing import Final

from turnout_turnstile_fake import fake as turnstile

from tests.factories.sales import MadeShop, make_event
from turnout.kernel import clock
from turnout.kernel.db.tx import transaction
from turnout.modules.blocked_addresses import api as blocked_addresses
from turnout.modules.blocked_addresses.api import NewBlockedAddress
from turnout.modules.connections import api as connections
from turnout.modules.events import api as events
from turnout.modules.fraud_rules import api as fraud_rules
from turnout.modules.fraud_rules.api import NewFraudRule
from turnout.modules.orders import api as orders
from turnout.modules.suppressions import api as suppressions

HOUR: Final = 3600
DAY: Final = 86_400
RULES: Final = (
    NewFraudRule(
        name="Many orders of one network",
        subject="network",
        measure="orders",
        most=200,
        period_seconds=HOUR,
        outcome="challenge",
    ),
    NewFraudRule(
        name="One address, many tickets",
        subject="email",
        measure="tickets",
        most=1000,
        period_seconds=DAY,
        outcome="refuse",
    ),
    NewFraudRule(
        name="Second order of an address",
        subject="email",
        measure="orders",
        most=1,
        period_seconds=HOUR,
        outcome="review",
    ),
)
"""Wide enough for all that the tests order, but the last, which is paused once it held an order."""


SUPPRESSED: Final = suppressions.NewSuppression(
    email="eve@people.example", scope="news", note="Asked at the door"
)
BLOCKED: Final = NewBlockedAddress(
    kind="domain",
    value="resold.example",
    outcome="review",
    reason="Tickets were offered elsewhere at three times the price",
    ends_at=clock.now() + timedelta(days=30),
)


def add_fraud_rules(shop: MadeShop) -> None:
    """Give an event its rules, an order that one of them holds, and block an address."""
    blocked_addresses.create_address(shop.organizer, BLOCKED)
    suppressions.create_suppression(shop.organizer, SUPPRESSED)
    made = [fraud_rules.create_rule(shop.organizer, shop.event_id, each) for each in RULES]
    type_id = shop.add_type(name="Reviewed entry", capacity=4, price_minor=0)
    lines = (orders.BasketLine(type_id, 1),)
    name = "Odile Twice"
    for _ in range(RULES[-1].most + 1):
        basket = orders.Basket(
            event_id=shop.event_id,
            lines=lines,
            buyer_email="odile@people.example",
            buyer_name=name,
            attendees=(orders.AttendeeInput(type_id, name),),
            sender=fraud_rules.Sender(network="203.0.113.9"),
        )
        orders.place_order(shop.buyer, basket)
    changes = {"state": "paused"}
    fraud_rules.update_rule(
        shop.organizer, shop.event_id, made[-1].id, changes, version=made[-1].version
    )


def have_judged(shop: MadeShop, service: str) -> None:
    """Have Turnstile, as it is played at this address, judge an organization's challenges."""
    values = turnstile.settings_for(shop.organization.id.hex, base_url=service)
    connections.create_connection(
        shop.organizer,
        connections.NewConnection(
            kind="challenge", adapter_key="turnstile", name="Turnstile", values=values
        ),
    )


class FraudHand:
    """What the tests of fraud rules may ask for."""

    def limit_tickets(self, *, title: str, outcome: str, service: str = "") -> str:
        """An event at which a network has one ticket an hour, and what comes beyond; its path.

        With a service, Turnstile as it is played at that address judges challenges.
        """
        shop = make_event(title=title)
        if service:
            have_judged(shop, service)
        shop.add_type(name="Entry", capacity=40, price_minor=0)
        shop.add_type(name="Supper", capacity=40, price_minor=0)
        events.publish_event(shop.organizer, shop.event_id)
        rule = replace(RULES[0], measure="tickets", most=1, outcome=outcome)
        fraud_rules.create_rule(shop.organizer, shop.event_id, rule)
        with transaction(shop.organizer) as tx:
            event = events.get_event(tx, shop.event_id)
        return f"/{shop.organization.slug}/{event.slug}"
