"""Fraud rules for tests in a browser: of an event, one of each outcome."""

from dataclasses import replace
from typing import Final

from tests.factories.sales import MadeShop, make_event
from turnout.kernel.db.tx import transaction
from turnout.modules.events import api as events
from turnout.modules.fraud_rules import api as fraud_rules
from turnout.modules.fraud_rules.api import NewFraudRule

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
)
"""Wide enough for all that the tests order."""


def add_fraud_rules(shop: MadeShop) -> None:
    """Give an event its rules."""
    for each in RULES:
        fraud_rules.create_rule(shop.organizer, shop.event_id, each)


class FraudHand:
    """What the tests of fraud rules may ask for."""

    def limit_tickets(self, *, title: str, outcome: str) -> str:
        """An event at which a network has one ticket an hour, and what comes beyond; its path."""
        shop = make_event(title=title)
        shop.add_type(name="Entry", capacity=40, price_minor=0)
        shop.add_type(name="Supper", capacity=40, price_minor=0)
        events.publish_event(shop.organizer, shop.event_id)
        rule = replace(RULES[0], measure="tickets", most=1, outcome=outcome)
        fraud_rules.create_rule(shop.organizer, shop.event_id, rule)
        with transaction(shop.organizer) as tx:
            event = events.get_event(tx, shop.event_id)
        return f"/{shop.organization.slug}/{event.slug}"
