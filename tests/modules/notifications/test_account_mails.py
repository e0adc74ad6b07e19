"""Mails about accounts and invitations: the link is made when they are sent and stands nowhere."""

import re
from datetime import timedelta

import pytest
from tests.factories import work
from tests.factories.people import PASSWORD, context_of, make_organization
from tests.modules.notifications.mailbox import html_of, text_of
from tests.modules.notifications.orders import an_address

from turnout.kernel import clock
from turnout.kernel.context import SystemContext
from turnout.kernel.db import tx
from turnout.kernel.db.tx import transaction
from turnout.kernel.messaging.pending_work import pending
from turnout.modules.notifications import tasks
from turnout.modules.organizations import api as organizations
from turnout.modules.roles.api import Grant


class PowerCut(BaseException):
    """Nothing catches this on its way, as nothing catches SIGKILL."""


def sign_up(client, address: str) -> None:
    body = {"email": address, "password": PASSWORD, "display_name": "Ada Lovelace"}
    answer = client.post("/api/v1/auth/sign-up", json=body)
    assert answer.status_code in (200, 201, 202), answer.json


def link_in(mail) -> str:
    return re.search(r"http://turnout\.test(/\S+)", text_of(mail)).group(1)


def rows_of(table: str, address: str) -> list[str]:
    """Every row about an address, whole, as text."""
    with transaction(SystemContext(job="tests.rows")) as job:
        return [
            row[0]
            for row in job.query(
                f"SELECT to_jsonb(m)::text FROM {table} m WHERE recipient = %(to)s", {"to": address}
            )
        ]


def later(**delta: float):
    return clock.frozen(clock.now() + timedelta(**delta))


def test_a_new_account_gets_a_link_that_proves_its_address(client, mailbox):
    address = an_address()
    sign_up(client, address)
    work.drain()
    (mail,) = mailbox.to(address)
    assert mail["Subject"] == "Confirm your email address"
    assert mail["From"].addresses[0].display_name == "Turnout"
    page, secret = link_in(mail).rsplit("/", 1)
    assert page == "/verify-email"
    assert secret in html_of(mail)
    assert client.post("/api/v1/auth/verify-email", json={"token": secret}).status_code < 300
    stored = rows_of("platform_mails", address)
    assert len(stored) == 1
    assert secret not in stored[0]


def test_a_task_told_again_and_again_sends_one_mail(client, mailbox, queued):
    address = an_address()
    sign_up(client, address)
    (token_id,) = [arguments[0] for name, arguments in queued if name.endswith("identity_mail")]
    work.drain()
    tasks.send_identity_mail(token_id)
    with later(minutes=10):
        work.run_timed("notifications.sweep")
        work.drain()
    assert len(mailbox.to(address)) == 1


def test_an_unclear_send_repeats_the_same_link_and_id(client, mailbox):
    mailbox.breaks = 1
    address = an_address()
    sign_up(client, address)
    work.drain()
    with later(seconds=10):
        work.run_timed("notifications.sweep")
        work.drain()
    first, second = mailbox.to(address)
    assert first["Message-ID"] == second["Message-ID"]
    assert link_in(first) == link_in(second)


def test_a_mail_that_waits_for_its_next_attempt_is_not_written_twice(client, mailbox, queued):
    mailbox.breaks = 1
    address = an_address()
    sign_up(client, address)
    (token_id,) = [arguments[0] for name, arguments in queued if name.endswith("identity_mail")]
    work.drain()
    tasks.send_identity_mail(token_id)
    work.run_timed("notifications.sweep")
    assert [name for name, arguments in queued if token_id in arguments] == []
    assert len(rows_of("platform_mails", address)) == 1
    assert len(mailbox.to(address)) == 1


def test_a_worker_that_dies_before_identity_hears_sends_no_second_mail(client, mailbox):
    def cut_when_identity_hears(statement: str) -> None:
        if mailbox.taken and "UPDATE email_tokens" in statement:
            raise PowerCut

    waiting = pending().get("mails", 0)
    address = an_address()
    sign_up(client, address)
    before, tx.observer = tx.observer, cut_when_identity_hears
    try:
        with pytest.raises(PowerCut):
            work.drain()
    finally:
        tx.observer = before
    work.run_timed("notifications.sweep")
    work.drain()
    assert len(mailbox.to(address)) == 1
    assert pending().get("mails", 0) <= waiting


