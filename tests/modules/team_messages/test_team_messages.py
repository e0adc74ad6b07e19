"""What happened is told to those who deal with it, once, and leads to where they do."""

from dataclasses import replace
from importlib import import_module

import pytest
from tests.factories import work
from tests.factories.people import add_member, make_organization
from tests.factories.sales import make_shop
from tests.modules.inbox.conftest import Inbox

from turnout.kernel.context import system_in
from turnout.kernel.db.tx import transaction
from turnout.kernel.ids import new_id
from turnout.modules.connections.facts import ConnectionFailed
from turnout.modules.files.facts import FileInfected
from turnout.modules.jobs import api as jobs
from turnout.modules.jobs.facts import JobFinished
from turnout.modules.orders.facts import OrderApprovalAwaited, OrderReviewOpened
from turnout.modules.payments.facts import PaymentHeldForReview, PaymentRefundFailed
from turnout.modules.reconciliation.facts import DifferencesFound, StatementImported
from turnout.modules.session_files.facts import SessionFileSubmitted

pytestmark = pytest.mark.usefixtures("queued")
HEARD = {
    OrderReviewOpened: "tell_of_review",
    OrderApprovalAwaited: "tell_of_application",
    PaymentRefundFailed: "tell_of_refund",
    PaymentHeldForReview: "tell_of_held_payment",
    DifferencesFound: "tell_of_differences",
    StatementImported: "tell_of_statement",
    SessionFileSubmitted: "tell_of_session_file",
    FileInfected: "tell_of_infection",
    ConnectionFailed: "tell_of_connection",
    JobFinished: "tell_of_job",
}


@pytest.fixture
def shop(client):
    return make_shop()


@pytest.fixture
def inbox_of(client, shop):
    def of(user=None):
        path = f"/api/v1/organizations/{shop.organization.id}/inbox"
        return Inbox(client, path, user or shop.organization.owner)

    return of


def happen(shop, *facts):
    """Have the reactions alone hear of these: nothing that they name is there."""
    for fact in facts:
        ctx = replace(system_in(shop.organization.id, "tests"), cause=("tests", new_id()))
        handlers = import_module("turnout.modules.team_messages.handlers")
        getattr(handlers, HEARD[type(fact)])(ctx, fact)


def facts_of(shop):
    """Each fact, and the path to which its message leads."""
    event_id, some = shop.event_id, new_id()
    money = {"payment_id": some, "reference": new_id()}
    return {
        OrderReviewOpened(order_id=some, event_id=event_id): f"events/{event_id}/reviews",
        OrderApprovalAwaited(order_id=some, event_id=event_id): f"events/{event_id}/applications",
        PaymentRefundFailed(
            **money, refund_id=some, amount_minor=100, currency="EUR"
        ): f"money/payments/{some}",
        PaymentHeldForReview(**money, reason="amount"): f"money/payments/{some}",
        DifferencesFound(count=2): "money/reconciliation",
        StatementImported(connection_id=some, matched=0, unmatched=1): "money/statements",
        SessionFileSubmitted(
            event_id=event_id, session_id=some, session_file_id=some, speaker_id=some
        ): f"events/{event_id}/programme/sessions/{some}/files",
        FileInfected(file_id=some): "files",
        ConnectionFailed(connection_id=some, kind="email"): f"settings/connections/{some}",
    }


@pytest.mark.parametrize("number", range(9))
def test_what_happened_is_told_and_leads_there(shop, inbox_of, number):
    fact, path = list(facts_of(shop).items())[number]
    happen(shop, fact)
    [message] = inbox_of().messages()
    assert (message["path"], message["count"]) == (path, 1)
    assert message["title"]


def test_a_statement_that_fits_tells_nobody(shop, inbox_of):
    happen(shop, StatementImported(connection_id=new_id(), matched=3, unmatched=0))
    assert inbox_of().messages() == []


def test_orders_that_wait_for_review_are_one_message(shop, inbox_of):
    staff = add_member(shop.organization, "staff")
    happen(
        shop,
        *(OrderReviewOpened(order_id=new_id(), event_id=shop.event_id) for _ in range(3)),
    )
    [message] = inbox_of().messages()
    assert message["count"] == 3
    assert [each["kind"] for each in inbox_of(staff).messages()] == [], "staff decide nothing"


def test_whoever_joins_is_told_to_the_others(client, queued):
    made = make_organization()
    add_member(made, "admin")
    joined = add_member(made, "staff")
    work.drain()
    path = f"/api/v1/organizations/{made.id}/inbox"
    found = Inbox(client, path, made.owner).messages()
    assert {each["kind"] for each in found} == {"member-joined"}
    assert Inbox(client, path, joined).messages() == []


def test_a_job_tells_who_started_it(shop, inbox_of):
    colleague = add_member(shop.organization, "admin")
    jobs.register("tests.nothing", lambda _tx, _job, _id: jobs.Outcome())
    with transaction(shop.organizer) as tx:
        jobs.start_job(tx, "tests.nothing", [new_id()], parameters={})
    work.run_jobs()
    work.drain()
    kinds = [each["kind"] for each in inbox_of().messages()]
    assert kinds.count("job-done") == 1
    assert "job-done" not in [each["kind"] for each in inbox_of(colleague).messages()]


def test_a_job_that_is_forgotten_by_now_tells_nobody(shop, inbox_of):
    happen(shop, JobFinished(job_id=new_id(), kind="tests.nothing", state="done"))
    assert inbox_of().messages() == []
