"""Once, under one Message-ID: lost messages, dead workers, servers that are away or say no."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from threading import Barrier
from uuid import UUID

import pytest
from tests.factories import work
from tests.modules.notifications.mailbox import Mailbox, serve
from tests.modules.notifications.orders import an_address, mails_of, place

from turnout.kernel import clock, runtime
from turnout.kernel.context import SystemContext, system_in
from turnout.kernel.db import tx
from turnout.kernel.db.tx import transaction
from turnout.kernel.messaging.pending_work import pending
from turnout.kernel.observability import metrics
from turnout.modules.connections import api as connections
from turnout.modules.notifications import queries, tasks
from turnout.modules.notifications.models import MailRow
from turnout.modules.notifications.service import delivery
from turnout_dev.stack.state import choose_port


def later(seconds: float):
    return clock.frozen(clock.now() + timedelta(seconds=seconds))


def sweep() -> None:
    work.run_timed("notifications.sweep")
    work.drain()


def ids_of(mails) -> set[str]:
    return {each["Message-ID"] for each in mails}


def facts_of(shop) -> list[str]:
    with transaction(SystemContext(job="tests.facts")) as job:
        rows = job.query(
            "SELECT name FROM outbox WHERE organization_id = %(o)s AND name LIKE 'notifications.%%'",
            {"o": shop.organization.id},
        )
    return [row[0] for row in rows]


def test_a_sent_mail_says_so_and_is_never_sent_again(client, mailbox, shop):
    order = place(client, shop)
    work.drain()
    (mail,) = mails_of(shop, order["id"])
    assert (mail.state, mail.attempts, mail.reason) == ("sent", 1, "")
    assert facts_of(shop) == ["notifications.mail-sent.v1"]
    with later(3600):
        sweep()
        tasks.send_mail(str(shop.organization.id), str(mail.id))
    assert len(mailbox.to(order["email"])) == 1


def test_a_server_that_breaks_off_gets_the_mail_again_under_the_same_id(client, mailbox, shop):
    mailbox.breaks = 1
    order = place(client, shop)
    work.drain()
    (mail,) = mails_of(shop, order["id"])
    assert (mail.state, mail.attempts) == ("queued", 1)
    assert mail.reason == "The mail server did not say whether it took the mail."

    with later(10):
        sweep()
    assert mails_of(shop, order["id"])[0].state == "sent"
    assert len(mailbox.to(order["email"])) == 2
    assert ids_of(mailbox.to(order["email"])) == {mail.message_id}


class PowerCut(BaseException):
    """Nothing catches this on its way, as nothing catches SIGKILL."""


def test_a_worker_that_dies_after_sending_repeats_under_the_same_id(client, mailbox, shop):
    def cut_when_marking(statement: str) -> None:
        if mailbox.taken and statement.lstrip().startswith("UPDATE mails"):
            raise PowerCut

    order = place(client, shop)
    before, tx.observer = tx.observer, cut_when_marking
    try:
        with pytest.raises(PowerCut):
            work.drain()
    finally:
        tx.observer = before
    (mail,) = mails_of(shop, order["id"])
    assert (mail.state, len(mailbox.to(order["email"]))) == ("sending", 1)

    with later(20):
        sweep()
    assert mails_of(shop, order["id"])[0].attempts == 1, "its lease has not ended"
    with later(40):
        sweep()
    mail = mails_of(shop, order["id"])[0]
    assert (mail.state, mail.attempts) == ("sent", 2)
    assert len(mailbox.to(order["email"])) == 2
    assert ids_of(mailbox.to(order["email"])) == {mail.message_id}


def test_two_workers_do_not_send_the_same_mail(client, mailbox, shop, queued):
    order = place(client, shop)
    _relay_without_tasks(queued)
    (mail,) = mails_of(shop, order["id"])
    barrier = Barrier(4)

    def send(_: int) -> None:
        barrier.wait()
        delivery.send_mail(system_in(shop.organization.id, "tests.send"), mail.id)

    with ThreadPoolExecutor(4) as workers:
        list(workers.map(send, range(4)))
    assert len(mailbox.to(order["email"])) == 1
    assert mails_of(shop, order["id"])[0].attempts == 1


def test_a_message_to_a_worker_that_was_lost_is_repeated_once(client, mailbox, shop, queued):
    order = place(client, shop)
    _relay_without_tasks(queued)
    assert mails_of(shop, order["id"])[0].state == "queued"

    sweep()
    assert mailbox.to(order["email"]) == [], "it may still be on its way"
    with later(31):
        work.run_timed("notifications.sweep")
        handed = [each for each in queued if each[0] == "notifications.send_mails"]
        assert handed
        work.run_timed("notifications.sweep")
        assert [each for each in queued if each[0] == "notifications.send_mails"] == handed
        work.drain()
    assert len(mailbox.to(order["email"])) == 1


def test_a_refused_recipient_fails_for_good_and_is_shown(client, mailbox, shop):
    address = an_address()
    mailbox.refused.add(address)
    order = place(client, shop, email=address)
    work.drain()
    (mail,) = mails_of(shop, order["id"])
    assert (mail.state, mail.attempts) == ("failed", 1)
    assert mail.reason == "The mail server refused this mail. (smtp-550)"
    assert facts_of(shop) == ["notifications.mail-failed.v1"]
    with later(86_400):
        sweep()
    assert mails_of(shop, order["id"])[0].attempts == 1


def connect_own_server(shop, port: int) -> None:
    """On this machine, which outbound calls may otherwise not reach."""
    current = runtime.current()
    allowed = current.rules.loopback_hosts | {f"127.0.0.1:{port}"}
    current.rules = replace(current.rules, loopback_hosts=allowed)
    connections.create_connection(
        shop.organizer,
        connections.NewConnection(
            kind="email",
            adapter_key="smtp",
            name="our server",
            values={"host": "127.0.0.1", "port": port, "security": "none"},
        ),
    )


def test_a_server_that_is_away_is_tried_ever_more_seldom(client, mailbox, shop):
    port = choose_port(None)
    connect_own_server(shop, port)
    order = place(client, shop)
    work.drain()
    waits = []
    start = clock.now()
    for _ in range(3):
        mail = mails_of(shop, order["id"])[0]
        assert mail.state == "queued"
        waits.append((mail.due_at - start).total_seconds())
        start = mail.due_at
        with clock.frozen(start):
            sweep()
    assert waits == pytest.approx([5, 10, 20], abs=2)

    box = Mailbox()
    controller = serve(box, port)
    with clock.frozen(mails_of(shop, order["id"])[0].due_at):
        sweep()
    controller.stop()
    assert ids_of(box.to(order["email"])) == {mail.message_id}


def test_after_a_day_a_mail_is_given_up(client, platform_smtp, shop):
    order = place(client, shop)
    work.drain()
    with later(86_401):
        sweep()
    (mail,) = mails_of(shop, order["id"])
    assert mail.state == "failed"
    assert mail.reason.endswith("Given up after a day.")


def test_one_mail_that_fails_stops_no_other(client, mailbox, shop):
    address = an_address()
    mailbox.refused.add(address)
    orders = [place(client, shop), place(client, shop, email=address), place(client, shop)]
    work.drain()
    states = [mails_of(shop, each["id"])[0].state for each in orders]
    assert states == ["sent", "failed", "sent"]


def test_an_organizations_own_server_is_used(client, mailbox, shop):
    own = Mailbox()
    controller = serve(own, choose_port(None))
    connect_own_server(shop, controller.port)
    order = place(client, shop)
    work.drain()
    controller.stop()
    assert (len(own.to(order["email"])), mailbox.to(order["email"])) == (1, [])


def test_a_lapsed_lease_does_not_let_the_slow_worker_undo_the_fast_one(
    client, mailbox, shop, queued
):
    order = place(client, shop)
    _relay_without_tasks(queued)
    (mail,) = mails_of(shop, order["id"])
    ctx = system_in(shop.organization.id, "tests.slow")
    with transaction(ctx) as slow:
        claimed = queries.claim_mail(slow, MailRow, mail.id)
    with later(31):
        delivery.send_mail(ctx, mail.id)
    with transaction(ctx) as slow:
        failed = delivery.Outcome(action=delivery.Action.GIVE_UP, reason="too slow")
        assert queries.settle_mail(slow, MailRow, claimed, failed) is False
    assert mails_of(shop, order["id"])[0].state == "sent"


def test_a_slow_workers_failure_does_not_end_another_ones_lease(client, mailbox, shop, queued):
    order = place(client, shop)
    _relay_without_tasks(queued)
    (mail,) = mails_of(shop, order["id"])
    ctx = system_in(shop.organization.id, "tests.slow")
    with transaction(ctx) as slow:
        first = queries.claim_mail(slow, MailRow, mail.id)
    with later(31), transaction(ctx) as fast:
        second = queries.claim_mail(fast, MailRow, mail.id)
    failed = delivery.Outcome(action=delivery.Action.GIVE_UP, reason="too slow")
    with transaction(ctx) as slow:
        assert queries.settle_mail(slow, MailRow, first, failed) is False
    assert mails_of(shop, order["id"])[0].state == "sending"
    with transaction(ctx) as fast:
        assert queries.settle_mail(fast, MailRow, second, failed) is True


def test_wait_idle_waits_for_mails(client, mailbox, shop, queued):
    work.drain()
    before = pending().get("mails", 0)
    order = place(client, shop)
    _relay_without_tasks(queued)
    assert pending()["mails"] == before + 1
    tasks.send_mail(str(shop.organization.id), str(mails_of(shop, order["id"])[0].id))
    assert pending().get("mails", 0) == before


def test_the_backlog_and_outcomes_are_measured(client, mailbox, shop):
    place(client, shop)
    work.drain()
    work.run_timed("notifications.sweep")
    body, _ = metrics.exposition()
    assert b'turnout_mails_total{outcome="sent"}' in body
    assert b'turnout_mail_seconds_bucket{le="300.0"}' in body
    assert b"turnout_mails_waiting" in body
    assert b"turnout_mails_oldest_seconds" in body


def test_a_mail_of_another_organization_cannot_be_claimed(client, mailbox, shop, queued):
    order = place(client, shop)
    _relay_without_tasks(queued)
    (mail,) = mails_of(shop, order["id"])
    delivery.send_mail(system_in(UUID(int=7), "tests.foreign"), mail.id)
    assert mails_of(shop, order["id"])[0].state == "queued"


def _relay_without_tasks(queued) -> None:
    """Facts reach their handlers; what the handlers hand to the broker is lost."""
    kept = queued.copy()
    work.outbox.relay_once(work._handle_now, limit=1000)
    queued[:] = kept