def test_a_lost_message_is_found_by_the_sweep(client, mailbox, queued):
    address = an_address()
    sign_up(client, address)
    assert pending()["mails"] >= 1
    queued.clear()
    work.run_timed("notifications.sweep")
    work.drain()
    assert len(mailbox.to(address)) == 1


def test_a_refused_address_is_not_tried_for_ever(client, mailbox):
    address = an_address()
    mailbox.refused.add(address)
    sign_up(client, address)
    work.drain()
    for minutes in (1, 20, 60):
        with later(minutes=minutes):
            work.run_timed("notifications.sweep")
            work.drain()
    (row,) = rows_of("platform_mails", address)
    assert '"state": "failed"' in row
    assert '"attempts": 1' in row


def test_a_link_whose_time_is_over_is_not_sent(client, platform_smtp):
    address = an_address()
    sign_up(client, address)
    work.drain()
    with later(hours=49):
        work.run_timed("notifications.sweep")
        work.drain()
    (row,) = rows_of("platform_mails", address)
    assert '"state": "failed"' in row
    assert "its time is over" in row


def test_whoever_signs_up_twice_is_told_where_to_sign_in(client, mailbox):
    address = an_address()
    sign_up(client, address)
    work.drain()
    secret = link_in(mailbox.to(address)[0]).rsplit("/", 1)[1]
    client.post("/api/v1/auth/verify-email", json={"token": secret})
    sign_up(client, address)
    work.drain()
    second = mailbox.to(address)[1]
    assert second["Subject"] == "You already have an account"
    assert link_in(second) == "/sign-in"


def test_a_forgotten_password_is_changed_by_the_mails_link_and_told_of(client, mailbox):
    address = an_address()
    sign_up(client, address)
    work.drain()
    client.post("/api/v1/auth/forgot-password", json={"email": address})
    work.drain()
    reset = mailbox.to(address)[1]
    page, secret = link_in(reset).rsplit("/", 1)
    assert (reset["Subject"], page) == ("Reset your password", "/reset-password")
    body = {"token": secret, "password": "quiet-meadow-copper-ninety"}
    assert client.post("/api/v1/auth/reset-password", json=body).status_code < 300
    work.drain()
    assert mailbox.to(address)[2]["Subject"] == "Your password was changed"


def test_our_own_old_mails_are_forgotten(client, mailbox):
    address = an_address()
    sign_up(client, address)
    work.drain()
    work.run_timed("notifications.forget_old")
    assert len(rows_of("platform_mails", address)) == 1
    with later(days=31):
        work.run_timed("notifications.forget_old")
    assert rows_of("platform_mails", address) == []


@pytest.fixture
def invited(app):
    organization = make_organization(name="Hafenverein Süd", brand_color="#ffd23f")
    return organization, an_address()


def invite(organization, address):
    return organizations.invite_member(
        context_of(organization, organization.owner),
        organizations.NewInvitation(email=address, grant=Grant(role="staff")),
    )


def test_an_invitation_names_who_invites_and_its_link_opens_it(client, mailbox, invited):
    organization, address = invited
    invitation = invite(organization, address)
    work.drain()
    (mail,) = mailbox.to(address)
    assert mail["Subject"] == "Hafenverein Süd invites you to its team"
    page, secret = link_in(mail).rsplit("/", 1)
    assert page == "/invite"
    with transaction(context_of(organization, organization.owner)) as opened:
        assert organizations.lock_invitation(opened, secret).id == invitation.id


def test_a_renewed_invitation_is_a_mail_of_its_own(client, mailbox, invited):
    organization, address = invited
    invitation = invite(organization, address)
    work.drain()
    tasks.send_invitation(str(organization.id), str(invitation.id))
    assert len(mailbox.to(address)) == 1
    organizations.resend_invitation(context_of(organization, organization.owner), invitation.id)
    work.drain()
    first, second = mailbox.to(address)
    assert first["Message-ID"] != second["Message-ID"]
    assert link_in(first) != link_in(second)


def test_a_revoked_invitation_is_not_sent(client, platform_smtp, invited, queued):
    organization, address = invited
    invitation = invite(organization, address)
    work.drain()
    organizations.revoke_invitation(context_of(organization, organization.owner), invitation.id)
    with later(seconds=10):
        work.run_timed("notifications.sweep")
        work.drain()
    with transaction(context_of(organization, organization.owner)) as opened:
        states = opened.query(
            "SELECT state, reason FROM mails WHERE organization_id = %(o)s", {"o": organization.id}
        )
    assert states == [("failed", "The invitation was answered, renewed or has expired.")]
