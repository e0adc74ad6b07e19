"""Orders that were paid and refunded without a provider, and documents to draw."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from tests.factories.sales import MadeShop
from turnout.kernel.context import system_in
from turnout.kernel.db.tx import transaction
from turnout.modules.invoices import rules
from turnout.modules.invoices.types import Document, DocumentKind, InvoiceParty, Line
from turnout.modules.orders.facts import OrderConfirmed, OrderRefunded
from turnout.modules.taxes.api import Treatment

PAY = """
    UPDATE orders SET state = 'confirmed', money_state = 'paid', confirmed_at = %(now)s,
        paid_minor = total_minor + %(over)s
    WHERE organization_id = %(organization_id)s AND id = %(id)s
"""
REFUND = """
    UPDATE orders SET money_state = 'part_refunded', refunded_minor = refunded_minor + %(amount)s
    WHERE organization_id = %(organization_id)s AND id = %(id)s
"""
SELLER = {
    "legal_name": "Hafenverein e. V.",
    "street": "Kai 1",
    "postal_code": "20457",
    "city": "Hamburg",
    "country": "DE",
    "tax_id": "DE136695976",
    "registration_id": "VR 1234",
    "email": "kasse@hafen.example",
}
BUYER = {
    "company": "ACME SARL",
    "name": "Bea Buyer",
    "street": "1 rue du Port",
    "postal_code": "69001",
    "city": "Lyon",
    "country": "FR",
    "tax_id": "FR 40 303265045",
    "reference": "KST 42",
}


def place(client: Any, shop: MadeShop, *types: UUID, quantity: int = 1, **buyer: Any) -> Any:
    """A held order, as its buyer got it."""
    answer = client.post(shop.orders_path, json=shop.basket(*types, quantity=quantity, **buyer))
    assert answer.status_code == 201, answer.json
    return answer.json


def pay(shop: MadeShop, order_id: str, *, over_minor: int = 0) -> OrderConfirmed:
    """Confirm an order as orders does when it was paid (`over_minor` too much)."""
    fact = OrderConfirmed(order_id=UUID(order_id), event_id=shop.event_id)
    with transaction(system_in(shop.organization.id, "tests.pay")) as tx:
        where = {"organization_id": tx.organization_id, "id": fact.order_id}
        tx.query(PAY, {**where, "now": tx.now, "over": over_minor})
        tx.publish(fact)
    return fact


def refund(shop: MadeShop, order_id: str, amount_minor: int) -> OrderRefunded:
    """Note money that went back, as orders does when the provider has told."""
    with transaction(system_in(shop.organization.id, "tests.refund")) as tx:
        fact = OrderRefunded(
            order_id=UUID(order_id),
            event_id=shop.event_id,
            refund_id=UUID(order_id),
            amount_minor=amount_minor,
            currency="EUR",
        )
        where = {"organization_id": tx.organization_id, "id": fact.order_id}
        tx.query(REFUND, {**where, "amount": amount_minor})
        tx.publish(fact)
    return fact


def a_line(gross: int = 11900, tax: int = 1900, rate: int = 1900, **values: Any) -> Line:
    return Line(
        **{
            "name": "Early bird",
            "quantity": 1,
            "rate_bp": rate,
            "net_minor": gross - tax,
            "tax_minor": tax,
            "gross_minor": gross,
            **values,
        }
    )


def a_document(*lines: Line, **values: Any) -> Document:
    """An invoice between two businesses of the Union."""
    made = Document(
        kind=DocumentKind.INVOICE,
        number="INV-2026-000001",
        issued_on=date(2026, 11, 20),
        language="de",
        currency="EUR",
        seller=InvoiceParty(
            name=SELLER["legal_name"], **{k: v for k, v in SELLER.items() if k != "legal_name"}
        ),
        buyer=InvoiceParty(
            name="ACME SARL",
            contact="Bea Buyer",
            street="1 rue du Port",
            postal_code="69001",
            city="Lyon",
            country="FR",
            tax_id="FR40303265045",
            email="bea@acme.example",
        ),
        is_business=True,
        treatment=Treatment.STANDARD,
        order_number="REG-20261120-7ZK4Q9",
        event_title="Herbsttagung",
        supplied_on=date(2026, 12, 1),
        **rules._sums(list(lines) or [a_line()]),
    )
    return replace(made, **values)
