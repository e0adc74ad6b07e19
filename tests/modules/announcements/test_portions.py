"""Whoever is in the segment has one mail, whatever is paused, killed or done twice."""

from datetime import timedelta

import pytest
from tests.factories import work
from tests.factories.people import make_user, person_context

from turnout.kernel import clock, runtime
from turnout.kernel.context import SystemContext
from turnout.kernel.db import tx as transactions
from turnout.kernel.db.pagination import PageRequest
from turnout.kernel.db.tx import transaction
from turnout.modules.announcements import queries, rules
from turnout.modules.announcements.service import mails, portions
from turnout.modules.consents.api import Channel, ConsentSource, ConsentTopic
from turnout.modules.inbox import api as inbox
from turnout.modules.notification_preferences import api as preferences
from turnout.modules.notification_preferences.api import NotificationTopic
from turnout.modules.notifications import api as notifications
from turnout.modules.notifications.api import OnHold, Superseded, Template
from turnout.modules.notifications.models import MailRow
from turnout.modules.notifications.queries import claim_mail
from turnout.modules.opt_outs import api as opt_outs
from turnout.modules.suppressions import api as suppressions
from turnout.modules.suppressions.api import SuppressionReason


class PowerCut(BaseException):
    """Nothing catches this on its way, as nothing catches SIGKILL."""


@pytest.fixture
def crowd(announcer):
    for number in range(7):
        announcer.buy(f"p{number}@people.example")
    announcer.index()
    return announcer


def addresses(announcer, announcement_id):
    return [each.recipient for each in announcer.mails(announcement_id)]


def test_everybody_has_one_mail_however_small_the_portions(crowd):
    crowd.buy("p3@people.example")
    crowd.buy("P3@People.example")
    crowd.index()
    made = crowd.begun()
    crowd.queue(made, portion=2)
    assert addresses(crowd, made) == [f"p{number}@people.example" for number in range(7)]
    crowd.queue(made, portion=2)
    assert crowd.shown(made)["report"]["queued"] == 7


def test_a_worker_killed_in_a_portion_leaves_nobody_out_and_nobody_twice(crowd, monkeypatch):
    made = crowd.begun()
    assert portions.queue_portion(crowd.platform, made, portion=3)
    write = notifications.queue_many

    def cut(tx, new, *, due_at, place):
        write(tx, new, due_at=due_at, place=place)
        raise PowerCut

    monkeypatch.setattr(notifications, "queue_many", cut)
    with pytest.raises(PowerCut):
        portions.queue_portion(crowd.platform, made, portion=3)
    monkeypatch.undo()
    crowd.queue(made, portion=3)
    assert addresses(crowd, made) == [f"p{number}@people.example" for number in range(7)]


def test_a_portion_that_is_replayed_writes_nothing_again(crowd):
    made = crowd.begun()
    crowd.queue(made, portion=4)
    before = {each.recipient: each.message_id for each in crowd.mails(made)}
    with transaction(crowd.platform) as tx:
        row = queries.lock_announcement(tx, crowd.shop.event_id, made)
        row.last_seen, row.queued_at = "", None
    crowd.queue(made, portion=4)
    assert {each.recipient: each.message_id for each in crowd.mails(made)} == before


def test_mails_leave_one_after_the_other(crowd, monkeypatch):
    slow = runtime.current().settings.model_copy(update={"announcement_rate": 2})
    monkeypatch.setattr(runtime.current(), "settings", slow)
    made = crowd.begun()
    crowd.queue(made, portion=3)
    due = sorted(each.due_at for each in crowd.mails(made))
    assert [(each - due[0]).seconds for each in due] == [0, 0, 1, 1, 2, 2, 3]


