"""What the platform takes: set by its operator, kept back by the provider or owed."""

import json

import click
import pytest
from click.testing import CliRunner
from psycopg.errors import InsufficientPrivilege
from tests.factories.people import add_member, bearer
from tests.modules.payments.conftest import connect_acme

from turnout.kernel.db.tx import transaction
from turnout.modules.payments import api as payments
from turnout_sdk.money import Money
from turnout_sdk.payments import FactKind


@pytest.fixture
def command():
    group = click.Group()
    payments.add_commands(group, lambda: None)
    return lambda *arguments: CliRunner().invoke(group, ["platform-fee", *arguments])


@pytest.fixture
def charged(shop, command):
    """An organization of which the platform takes 2 % and 21 cents."""
    organization = str(shop.till.ctx.organization_id)
    answer = command("set", organization, "--basis-points", "200", "--fixed", "EUR=21")
    assert answer.exit_code == 0, answer.output
    return shop


def paid(shop, connection_id):
    payment_id = shop.till.open(connection_id=connection_id)
    payments.start(shop.till.ctx, payment_id)
    ref = shop.acme.ref(payment_id)
    shop.acme.tell(ref, FactKind.PAYMENT_SUCCEEDED)
    payments.refresh_payment(shop.till.ctx, payment_id)
    return payment_id, ref


def test_without_a_rule_nothing_is_taken(shop):
    payment_id, ref = shop.start()

    assert shop.till.view(payment_id).platform_fee_minor == 0
    assert shop.acme.charges[ref].platform_fee is None


def test_what_no_provider_keeps_back_is_owed(charged):
    payment_id, ref = paid(charged, charged.connection_id)

    assert charged.acme.charges[ref].platform_fee is None
    assert charged.till.view(payment_id).platform_fee_minor == 105
    assert charged.till.balances() == {
        "provider_receivable": 4200,
        "sales": -4200,
        "platform_fees": 105,
        "platform_payable": -105,
    }


def test_a_connected_account_has_it_kept_back_by_the_provider(charged):
    connected = connect_acme(charged.till, name="Connected", merchant="m_1")

    _, ref = paid(charged, connected)

    assert charged.acme.charges[ref].platform_fee == Money(105, "EUR")
    assert charged.till.balances() == {
        "provider_receivable": 4095,
        "sales": -4200,
        "platform_fees": 105,
    }


def test_a_refund_gives_the_share_back_in_proportion(charged):
    connected = connect_acme(charged.till, name="Connected", merchant="m_1")
    payment_id, _ = paid(charged, connected)

    for minor in (1000, 1000, 2200):
        charged.till.refund(payment_id, minor)
    charged.till.work()

    parts = [each.platform_fee.minor for each in charged.acme.refunds]
    assert (parts, sum(parts)) == ([25, 25, 55], 105)
    assert charged.till.balances() == {"refunds": 4200, "sales": -4200}


def test_what_is_owed_shrinks_with_a_refund(charged):
    payment_id, _ = paid(charged, charged.connection_id)
    charged.till.refund(payment_id, 2100)
    charged.till.work()

    assert charged.acme.refunds[0].platform_fee is None
    assert charged.till.balances()["platform_payable"] == -53


def test_the_present_payments_keep_their_fee_when_the_rule_changes(charged, command):
    payment_id = charged.open()
    command("set", str(charged.till.ctx.organization_id), "--basis-points", "0")

    assert charged.till.view(payment_id).platform_fee_minor == 105
    assert charged.till.view(charged.open()).platform_fee_minor == 0


def test_whoever_opens_a_payment_may_say_what_the_platform_takes(charged):
    payment_id = charged.open(platform_fee=Money(7, "EUR"))

    assert charged.till.view(payment_id).platform_fee_minor == 7


@pytest.mark.parametrize(
    "options",
    [
        ("--basis-points", "-1"),
        ("--basis-points", "10001"),
        ("--basis-points", "100", "--fixed", "EUR"),
        ("--basis-points", "100", "--fixed", "EUR=-1"),
        ("--basis-points", "100", "--fixed", "euro=1"),
    ],
)
def test_a_rule_that_nobody_can_mean_is_refused(shop, command, options):
    organization = str(shop.till.ctx.organization_id)

    assert command("set", organization, *options).exit_code != 0

    shown = command("show", organization)
    assert json.loads(shown.output) == {"basis_points": 0, "fixed": {}}


def test_the_organization_sees_the_rule_and_cannot_change_it(charged):
    assert charged.till.get("/platform-fee").json == {"basis_points": 200, "fixed": {"EUR": 21}}
    staff = add_member(charged.till.organization, "staff")
    path = f"/api/v1/organizations/{charged.till.ctx.organization_id}/platform-fee"
    assert charged.till.client.get(path, headers=bearer(staff)).status_code == 403

    for statement in ("UPDATE platform_fees SET basis_points = 0", "DELETE FROM platform_fees"):
        with pytest.raises(InsufficientPrivilege), transaction(charged.till.ctx) as tx:
            tx.query(statement)


def test_the_operators_change_is_audited(charged):
    with transaction(charged.till.ctx) as tx:
        rows = tx.query("SELECT actor FROM audit_entries WHERE table_name = 'platform_fees'")

    assert rows == [("system:cli.platform-fee",)]
