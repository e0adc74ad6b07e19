"""Price rules of a staged event: for a time, for groups and for members, and with demand."""

from datetime import timedelta
from uuid import UUID

from tests.factories.sales import MadeShop
from turnout.kernel import clock
from turnout.modules.discounts import api as discounts
from turnout.modules.discounts.types import CurrencyAmounts
from turnout.modules.event_currencies import service as event_currencies
from turnout.modules.event_currencies.types import NewPrice
from turnout.modules.member_lists import api as member_lists
from turnout.modules.price_rules import api as price_rules


def add_price_rules(shop: MadeShop, type_id: UUID) -> str:
    """An early-bird price for a week, those of groups and members, and what demand makes of it.

    It is sold in dollars too, with a code that takes something off in both.

    Returns the id of the member list.
    """
    members = member_lists.create_list(shop.organizer, "Friends of the pier")
    table = "number,expires,uses\nMEMBER-1,,\nMEMBER-2,2030-12-31,2\n"
    member_lists.import_numbers(shop.organizer, members.id, table)
    ends = clock.now() + timedelta(days=7)
    dollars = NewPrice(ticket_type_id=type_id, price_minor=4400)
    event_currencies.set_prices(shop.organizer, shop.event_id, "USD", [dollars])
    discounts.create_discount(
        shop.organizer,
        discounts.NewDiscount(
            name="Five off",
            code="FIVEOFF",
            event_id=shop.event_id,
            amount_minor=500,
            currency="EUR",
            minimum_minor=5000,
            amounts={"USD": CurrencyAmounts(amount_minor=600, minimum_minor=6000)},
        ),
    )
    for new in (
        price_rules.NewPriceRule(
            ticket_type_id=type_id,
            kind="early_bird",
            name="Early bird",
            price_minor=2900,
            prices={"USD": 3200},
            ends_at=ends,
            sold_until=20,
        ),
        price_rules.NewPriceRule(
            ticket_type_id=type_id,
            kind="quantity",
            name="Group",
            percent_bp=2000,
            minimum_quantity=5,
        ),
        price_rules.NewPriceRule(
            ticket_type_id=type_id,
            kind="member",
            name="Friends",
            price_minor=2400,
            member_list_id=members.id,
        ),
    ):
        price_rules.create_rule(shop.organizer, shop.event_id, new)
    plan = price_rules.DemandPlan(
        ticket_type_id=type_id,
        floor_minor=2000,
        ceiling_minor=6000,
        by_share=[price_rules.ShareBand(from_bp=5000, change_bp=1500)],
        by_time=[price_rules.TimeBand(hours_before=48, change_bp=-1000)],
        every_minutes=15,
        most_step_bp=1000,
        fall_back_bp=200,
    )
    price_rules.create_price(shop.organizer, shop.event_id, plan)
    return str(members.id)
