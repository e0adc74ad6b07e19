"""The ledger follows from the set of facts: any order, any repetition, the same balances."""

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.prove.counts import examples

from turnout.modules.payments import ledger_rules, provider_objects, rules
from turnout.modules.payments.ledger_rules import Booked, Share
from turnout.modules.payments.models import Account, FeeRoute
from turnout.modules.payments.provider_objects import Observation
from turnout.modules.payments.rules import project
from turnout_sdk.money import Money
from turnout_sdk.payments import FactKind
from turnout_sdk.risk import RiskLevel, RiskVerdict

T0 = datetime(2026, 3, 1, 12, tzinfo=UTC)
ASKED = Money(4200, "EUR")
SUCCEEDED, CAPTURED = FactKind.PAYMENT_SUCCEEDED, FactKind.PAYMENT_CAPTURED
BACK, BACK_FAILED = FactKind.REFUND_SUCCEEDED, FactKind.REFUND_FAILED
OPENED, WON, LOST = FactKind.DISPUTE_OPENED, FactKind.DISPUTE_WON, FactKind.DISPUTE_LOST
FAMILIES = {
    "payment": ["pay", "cap_1", "cap_2"],
    "refund": ["re_1", "re_2"],
    "dispute": ["dp_1", "dp_2"],
    "risk": ["ch_1", "ch_2"],
}
VERDICTS = [None, *(RiskVerdict(level=each, score=7) for each in RiskLevel)]


def told(
    kind, object_id="pay", minor=4200, *, fee=None, fault=None, accepted=False, at=0, risk=None
):
    return Observation(
        kind=kind,
        object_id=object_id,
        amount=Money(minor, "EUR"),
        occurred_at=T0 + timedelta(seconds=at),
        fee_minor=fee,
        fault=fault,
        is_accepted=accepted,
        risk=risk,
    )


@st.composite
def tellings(draw):
    """A fact about an object of its own family, perhaps told with another fee or amount."""
    kind = draw(st.sampled_from(list(FactKind)))
    risk = draw(st.sampled_from(VERDICTS))
    return told(
        kind,
        draw(st.sampled_from(FAMILIES[kind.value.partition(".")[0]])),
        draw(st.integers(1, 5000)),
        fee=draw(st.none() | st.integers(-50, 90)),
        fault=draw(st.sampled_from([None, None, None, "amount", "reference"])),
        accepted=draw(st.booleans()),
        at=draw(st.integers(0, 90)) if risk is None else 0,
        risk=risk,
    )


LIVES = st.lists(tellings(), max_size=14)
SHARES = st.builds(Share, minor=st.integers(0, 4200), route=st.sampled_from(list(FeeRoute)))


class Ledger:
    """Keeps what was booked as the database does, and never forgets a line."""

    def __init__(self, share=ledger_rules.NO_SHARE):
        self.entries = []
        self._share = share
        self._facts = []

    def hear(self, *facts, is_refused=False):
        known = {(each.kind, each.object_id, each.variant) for each in self._facts}
        self._facts += [
            each for each in facts if (each.kind, each.object_id, each.variant) not in known
        ]
        wanted = ledger_rules.targets(
            self._facts, asked=ASKED, share=self._share, is_refused=is_refused
        )
        self.entries += ledger_rules.differences(wanted, self.booked, now=T0)

    @property
    def booked(self):
        found = {}
        for entry in self.entries:
            before = found.get((entry.subject, entry.currency), Booked())
            balances = Counter(before.balances)
            for account, amount in entry.lines:
                balances[account] += amount
            found[entry.subject, entry.currency] = Booked(
                balances=dict(balances),
                kinds=before.kinds | {entry.kind},
                entries=before.entries + 1,
            )
        return found

    @property
    def balances(self):
        total = Counter()
        for entry in self.entries:
            for account, amount in entry.lines:
                total[account] += amount
        return {account: amount for account, amount in total.items() if amount}


def balances_of(facts, *, share=ledger_rules.NO_SHARE, is_refused=False):
    ledger = Ledger(share)
    ledger.hear(*facts, is_refused=is_refused)
    return ledger.balances


def distinct(facts):
    """As the database keeps them: a telling is stored once, whatever else it came with."""
    return list({(each.kind, each.object_id, each.variant): each for each in facts}.values())


@settings(max_examples=examples(400))
@given(facts=LIVES, share=SHARES, data=st.data())
def test_every_order_with_repetitions_in_any_portions_ends_in_the_same_balances(facts, share, data):
    facts = distinct(facts)
    again = data.draw(st.lists(st.sampled_from(facts), max_size=8)) if facts else []
    order = data.draw(st.permutations(facts + again))
    ledger = Ledger(share)
    while order:
        size = data.draw(st.integers(1, len(order)))
        ledger.hear(*order[:size])
        order = order[size:]

    assert ledger.balances == balances_of(facts, share=share)