def test_pausing_takes_back_what_has_not_left_and_resuming_writes_to_the_others_only(crowd):
    made = crowd.begun()
    crowd.queue(made, portion=3)
    first = crowd.mails(made)[0]
    with transaction(crowd.platform) as tx:
        tx.session.get(MailRow, (tx.organization_id, first.id)).state = "sent"
    report = crowd.post(f"/{made}/pause")["report"]
    assert report.pop("texts")["sent"] == 0
    assert report.pop("in_app") == {"told": 0, "read": 0}
    assert set(report.pop("chat").values()) == {0}
    assert report == {"queued": 0, "sent": 1, "failed": 0, "unsubscribed": 0, "suppressed": 0}
    crowd.queue(made)
    assert addresses(crowd, made) == [first.recipient]
    crowd.post(f"/{made}/resume")
    crowd.queue(made)
    assert len(crowd.mails(made)) == 7
    assert crowd.shown(made)["report"]["sent"] == 1


def test_the_inbox_is_a_channel_of_its_own_once_for_each_person(crowd, monkeypatch):
    monkeypatch.setattr(rules, "COMPOSED", 2)
    ada, eve, ida = make_user(), make_user(), make_user()
    for person in (ada, eve, ida):
        crowd.buy(person.email)
    crowd.index()
    for person, channel in ((eve, Channel.IN_APP), (ida, Channel.EMAIL)):
        preferences.change_topic(
            person_context(person),
            NotificationTopic.EVENT_CHANGES,
            channel=channel,
            is_on=False,
            source=ConsentSource.API,
        )
    made = crowd.begun(channels=["in_app"])
    crowd.queue(made, portion=2)
    crowd.queue(made, portion=2)
    assert crowd.mails(made) == []
    assert crowd.shown(made)["report"]["in_app"] == {"told": 2, "read": 0}, "no emails, but here"
    found = inbox.list_of_me(person_context(ada), PageRequest()).items
    [message] = [each for each in found if each.kind == "announcement"]
    assert message.title == "Doors at nine"
    assert message.text.startswith("Hello ")
    inbox.mark_of_me_read(person_context(ada), message.id)
    assert crowd.shown(made)["report"]["in_app"] == {"told": 2, "read": 1}
    important = crowd.begun(channels=["email", "in_app"], is_important=True)
    crowd.queue(important, portion=9)
    assert len(crowd.mails(important)) == 10
    assert crowd.shown(important)["report"]["in_app"]["told"] == 3


def test_cancelling_is_for_good(crowd):
    made = crowd.begun()
    crowd.queue(made, portion=3)
    shown = crowd.post(f"/{made}/cancel")
    assert (shown["state"], shown["report"]["queued"]) == ("cancelled", 0)
    crowd.queue(made)
    assert crowd.mails(made) == []
    crowd.post(f"/{made}/resume", expect=409)


def test_it_begins_at_its_moment_and_not_before(crowd):
    made = crowd.draft()
    at = clock.now() + timedelta(hours=2)
    assert (
        crowd.post(f"/{made['id']}/schedule", {"send_at": at.isoformat()})["state"] == "scheduled"
    )
    here = (crowd.shop.organization.id, crowd.shown(made["id"])["id"])

    def due():
        found = portions.list_due(SystemContext(job="test"))
        return [(home, str(one)) for home, one in found if home == here[0]]

    assert due() == []
    crowd.queue(made["id"])
    assert crowd.mails(made["id"]) == []
    with clock.frozen(at):
        assert due() == [here]
        crowd.queue(made["id"])
        assert len(crowd.mails(made["id"])) == 7


def test_who_unsubscribed_is_left_out_unless_it_is_important(crowd):
    with transaction(crowd.shop.organizer) as tx:
        opt_outs.change_opt_out(
            tx, ConsentTopic.EVENT_CHANGES, crowd.shop.event_id,
            email="p2@people.example", is_on=False, source=ConsentSource.UNSUBSCRIBE_LINK,
        )  # fmt: skip
    audience = crowd.audience()
    usual, important = crowd.begun(), crowd.begun(is_important=True)
    for each in (usual, important):
        crowd.queue(each, portion=3)
    assert audience["mail_count"] == len(addresses(crowd, usual)) == audience["count"] - 1
    assert audience["important_mail_count"] == len(addresses(crowd, important))
    assert "p2@people.example" not in addresses(crowd, usual)
    assert crowd.shown(usual)["report"]["unsubscribed"] == 1
    assert "p2@people.example" in addresses(crowd, important)
    assert crowd.shown(important)["report"]["unsubscribed"] == 0


