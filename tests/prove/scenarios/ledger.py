"""Takes in facts one after another, as the platform's worker does, without a database.

What it decides with is the platform's own (`payments.rules`, `payments.books`); what it remembers
is a dictionary.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Final
from uuid import UUID

from tests.prove.scenarios.history import End, History
from turnout.modules.payments import ledger_rules, provider_objects, rules
from turnout.modules.payments.ledger_rules import Booked, Posting
from turnout.modules.payments.models import PaymentState, Source
from turnout.modules.payments.provider_objects import Observation
from turnout.modules.payments.rules import ExpectedPayment, Projection
from turnout_sdk.payments import Operation, Update

SOME_DAY: Final = datetime(2026, 3, 1, 12, tzinfo=UTC)


class Ledger:
    """One payment's facts and its ledger, entry by entry."""

    def __init__(self, story: History) -> None:
        self._asked = ExpectedPayment(payment_id=UUID(story.reference), amount=story.asked)
        self._answer = PaymentState.PENDING
        self._told: dict[tuple[object, ...], Observation] = {}
        self._booked: dict[tuple[str, str], Booked] = {}
        self.balances: Counter[str] = Counter()

    def hear(self, update: Update) -> None:
        """Take in a webhook."""
        self._take((update,), Source.WEBHOOK)

    def ask(self, answer: Operation) -> None:
        """Take in what the provider answers when it is asked how the payment stands."""
        self._answer = rules.ANSWERS.get(answer.state, self._answer)
        self._take(answer.facts, Source.POLL)

    def started(self, answer: Operation) -> None:
        self._asked = replace(self._asked, provider_ref=answer.provider_ref)
        self._answer = rules.ANSWERS.get(answer.state, PaymentState.PROCESSING)
        self._take(answer.facts, Source.ANSWER)

    def carried_out(self, answer: Operation) -> None:
        """Take in the answer to a refund, a capture or a void."""
        self._take(answer.facts, Source.ANSWER)

    @property
    def projection(self) -> Projection:
        return rules.project(self._judged(), asked=self._asked.amount)

    @property
    def end(self) -> End:
        found = self.projection
        return End(
            state=rules.state_of(found, self._answer).value,
            collected=found.captured_minor,
            returned=found.refunded_minor,
            returning=found.returning_minor,
            dispute=found.dispute,
            away=found.disputed_minor,
        )

    def _judged(self) -> list[Observation]:
        return rules.check_against(self._told.values(), self._asked)

    def _take(self, updates: Iterable[Update], source: Source) -> None:
        for update in updates:
            told = provider_objects.to_observation(update, source)
            self._told.setdefault((*told.identity, told.variant), told)
        wanted = ledger_rules.targets(self._judged(), asked=self._asked.amount)
        for entry in ledger_rules.differences(wanted, self._booked, now=SOME_DAY):
            self._write(entry)

    def _write(self, entry: Posting) -> None:
        """Add an entry; nothing that was written changes."""
        assert sum(minor for _, minor in entry.lines) == 0, entry
        place = (entry.subject, entry.currency)
        before = self._booked.get(place, Booked())
        balances = Counter(before.balances)
        for account, minor in entry.lines:
            balances[account] += minor
            self.balances[account.value] += minor
        self._booked[place] = Booked(
            balances={account: minor for account, minor in balances.items() if minor},
            kinds=before.kinds | {entry.kind},
            entries=before.entries + 1,
        )
