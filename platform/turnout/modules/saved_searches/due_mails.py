"""Searches whose time came: what is new and matches is queued as one mail, each event once."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Final
from uuid import UUID

from turnout.kernel.context import SystemContext
from turnout.kernel.db.tx import Transaction, as_json, transaction
from turnout.modules.notifications import api as notifications
from turnout.modules.notifications.api import NewMail, Template
from turnout.modules.public_search import api as public_search
from turnout.modules.public_search.api import EventSearch, SearchCriteria, search_of
from turnout.modules.saved_searches import queries, rules
from turnout.modules.saved_searches.metrics import QUERIES, RUNS, STEPS
from turnout.modules.saved_searches.types import DueSearch

MOST_AT_ONCE: Final = 500
Span = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class NewEvents:
    """What was new in the index in a span; each question is asked once in a pass.

    Where nothing at all was new in a span, no search of it is asked.
    """

    is_empty: dict[Span, bool] = field(default_factory=dict)
    known: dict[tuple[str, Span], list[UUID]] = field(default_factory=dict)

    def find(self, tx: Transaction, criteria: SearchCriteria, span: Span) -> list[UUID]:
        """The events first listed in the span that match, the soonest first."""
        if span[0] >= span[1]:
            return []
        if span not in self.is_empty:
            self.is_empty[span] = not _ask(tx, EventSearch(), span, limit=1)
        if self.is_empty[span]:
            return []
        question = (as_json(criteria.as_stored()), span)
        if question not in self.known:
            search = search_of(criteria)
            self.known[question] = _ask(tx, search, span, limit=rules.MOST_COUNTED)
        return self.known[question]


def list_due(ctx: SystemContext, *, limit: int = MOST_AT_ONCE) -> list[UUID]:
    """Those whose time has come, the longest ago first."""
    with transaction(ctx) as tx:
        return queries.list_due(tx, limit=limit)


def send_due(ctx: SystemContext) -> int:
    """Work off due searches, each in a transaction of its own; how many.

    A search that another worker has is left to it; one that was interrupted is due still.
    """
    new = NewEvents()
    return sum(_send(ctx, search_id, new) for search_id in list_due(ctx))


def _send(ctx: SystemContext, search_id: UUID, new: NewEvents) -> bool:
    """Queue the mail of one search, if there is anything to tell, and put it off to its next time.

    Mail, told events and next time commit together: the mail is queued once, whoever comes again.
    """
    with transaction(ctx) as tx:
        due = queries.lock_due(tx, search_id)
        if due is None:
            return False
        criteria = SearchCriteria.of(due.criteria)
        refusals = due.refusals + 1 if due.was_refused else 0
        if step := _ending(tx, criteria, refusals):
            queries.delete_searches(tx, [due.id])
            tx.after_commit.append(lambda: STEPS.add(step=step))
            return True
        span = (due.told_until, rules.covered_until(tx.now))
        found = new.find(tx, criteria, span)
        told = queries.list_told(tx, due.email, found) if found else set()
        fresh = [each for each in found if each not in told]
        mail_id = _queue(tx, due, fresh) if fresh else None
        queries.put_off(
            tx,
            due.id,
            next_at=rules.next_at(due.id, due.cadence, after=tx.now, time_zone=due.time_zone),
            told_until=max(span),
            refusals=refusals,
            mail_id=mail_id,
        )
        outcome = "mailed" if mail_id else "nothing"
        tx.after_commit.append(lambda: RUNS.add(outcome=outcome))
    return True


def _ending(tx: Transaction, criteria: SearchCriteria, refusals: int) -> str:
    """Why a search ends instead; empty where it goes on."""
    if rules.is_over(criteria, tx.now.date()):
        return "over"
    return "refused" if refusals >= rules.MOST_REFUSED else ""


def _queue(tx: Transaction, due: DueSearch, event_ids: list[UUID]) -> UUID:
    named = event_ids[: rules.MOST_IN_A_MAIL]
    queries.insert_told(tx, due.id, event_ids)
    mail = NewMail(
        template=Template.SAVED_SEARCH_EVENTS,
        source_id=due.id,
        serial=due.mail_count + 1,
        recipient=due.email,
        locale=due.locale,
        details={"event_ids": [str(each) for each in named], "more": len(event_ids) - len(named)},
    )
    return notifications.queue_platform_mail(tx, mail)


def _ask(tx: Transaction, search: EventSearch, span: Span, *, limit: int) -> list[UUID]:
    QUERIES.add()
    return public_search.list_newly_listed(tx, search, after=span[0], until=span[1], limit=limit)