@settings(max_examples=examples(400))
@given(facts=LIVES, share=SHARES)
def test_every_entry_sums_to_zero_and_has_two_lines(facts, share):
    ledger = Ledger(share)
    for fact in distinct(facts):
        ledger.hear(fact)

    for entry in ledger.entries:
        assert sum(amount for _, amount in entry.lines) == 0
        assert len(entry.lines) >= 2


@settings(max_examples=examples(400))
@given(facts=LIVES, share=SHARES)
def test_the_balances_are_what_the_projection_says(facts, share):
    facts = distinct(facts)
    projection = project(facts, asked=ASKED)
    balances = balances_of(facts, share=share)

    assert -balances.get(Account.SALES, 0) == projection.captured_minor
    assert balances.get(Account.REFUNDS, 0) == projection.refunded_minor
    away = balances.get(Account.DISPUTES, 0) + balances.get(Account.DISPUTE_LOSSES, 0)
    assert away == projection.disputed_minor
    assert balances.get(Account.FEES, 0) == projection.fee_minor
    kept = max(0, projection.captured_minor - projection.refunded_minor)
    assert balances.get(Account.PLATFORM_FEES, 0) == share.of(kept, asked=ASKED.minor)


@given(facts=LIVES, data=st.data())
def test_the_projection_does_not_care_for_order_or_repetition_either(facts, data):
    facts = distinct(facts)
    again = data.draw(st.lists(st.sampled_from(facts), max_size=8)) if facts else []

    assert project(data.draw(st.permutations(facts + again)), asked=ASKED) == project(
        facts, asked=ASKED
    )


@given(facts=LIVES, data=st.data())
def test_a_second_run_over_the_same_facts_books_nothing(facts, data):
    ledger = Ledger()
    ledger.hear(*facts)
    count = len(ledger.entries)

    ledger.hear(*data.draw(st.permutations(facts)))

    assert len(ledger.entries) == count


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_a_fee_that_becomes_known_later_is_corrected_once(order):
    tellings = [told(SUCCEEDED, fee=None), told(SUCCEEDED, fee=84)]
    ledger = Ledger()
    for index in (*order, *order):
        ledger.hear(tellings[index])

    assert ledger.balances == {
        Account.PROVIDER_RECEIVABLE: 4116,
        Account.FEES: 84,
        Account.SALES: -4200,
    }
    assert [each.kind for each in ledger.entries] == (
        ["payment.collected", "payment.corrected"] if order == (0, 1) else ["payment.collected"]
    )


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_a_refund_that_failed_after_it_succeeded_gave_nothing_back(order):
    refund = [told(BACK, "re_1", 1000), told(BACK_FAILED, "re_1", 1000)]
    facts = [told(SUCCEEDED), refund[order[0]], refund[order[1]]]
    ledger = Ledger()
    for fact in facts:
        ledger.hear(fact)

    assert ledger.balances == {Account.PROVIDER_RECEIVABLE: 4200, Account.SALES: -4200}
    projection = project(facts, asked=ASKED)
    assert (projection.state, projection.refunded_minor) == (rules.PaymentState.SUCCEEDED, 0)


DISPUTES = [
    ([told(OPENED, "dp")], "open", {Account.DISPUTES: 4200}),
    ([told(OPENED, "dp"), told(LOST, "dp")], "lost", {Account.DISPUTE_LOSSES: 4200}),
    ([told(OPENED, "dp"), told(WON, "dp")], "won", {}),
    ([told(OPENED, "dp"), told(LOST, "dp"), told(WON, "dp")], "won", {}),
    ([told(LOST, "dp")], "lost", {Account.DISPUTE_LOSSES: 4200}),
    ([told(OPENED, "dp", 1500)], "open", {Account.DISPUTES: 1500}),
    (
        [told(OPENED, "dp", 1500), told(LOST, "dp", 1000)],
        "lost",
        {Account.DISPUTE_LOSSES: 1000},
    ),
    (
        [told(OPENED, "dp", fee=1500), told(LOST, "dp")],
        "lost",
        {Account.DISPUTE_LOSSES: 4200, Account.FEES: 1500},
    ),
    ([told(OPENED, "dp", fee=1500), told(WON, "dp", fee=0)], "won", {}),
    ([told(OPENED, "dp", fee=1500), told(WON, "dp")], "won", {Account.FEES: 1500}),
    (
        [told(BACK, "re", 1200), told(OPENED, "dp", 3000)],
        "open",
        {Account.REFUNDS: 1200, Account.DISPUTES: 3000},
    ),
]