def test_who_is_on_the_suppression_list_is_left_out_and_counted(crowd):
    """Also once each, whoever unsubscribed besides."""
    with transaction(crowd.shop.organizer) as tx:
        for email, reason in (("p1", "bounced"), ("p2", "complained"), ("p3", "complained")):
            address = f"{email}@people.example"
            suppressions.suppress(tx, address, SuppressionReason(reason), note="")
        opt_outs.change_opt_out(
            tx, ConsentTopic.EVENT_CHANGES, crowd.shop.event_id,
            email="p3@people.example", is_on=False, source=ConsentSource.UNSUBSCRIBE_LINK,
        )  # fmt: skip
    audience = crowd.audience()
    assert audience["count"] - audience["mail_count"] == 3
    assert audience["count"] - audience["important_mail_count"] == 1
    usual, important = crowd.begun(), crowd.begun(is_important=True)
    for each in (usual, important):
        crowd.queue(each, portion=3)
    left_out = {f"p{number}@people.example" for number in (1, 2, 3)}
    assert not left_out & set(addresses(crowd, usual))
    report = crowd.shown(usual)["report"]
    assert (report["unsubscribed"], report["suppressed"]) == (1, 2)
    assert left_out & set(addresses(crowd, important)) == left_out - {"p1@people.example"}
    assert crowd.shown(important)["report"]["suppressed"] == 1


def claimed(crowd, made, address):
    [mail] = [each for each in crowd.mails(made) if each.recipient == address]
    with transaction(crowd.platform) as tx:
        return claim_mail(tx, MailRow, mail.id)


def test_a_mail_says_how_to_get_no_more_and_an_important_one_does_not(crowd):
    usual, important = crowd.begun(), crowd.begun(is_important=True)
    for each in (usual, important):
        crowd.queue(each)
    left = mails.compose(crowd.platform, claimed(crowd, usual, "p1@people.example"))
    assert left.headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert "/unsubscribe/" in left.text
    left = mails.compose(crowd.platform, claimed(crowd, important, "p1@people.example"))
    assert "List-Unsubscribe" not in left.headers
    assert "nsubscribe" not in left.text


def test_a_mail_is_in_its_readers_language_and_else_in_the_first(announcer):
    announcer.buy("de@people.example", locale="de-AT")
    announcer.buy("so@people.example", locale="so")
    announcer.index()
    german = {"language": "de", "subject": "Einlass um neun", "body": "<p>Hallo {name}.</p>"}
    english = {"language": "en", "subject": "Doors at nine", "body": "<p>Hello {name}.</p>"}
    made = announcer.begun(texts=[english, german])
    announcer.queue(made)
    left = mails.compose(announcer.platform, claimed(announcer, made, "de@people.example"))
    assert left.subject == "Einlass um neun"
    assert "Sie erhalten diese E-Mail" in left.text
    left = mails.compose(announcer.platform, claimed(announcer, made, "so@people.example"))
    assert left.subject == "Doors at nine"
    assert "You get this email" in left.text


def test_a_long_subject_is_not_cut(crowd):
    subject = "Doors open at nine, and the gate at the harbour stays closed until noon on Sunday"
    made = crowd.begun(texts=[{"language": "en", "subject": subject, "body": "<p>Hello</p>"}])
    crowd.queue(made)
    left = mails.compose(crowd.platform, claimed(crowd, made, "p1@people.example"))
    assert left.subject == subject


def test_only_the_buyer_gets_the_address_of_the_order(announcer):
    order = announcer.buy("buyer@people.example", guest="guest@people.example", quantity=2)
    announcer.index()
    body = "<p>{order_number} {order_link}</p>"
    made = announcer.begun(texts=[{"language": "en", "subject": "Yours", "body": body}])
    announcer.queue(made)
    left = mails.compose(announcer.platform, claimed(announcer, made, "buyer@people.example"))
    assert order["secret"] in left.html
    assert order["number"] in left.text
    left = mails.compose(announcer.platform, claimed(announcer, made, "guest@people.example"))
    assert order["secret"] not in left.html + left.text
    assert "/orders/" not in left.text


