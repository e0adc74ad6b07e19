"""The demo's own parts: it moves the programme truly, forges well, and fails loudly."""

import io
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from turnout.kernel.ids import new_id
from turnout.modules.tickets import codes as genuine
from turnout_dev.demo import checkin, setup
from turnout_dev.demo.callers import Caller
from turnout_dev.demo.reporter import DemoFailed, Reporter, wait_for
from turnout_dev.stack.state import choose_port


@given(today=st.dates(date(2026, 1, 1), date(2040, 1, 1)))
def test_the_programme_moves_to_a_coming_weekend_of_the_same_season(today):
    _, saturday, sunday = setup.ahead(today)
    assert (saturday.weekday(), sunday - saturday) == (5, timedelta(days=1))
    assert timedelta(days=7) <= saturday - today <= timedelta(weeks=54)
    assert saturday.month in {1, 2}


def test_moving_changes_days_and_nothing_else():
    published, (moved, saturday, _) = setup.as_published(), setup.ahead(date(2026, 11, 20))
    assert saturday == date(2027, 1, 30)
    assert moved.counts() == published.counts()
    assert moved.talk() == published.talk()
    back = moved.xml.replace(b"2027-01-30", b"2024-02-03").replace(b"2027-01-31", b"2024-02-04")
    assert back == published.xml


@pytest.mark.parametrize("forge", [checkin.forged, checkin.flipped])
def test_a_forgery_has_the_shape_and_the_key_of_a_genuine_code(forge):
    key = genuine.SigningKey.generate()
    claims = genuine.Claims(event_id=new_id(), ticket_id=new_id(), nonce=b"12345678")
    code = genuine.sign(key, claims)
    keys = {key.id: genuine.load_public_key(key.public_bytes)}
    assert genuine.verify(keys, code, event_id=claims.event_id) == claims
    with pytest.raises(genuine.Forged):
        genuine.verify(keys, forge(code), event_id=claims.event_id)


def test_a_failed_check_names_its_step_and_both_values():
    teller = Reporter(io.StringIO())
    with (
        pytest.raises(DemoFailed, match=r"Step 1, The door:\n +people: expected 200, found 201"),
        teller.step("The door"),
    ):
        teller.check("people", expected=200, found=201)


def test_waiting_ends_and_says_what_was_seen_last():
    with pytest.raises(DemoFailed, match="a mail: not after 0 s; last seen: 'none of 3'"):
        wait_for("a mail", lambda: None, seconds=0, last_seen=lambda: "none of 3")


def test_a_server_that_never_answers_is_given_up():
    address = f"http://127.0.0.1:{choose_port(None)}"
    with (
        Caller(address, patience_seconds=0) as nobody,
        pytest.raises(DemoFailed, match="no answer"),
    ):
        nobody.get("/")
