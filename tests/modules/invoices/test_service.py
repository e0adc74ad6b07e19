"""When which document is issued, what stands on it, and that it stays."""

from datetime import UTC, datetime, timedelta

import psycopg
import pytest
from tests.factories import invoices as making
from tests.factories import work
from tests.factories.people import enter, make_organization
from tests.factories.sales import make_shop

from turnout.kernel import clock
from turnout.kernel.context import system_in
from turnout.kernel.db.tx import transaction
from turnout.modules.invoices import api as invoices
from turnout.modules.invoices import service

pytestmark = pytest.mark.usefixtures("queued")


@pytest.fixture
def shop(app):
    return make_shop()


def documents(shop, order):
    with transaction(system_in(shop.organization.id, "tests.read")) as tx:
        return invoices.list_of_order(tx, order["id"])


def sold(client, shop, *, price=11900, rate=1900, **options):
    """A paid order whose facts were all heard."""
    order = making.place(
        client, shop, shop.add_type(price_minor=price, tax_rate_bp=rate), **options
    )
    making.pay(shop, order["id"])
    work.drain()
    return order


def test_a_paid_order_has_its_invoice(client, shop):
    order = sold(client, shop, quantity=2)
    [invoice] = documents(shop, order)
    year = clock.now().year
    assert invoice.number == f"INV-{year}-000001"
    assert (invoice.net_minor, invoice.tax_minor, invoice.total_minor) == (20000, 3800, 23800)
    assert invoice.document.order_number == order["number"]
    assert invoice.document.buyer.name == "Bea Buyer"
    assert invoice.document.seller.name == shop.organization.name


def test_a_confirmation_that_is_heard_twice_makes_one_invoice(client, shop):
    order = sold(client, shop)
    making.pay(shop, order["id"])
    work.drain()
    service.follow_order(
        system_in(shop.organization.id, "tests.again"), documents(shop, order)[0].order_id
    )
    assert len(documents(shop, order)) == 1


def test_numbers_run_on_within_an_organization_and_begin_anew_in_another(client, shop):
    numbers = [documents(shop, sold(client, shop))[0].number for _ in range(3)]
    assert [number[-6:] for number in numbers] == ["000001", "000002", "000003"]
    other = make_shop()
    assert documents(other, sold(client, other))[0].number.endswith("-000001")


def test_the_year_is_the_organizations_own(client, app):
    shop = make_shop(make_organization(time_zone="Asia/Tokyo"))
    order = making.place(client, shop, shop.add_type(price_minor=1000))
    with clock.frozen(datetime(2026, 12, 31, 16, tzinfo=UTC)):
        making.pay(shop, order["id"])
        work.drain()
    [invoice] = documents(shop, order)
    assert invoice.number == "INV-2027-000001"
    assert invoice.document.issued_on.isoformat() == "2027-01-01"


def test_a_free_order_has_none_until_it_is_asked_for(client, shop):
    order = making.place(client, shop, shop.add_type())
    work.drain()
    assert documents(shop, order) == []
    first = invoices.issue_invoice(shop.organizer, order["id"])
    assert invoices.issue_invoice(shop.organizer, order["id"]).number == first.number
    assert (first.total_minor, len(documents(shop, order))) == (0, 1)


def test_an_order_that_is_not_confirmed_gets_none(client, shop):
    order = making.place(client, shop, shop.add_type(price_minor=100))
    with pytest.raises(invoices.NotConfirmed):
        invoices.issue_invoice(shop.organizer, order["id"])


def test_several_rates_are_stated_each(client, shop):
    types = [
        shop.add_type(price_minor=price, tax_rate_bp=rate)
        for price, rate in ((11900, 1900), (1070, 700), (333, 1900), (500, 0))
    ]
    order = making.place(client, shop, *types)
    making.pay(shop, order["id"])
    work.drain()
    [invoice] = documents(shop, order)
    assert [(each.rate_bp, each.net_minor, each.tax_minor) for each in invoice.document.taxes] == [
        (1900, 10280, 1953),
        (700, 1000, 70),
        (0, 500, 0),
    ]
    assert invoice.total_minor == order["total_minor"] == 13803


def test_a_refund_in_full_has_a_credit_note_with_the_invoices_lines(client, shop):
    order = sold(client, shop, quantity=2)
    making.refund(shop, order["id"], 23800)
    work.drain()
    invoice, note = documents(shop, order)
    assert (note.kind, note.corrects_id, str(note.refund_id)) == (
        "credit_note",
        invoice.id,
        order["id"],
    )
    assert note.number == f"CRN-{clock.now().year}-000001"
    assert note.document.lines == invoice.document.lines
    assert note.document.corrects_number == invoice.number


def test_refunds_in_parts_add_up_to_the_invoice(client, shop):
    order = sold(client, shop, price=9999)
    for amount in (1, 3333, 6665):
        making.refund(shop, order["id"], amount)
        work.drain()
    invoice, *notes = documents(shop, order)
    assert [note.total_minor for note in notes] == [1, 3333, 6665]
    assert sum(note.tax_minor for note in notes) == invoice.tax_minor
    assert sum(note.net_minor for note in notes) == invoice.net_minor


def test_facts_that_come_in_the_wrong_order_end_the_same(client, shop):
    order = making.place(client, shop, shop.add_type(price_minor=11900, tax_rate_bp=1900))
    making.pay(shop, order["id"])
    refunded = making.refund(shop, order["id"], 11900)
    ctx = system_in(shop.organization.id, "tests.hear")
    service.follow_order(ctx, refunded.order_id, refund_id=refunded.refund_id)
    work.drain()
    assert [each.kind for each in documents(shop, order)] == ["invoice", "credit_note"]