def test_what_was_cancelled_as_its_mail_was_being_sent_is_not_sent(crowd):
    made = crowd.begun()
    crowd.queue(made)
    mail = claimed(crowd, made, "p1@people.example")
    crowd.post(f"/{made}/cancel")
    with pytest.raises(Superseded):
        mails.compose(crowd.platform, mail)


def test_a_mail_that_was_tried_waits_while_it_is_paused_and_is_the_same_afterwards(crowd):
    made = crowd.begun()
    crowd.queue(made)
    tried = claimed(crowd, made, "p1@people.example")
    with transaction(crowd.platform) as tx:
        tx.session.get(MailRow, (tx.organization_id, tried.id)).state = "queued"
    crowd.post(f"/{made}/pause")
    assert addresses(crowd, made) == ["p1@people.example"]
    with pytest.raises(OnHold):
        mails.compose(crowd.platform, tried)
    crowd.post(f"/{made}/resume")
    crowd.queue(made)
    assert len(crowd.mails(made)) == 7
    assert tried.id in {each.id for each in crowd.mails(made)}
    assert "Doors" in mails.compose(crowd.platform, tried).subject


def test_it_is_done_once_every_mail_has_left(crowd):
    made = crowd.begun()
    crowd.queue(made)
    portions.finish(crowd.platform, made)
    assert crowd.shown(made)["state"] == "sending"
    left = crowd.mails(made)
    with transaction(crowd.platform) as tx:
        for each in left:
            tx.session.get(MailRow, (tx.organization_id, each.id)).state = "sent"
    portions.finish(crowd.platform, made)
    shown = crowd.shown(made)
    assert (shown["state"], shown["report"]["sent"]) == ("done", 7)


def test_a_test_goes_to_oneself_and_no_report_counts_it(crowd, queued):
    made = crowd.draft()
    crowd.post(f"/{made['id']}/test", {"language": "en"}, expect=204)
    crowd.post(f"/{made['id']}/test", {"language": "fr"}, expect=422)
    with transaction(crowd.platform) as tx:
        [mail] = tx.session.query(MailRow).filter_by(template=Template.ANNOUNCEMENT.value)
        claim = claim_mail(tx, MailRow, mail.id)
    assert claim.recipient == crowd.shop.organization.owner.email
    left = mails.compose(crowd.platform, claim)
    assert left.subject == "Doors at nine"
    assert crowd.mails(made["id"]) == []


def test_a_portion_takes_as_many_statements_as_a_small_one(crowd, monkeypatch):
    def statements(portion):
        made = crowd.begun(is_important=True)
        seen = []
        monkeypatch.setattr(transactions, "observer", seen.append)
        portions.queue_portion(crowd.platform, made, portion=portion)
        monkeypatch.setattr(transactions, "observer", None)
        return len(seen)

    assert statements(1) == statements(6)


def test_two_modules_cannot_compose_one_template():
    notifications.register_composers({Template.ANNOUNCEMENT: mails.compose})
    with pytest.raises(ValueError, match="two modules compose announcement"):
        notifications.register_composers({Template.ANNOUNCEMENT: mails.preview})


def test_the_tick_begins_what_is_due(crowd, queued):
    made = crowd.begun()
    work.run_timed("announcements.begin_due")
    work.drain()
    assert len(crowd.mails(made)) == 7


def test_the_link_of_a_mail_ends_announcements_of_this_event(crowd, client):
    made = crowd.begun()
    crowd.queue(made)
    mail = claimed(crowd, made, "p1@people.example")
    left = mails.compose(crowd.platform, mail)
    url = left.headers["List-Unsubscribe"].strip("<>")
    shown = client.get(url[url.index("/unsubscribe/") :])
    assert "gets emails about Autumn Assembly" in shown.text
    ended = client.post(url[url.index("/unsubscribe/") :])
    assert ended.status_code == 200
    with pytest.raises(Superseded):
        mails.compose(crowd.platform, mail)
    again = crowd.begun()
    crowd.queue(again)
    assert "p1@people.example" not in addresses(crowd, again)
