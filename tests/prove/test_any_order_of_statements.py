"""Whatever statements are imported, in whatever order and however often, the same money is in."""

from datetime import UTC, datetime
from importlib.metadata import entry_points

from tests.prove.counts import SEQUENCES, chance
from tests.prove.results import record_result
from tests.prove.scenarios.cases import WHOLE
from tests.prove.scenarios.history import History
from tests.prove.scenarios.ledger import Ledger
from tests.prove.scenarios.statements import ACCOUNTS, Account, files
from turnout.kernel.ids import new_id
from turnout_sdk.adapter import Services
from turnout_sdk.money import Money
from turnout_sdk.payments import Charge, Operation
from turnout_sdk.statements import Expected, Statements
from turnout_sdk.testing.local_http import local_client

SETTINGS = {"account_holder": "Congress e. V.", "iban": "DE02120300000000202051"}


def test_any_order_of_statements_ends_in_the_same_right_state():
    [adapter] = [
        each.load()
        for each in entry_points(group="turnout.payments")
        if each.name == "banktransfer"
    ]
    source, tried, wrong = chance("statements"), set(), []
    with local_client() as http:
        services = Services(http=http, now=lambda: datetime(2026, 3, 1, tzinfo=UTC))
        bank = adapter.open(SETTINGS, services)
        assert isinstance(bank, Statements)
        charge = charge_of()
        started = bank.start(charge)
        expected = Expected(
            provider_ref=started.provider_ref, amount=charge.amount, reference=charge.reference
        )
        while len(tried) < SEQUENCES and not wrong:
            account = ACCOUNTS[source.randrange(len(ACCOUNTS))]
            imported = files(account, started.provider_ref, source)
            tried.add((account.name, *imported))
            book = Ledger(story_of(account, charge, started))
            book.started(started)
            for content in imported:
                for update in bank.match(bank.read_statement(content), [expected]).updates:
                    book.hear(update)
            wrong += complaints_about(account, book, imported)
    record_result(
        "any order of arrival, banktransfer", f"{len(tried)} sequences of {len(ACCOUNTS)} lives"
    )

    assert not wrong, wrong[0]


def complaints_about(account: Account, book: Ledger, imported: list[bytes]) -> list[str]:
    end, ledger = account.end, {name: minor for name, minor in book.balances.items() if minor}
    owed = end.collected - end.returned
    wanted = {"provider_receivable": owed, "sales": -end.collected, "refunds": end.returned}
    wanted = {name: minor for name, minor in wanted.items() if minor}
    if (book.end, ledger, book.projection.review_reason) == (end, wanted, None):
        return []
    statements = "\n".join(each.decode() for each in imported)
    return [f"{account.name}: {book.end} and {ledger}, not {end} and {wanted}\n{statements}"]


def charge_of() -> Charge:
    payment_id = str(new_id())
    return Charge(
        key=f"start-{payment_id}",
        reference=payment_id,
        amount=Money(WHOLE, "EUR"),
        description="REG-1",
        return_url="http://shop.example/thanks",
        cancel_url="http://shop.example/basket",
    )


def story_of(account: Account, charge: Charge, started: Operation) -> History:
    return History(
        provider="banktransfer",
        plot=account.name,
        asked=charge.amount,
        reference=charge.reference,
        provider_ref=started.provider_ref,
        deliveries=(),
        polls=(),
        answers=(started,),
        end=account.end,
        read=lambda _: None,
    )