@pytest.mark.parametrize(("facts", "stage", "accounts"), DISPUTES)
@pytest.mark.parametrize("backwards", [False, True])
def test_a_dispute_is_booked_as_it_stands_in_the_end(facts, stage, accounts, backwards):
    every = [told(SUCCEEDED), *facts]
    ledger = Ledger()
    for fact in reversed(every) if backwards else every:
        ledger.hear(fact)

    receivable = 4200 - sum(accounts.values())
    expected = {Account.SALES: -4200, Account.PROVIDER_RECEIVABLE: receivable, **accounts}
    assert ledger.balances == {account: minor for account, minor in expected.items() if minor}
    assert project(every, asked=ASKED).dispute == stage


def test_the_words_of_entries_say_what_happened():
    ledger = Ledger()
    for fact in (
        told(SUCCEEDED, fee=84),
        told(OPENED, "dp"),
        told(LOST, "dp"),
        told(WON, "dp"),
        told(BACK, "re", 10),
        told(BACK_FAILED, "re", 10),
    ):
        ledger.hear(fact)

    assert [each.kind for each in ledger.entries] == [
        "payment.collected",
        "dispute.opened",
        "dispute.lost",
        "dispute.won",
        "refund.succeeded",
        "refund.failed",
    ]


def test_money_that_does_not_fit_is_booked_apart_from_sales():
    assert balances_of([told(SUCCEEDED, minor=100, fault="amount")]) == {
        Account.PROVIDER_RECEIVABLE: 100,
        Account.HELD_FOR_REVIEW: -100,
    }


def test_an_approved_misfit_is_a_sale():
    facts = [told(SUCCEEDED, minor=100, fault="amount", accepted=True)]

    assert balances_of(facts) == {Account.PROVIDER_RECEIVABLE: 100, Account.SALES: -100}
    assert project(facts, asked=ASKED).captured_minor == 100
    assert project(facts, asked=ASKED).review_reason is None


def test_other_money_is_never_a_sale_whoever_approves():
    facts = [told(SUCCEEDED, fault="currency", accepted=True)]

    assert Account.SALES not in balances_of(facts)
    assert project(facts, asked=ASKED).captured_minor == 0


def test_a_refused_payment_is_no_sale_and_leaves_nothing_once_it_went_back():
    ledger = Ledger()
    ledger.hear(told(SUCCEEDED, fee=84))
    ledger.hear(is_refused=True)
    assert ledger.balances[Account.HELD_FOR_REVIEW] == -4200
    assert Account.SALES not in ledger.balances

    ledger.hear(told(BACK, "re", 4200), is_refused=True)

    assert ledger.balances == {Account.FEES: 84, Account.PROVIDER_RECEIVABLE: -84}


@pytest.mark.parametrize(
    ("route", "against"),
    [
        (FeeRoute.OWED, Account.PLATFORM_PAYABLE),
        (FeeRoute.PROVIDER, Account.PROVIDER_RECEIVABLE),
    ],
)
def test_the_platforms_share_goes_back_in_proportion(route, against):
    ledger = Ledger(Share(minor=105, route=route))
    ledger.hear(told(SUCCEEDED))
    before = ledger.balances.get(against, 0)
    assert ledger.balances[Account.PLATFORM_FEES] == 105

    ledger.hear(told(BACK, "re_1", 1400))
    assert ledger.balances[Account.PLATFORM_FEES] == 70
    ledger.hear(told(BACK, "re_2", 2800))
    assert Account.PLATFORM_FEES not in ledger.balances
    back = 4200 if against is Account.PROVIDER_RECEIVABLE else 0
    assert ledger.balances.get(against, 0) == before + 105 - back


@given(
    share=SHARES,
    cuts=st.lists(st.integers(1, 4200), max_size=6),
)
def test_the_parts_of_a_share_add_up_whatever_the_refunds(share, cuts):
    kept, parts = ASKED.minor, 0
    for cut in [each for each in cuts if each]:
        after = max(0, kept - cut)
        parts += share.of(kept, asked=4200) - share.of(after, asked=4200)
        kept = after

    assert parts + share.of(kept, asked=4200) == share.of(4200, asked=4200)


def test_a_fact_told_with_two_amounts_counts_at_most_once_and_is_held():
    facts = [told(CAPTURED, "cap_1", 3000), told(CAPTURED, "cap_1", 2000)]

    assert project(facts, asked=ASKED).review_reason == "contradiction"
    assert project(facts, asked=ASKED).captured_minor == 3000
    assert len(provider_objects.objects_of(facts)) == 1


@given(facts=LIVES)
def test_what_was_collected_never_shrinks_as_more_is_told(facts):
    facts = distinct(facts)
    amounts = [project(facts[:n], asked=ASKED).captured_minor for n in range(len(facts) + 1)]

    assert amounts == sorted(amounts)
