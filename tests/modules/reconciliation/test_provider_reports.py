"""Every adapter that reports tells of the same objects in its report as in its facts."""

import os
import socket
import subprocess
import sys
from collections import Counter
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from importlib.metadata import entry_points

import pytest

from turnout.kernel.ids import new_id
from turnout.modules.payments import api as payments
from turnout.modules.payments.models import Source
from turnout.modules.payments.provider_objects import objects_of, to_observation
from turnout.modules.payments.queries.payments import NamedPayment
from turnout.modules.reconciliation import rules
from turnout.modules.reconciliation.types import ObjectSum
from turnout_sdk.adapter import Services
from turnout_sdk.fakes import GROUP
from turnout_sdk.money import Money
from turnout_sdk.payments import Charge, Refund
from turnout_sdk.settlements import Reports
from turnout_sdk.testing.local_http import local_client

CONNECTION = new_id()
CURRENCIES = ("EUR", "USD", "INR")


def reporting():
    adapters = {each.name: each.load() for each in entry_points(group="turnout.payments")}
    fakes = [each.load() for each in entry_points(group=GROUP)]
    return [
        pytest.param(each, adapters[each.key], id=each.key)
        for each in sorted(fakes, key=lambda each: each.key)
        if each.key in adapters and adapters[each.key].capabilities.payouts
    ]


@contextmanager
def running(fake, folder):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        bind = f"127.0.0.1:{probe.getsockname()[1]}"
    process = subprocess.Popen(
        fake.command(folder, bind=bind),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(each for each in sys.path if each)},
    )
    try:
        assert b"serves at" in process.stdout.readline()
        yield f"http://{bind}"
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


@pytest.fixture
def http():
    with local_client(timeout=10) as client:
        yield client


def charge(amount):
    return Charge(
        key=f"start-{new_id()}",
        reference=str(new_id()),
        amount=amount,
        description="2 tickets",
        return_url="https://turnout.test/thanks",
        cancel_url="https://turnout.test/basket",
        buyer_email="ada@people.example",
        country="DE",
    )


def sums_of(lines):
    gross, fees, first = Counter(), Counter(), {}
    for line in lines:
        if line.kind.value in rules.FAMILIES:
            key = line.kind.value, line.provider_ref, line.object_id, line.gross.currency
            gross[key] += line.gross.minor
            fees[key] += line.fee.minor
            first.setdefault(key, line)
    return [
        ObjectSum(
            kind=key[0], provider_ref=key[1], object_id=key[2], currency=key[3],
            gross_minor=gross[key], fee_minor=fees[key], line_id=line.line_id,
            last_at=line.occurred_at,
        )
        for key, line in first.items()
    ]  # fmt: skip


def ours(updates, ref, amount):
    named = NamedPayment(
        id=new_id(), reference=new_id(), connection_id=CONNECTION, provider_ref=ref,
        amount_minor=amount.minor, currency=amount.currency, share_minor=0,
    )  # fmt: skip
    told = [to_observation(each, Source.POLL) for each in updates]
    return payments.ReportedPayment(payment=named, objects=objects_of(told))


@pytest.mark.parametrize(("fake", "adapter"), reporting())
def test_report_and_facts_agree_but_for_fees_that_only_the_report_knows(
    fake, adapter, http, tmp_path
):
    currency = next(each for each in CURRENCIES if each in adapter.capabilities.currencies)
    amount = Money(420000, currency)
    with running(fake, tmp_path) as address:
        controls = fake.controls_for("books", base_url=address)
        settings = fake.settings_for("books", base_url=address)
        gateway = adapter.open(settings, Services(http=http, now=lambda: datetime.now(UTC)))
        assert isinstance(gateway, Reports)
        ref = gateway.start(charge(amount)).provider_ref
        controls.pay(ref)
        gateway.fetch(ref)
        gateway.refund(
            Refund(key=f"refund-{new_id()}", provider_ref=ref, amount=Money(100000, currency))
        )
        updates = gateway.fetch(ref).facts
        now = datetime.now(UTC)
        lines = list(gateway.settlements(now - timedelta(hours=1), now + timedelta(hours=1)))
    told = sums_of(lines)
    assert {each.kind for each in told} == {"charge", "refund"}
    known = ours(updates, ref, amount)
    found = [rules.of_sum(each, known, CONNECTION) for each in told]
    assert {each.kind.value for each in found if each} <= {"provider_fee"}
    corrected = [*updates, *(rules.fee_update(each, known) for each in told)]
    mended = ours(corrected, ref, amount)
    assert [rules.of_sum(each, mended, CONNECTION) for each in told] == [None, None]
