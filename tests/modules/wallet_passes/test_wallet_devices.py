"""A phone follows its pass: registered, told, up to date; and nobody else's is shown to it."""

from datetime import timedelta
from uuid import uuid4

import pytest
from tests.factories.sales import make_shop
from tests.modules.wallet_passes.conftest import TOKEN, Phone, Sold

from turnout.kernel import clock
from turnout.modules.wallet_passes.service.devices import MOST_DEVICES

KEY = "Authorization"


@pytest.fixture
def phone(sold: Sold, push_service) -> Phone:
    return Phone(sold.client, sold.add(sold.connect_apple(push_service)).data)


def test_a_device_registers_once_and_leaves(phone) -> None:
    assert phone.register().status_code == 201
    assert phone.register().status_code == 200
    assert phone.changed().json["serialNumbers"] == [phone.serial]
    assert phone.leave().status_code == 200
    assert phone.changed().status_code == 204


@pytest.mark.parametrize("proof", ["", "ApplePass wrong", "Bearer x"])
def test_without_the_token_of_the_pass_nothing_is_done(phone, proof) -> None:
    assert phone.register(**{KEY: proof}).status_code == 401
    assert phone.leave(**{KEY: proof}).status_code == 401
    assert phone.fetch(**{KEY: proof}).status_code == 401
    assert phone.changed().status_code == 204


def test_another_pass_answers_as_one_that_is_not_there(phone) -> None:
    phone.serial = str(uuid4())
    assert phone.fetch().status_code == 401
    phone.serial = "no-uuid"
    assert phone.fetch().status_code == 401


def test_what_no_device_asks_is_not_found(phone) -> None:
    assert phone.client.get(f"{phone.base}/v1/nothing").status_code == 404
    assert phone.client.get(f"/wallet/{uuid4()}/{uuid4()}/v1/log").status_code == 404
    assert phone.client.post(f"{phone.base}/v1/log", json={"logs": ["x"]}).status_code == 200
    large = phone.client.post(f"{phone.base}/v1/log", data=b"x" * 70_000)
    assert large.status_code == 413


def test_a_changed_event_reaches_the_phone_once(sold, phone, push_service) -> None:
    phone.register()
    before = phone.fetch()
    mark = phone.changed().json["lastUpdated"]
    sold.change_event(title="Lantern Night, moved")
    assert [each["token"] for each in push_service.notes] == [TOKEN]
    told = phone.changed(mark)
    assert told.json["serialNumbers"] == [phone.serial]
    assert int(told.json["lastUpdated"]) > int(mark)
    newer = phone.fetch(**{"If-Modified-Since": before.headers["Last-Modified"]})
    assert newer.status_code == 200
    phone.take(newer.data)
    assert phone.said["eventTicket"]["primaryFields"][0]["value"] == "Lantern Night, moved"
    same = phone.fetch(**{"If-Modified-Since": newer.headers["Last-Modified"]})
    assert same.status_code == 304
    sold.work()
    assert len(push_service.notes) == 1


def test_a_change_that_nobody_would_see_costs_no_note(sold, phone, push_service) -> None:
    phone.register()
    sold.change_event(summary="Only the page shows this.")
    assert push_service.notes == []
    assert sold.passes()[0].due_at is None


def test_a_device_that_left_is_forgotten(sold, phone, push_service) -> None:
    phone.register()
    push_service.refuse(TOKEN)
    sold.change_event(title="Moved")
    assert phone.changed().status_code == 204
    assert sold.passes()[0].due_at is None


def test_a_note_that_did_not_arrive_is_sent_again(sold, phone, push_service) -> None:
    phone.register()
    push_service.planned.append((503, "Shutdown"))
    sold.change_event(title="Moved")
    [kept] = sold.passes()
    assert kept.due_at is not None
    assert not kept.is_told
    changed_at = kept.changed_at
    sold.shorten_wait()
    sold.work()
    [kept] = sold.passes()
    assert len(push_service.notes) == 1
    assert (kept.due_at, kept.is_told, kept.changed_at) == (None, True, changed_at)


def test_a_wallet_that_never_answers_is_given_up(sold, phone, push_service) -> None:
    phone.register()
    push_service.planned += [(503, "Shutdown")] * 40
    sold.change_event(title="Moved")
    for _ in range(13):
        sold.shorten_wait()
        sold.work()
    [kept] = sold.passes()
    assert kept.due_at is None
    assert kept.tries == 12
    assert "wallet_passes.given-up.v1" in sold.facts()


def test_a_cancelled_ticket_voids_the_pass(sold, phone, push_service) -> None:
    phone.register()
    sold.client.post(f"{sold.path}/cancel", data={"amount": "0"})
    sold.work()
    assert len(push_service.notes) == 1
    phone.take(phone.fetch().data)
    assert phone.said["voided"] is True
    assert "barcodes" not in phone.said
    assert sold.passes()[0].state == "void"


def test_a_renewed_code_is_not_shown_to_who_had_the_former_one(sold, phone, push_service) -> None:
    phone.register()
    former = phone.said["barcodes"][0]["message"]
    sold.renew_codes()
    sold.work()
    phone.take(phone.fetch().data)
    assert phone.said["voided"] is True
    again = Phone(sold.client, sold.add(sold.passes()[0].connection_id).data)
    assert again.serial != phone.serial
    assert again.said["barcodes"][0]["message"] != former


def test_many_devices_crowd_out_the_oldest(sold, phone) -> None:
    for number in range(MOST_DEVICES + 2):
        phone.name = f"phone-{number}"
        assert phone.register(f"{number:064x}").status_code == 201
    phone.name = "phone-0"
    assert phone.changed().status_code == 204
    phone.name = "phone-5"
    assert phone.changed().status_code == 200


def test_a_check_in_shows_on_the_phone_and_its_undoing_too(client, queued, push_service) -> None:
    starts_at = clock.now() + timedelta(hours=1)
    shop = make_shop(starts_at=starts_at, ends_at=starts_at + timedelta(hours=3))
    sold = Sold(client, shop).buy()
    phone = Phone(client, sold.add(sold.connect_apple(push_service)).data)
    phone.register()
    admission = sold.scan()
    sold.watch()
    assert sold.passes()[0].state == "used"
    phone.take(phone.fetch().data)
    assert phone.said["eventTicket"]["auxiliaryFields"][-1]["value"] == "Checked in"
    sold.undo(admission)
    sold.watch()
    assert sold.passes()[0].state == "valid"
    assert len(push_service.notes) == 2


def test_a_name_that_was_corrected_is_on_the_pass(sold, phone) -> None:
    sold.client.post(
        f"{sold.path}/tickets/{sold.ticket_id}/attendee",
        data={"name": "Grace Hopper", "email": "grace@example.org"},
    )
    sold.work()
    phone.take(phone.fetch().data)
    assert phone.said["eventTicket"]["secondaryFields"][-1]["value"] == "Grace Hopper"


def test_a_pass_on_a_phone_outlives_a_change_of_the_master_key(phone, change_master_key) -> None:
    phone.register()
    old = phone.proof
    change_master_key()
    fresh = phone.fetch()
    assert fresh.status_code == 200
    phone.take(fresh.data)
    assert phone.proof != old
    assert phone.fetch().status_code == 200
    assert phone.leave(**old).status_code == 200