def test_money_that_came_twice_and_went_back_once_credits_nothing(client, shop):
    order = making.place(client, shop, shop.add_type(price_minor=500))
    making.pay(shop, order["id"], over_minor=500)
    making.refund(shop, order["id"], 500)
    work.drain()
    assert len(documents(shop, order)) == 1
    making.refund(shop, order["id"], 200)
    work.drain()
    assert [each.total_minor for each in documents(shop, order)] == [500, 200]


def test_the_buyers_company_and_the_seller_are_frozen(client, shop):
    invoices.set_settings(shop.organizer, invoices.SellerSettings(**making.SELLER))
    order = making.place(client, shop, shop.add_type(price_minor=11900, tax_rate_bp=1900))
    invoices.set_billing(shop.buyer, order["id"], invoices.Billing(**making.BUYER))
    making.pay(shop, order["id"])
    work.drain()
    [before] = documents(shop, order)
    assert (before.document.buyer.name, before.document.buyer.tax_id) == (
        "ACME SARL",
        "FR40303265045",
    )
    assert before.tax_minor == 1900  # nobody said that reverse charge applies
    later = invoices.SellerSettings(**{**making.SELLER, "legal_name": "Neuer Name"})
    invoices.set_settings(shop.organizer, later)
    assert documents(shop, order)[0].document.seller.name == making.SELLER["legal_name"]
    with pytest.raises(invoices.InvoiceAlreadyIssued):
        invoices.set_billing(shop.buyer, order["id"], invoices.Billing(company="Other"))


@pytest.mark.parametrize(
    ("changes", "tax"),
    [({}, 0), ({"tax_id": "FR1"}, 1900), ({"country": "DE"}, 1900), ({"company": ""}, 1900)],
)
def test_reverse_charge_is_for_businesses_elsewhere_in_the_union(client, shop, changes, tax):
    settings = invoices.SellerSettings(**making.SELLER, applies_reverse_charge=True)
    invoices.set_settings(shop.organizer, settings)
    order = making.place(client, shop, shop.add_type(price_minor=11900, tax_rate_bp=1900))
    billing = invoices.Billing(**{**making.BUYER, **changes})
    invoices.set_billing(shop.buyer, order["id"], billing)
    making.pay(shop, order["id"])
    making.refund(shop, order["id"], 5000)
    work.drain()
    invoice, note = documents(shop, order)
    assert (invoice.tax_minor, invoice.total_minor) == (tax, 11900)
    assert (note.tax_minor == 0, note.total_minor) == (tax == 0, 5000)


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE invoices SET total_minor = 0, net_minor = 0, tax_minor = 0",
        "UPDATE invoices SET number = 'INV-1'",
        "UPDATE invoices SET document = '{}'",
        "DELETE FROM invoices",
        "DELETE FROM invoice_counters",
        "UPDATE invoice_counters SET year = 1",
    ],
)
def test_the_application_may_not_change_what_was_issued(client, shop, change):
    sold(client, shop)
    with (
        pytest.raises(psycopg.errors.InsufficientPrivilege),
        transaction(system_in(shop.organization.id, "tests.forge")) as tx,
    ):
        tx.query(change)


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE invoices SET number = 'INV-1'",
        "UPDATE invoices SET file_id = NULL",
        "DELETE FROM invoices",
    ],
)
def test_nor_may_whoever_owns_the_tables(client, shop, owner_connection, change):
    sold(client, shop)
    enter(owner_connection, shop.organization.id)
    with pytest.raises(psycopg.errors.InsufficientPrivilege, match="stays as it is"):
        owner_connection.execute(change)


@pytest.mark.parametrize("sequence", [1, 3, 40])
def test_the_database_refuses_a_number_that_leaves_a_gap(client, shop, sequence):
    sold(client, shop)
    copy = """
        INSERT INTO invoices (organization_id, id, kind, number, year, sequence, order_id,
            event_id, corrects_id, currency, net_minor, tax_minor, total_minor, issued_at, document)
        SELECT organization_id, order_id, 'invoice', 'X', year, %(sequence)s, order_id, event_id,
            NULL, currency, net_minor, tax_minor, total_minor, issued_at, document FROM invoices
    """
    with (
        pytest.raises(psycopg.errors.CheckViolation, match="the next number"),
        transaction(system_in(shop.organization.id, "tests.forge")) as tx,
    ):
        tx.query(copy, {"sequence": sequence})


def test_the_file_is_drawn_once_and_kept(client, shop):
    order = sold(client, shop)
    [invoice] = documents(shop, order)
    assert invoice.file_id is not None
    first = invoices.open_pdf(shop.organizer, invoice.id).content
    assert first.startswith(b"%PDF-1.7")
    assert invoices.open_pdf(shop.organizer, invoice.id).content == first


def test_a_file_whose_message_got_lost_is_drawn_by_the_sweep(client, shop, queued, monkeypatch):
    every = {"limit": 100_000}  # others' leftovers come first
    monkeypatch.setattr(service.list_undrawn, "__kwdefaults__", every)
    order = making.place(client, shop, shop.add_type(price_minor=100))
    making.pay(shop, order["id"])
    ctx = system_in(shop.organization.id, "tests.hear")
    service.follow_order(ctx, order["id"])
    queued.clear()
    [invoice] = documents(shop, order)
    assert invoices.open_pdf(shop.organizer, invoice.id).content.startswith(b"%PDF")
    work.run_timed("invoices.draw_due")
    assert all(arguments[1] != str(invoice.id) for _, arguments in queued)
    with clock.frozen(clock.now() + timedelta(seconds=61)):
        work.run_timed("invoices.draw_due")
        queued[:] = [each for each in queued if each[1][1] == str(invoice.id)]
        work.drain()
    assert documents(shop, order)[0].file_id is not None
