"""Whom a mail comes from, where an answer goes, and the Message-ID that never changes."""

import re

import pytest

from turnout.l10n import mail_headers


def test_the_same_cause_makes_the_same_id_and_another_one_another():
    first = mail_headers.message_id("turnout.example", "cause", 0, "ada@a.example", "confirmed")
    again = mail_headers.message_id("turnout.example", "cause", 0, "ada@a.example", "confirmed")
    assert first == again
    assert re.fullmatch(r"<[0-9a-f]{40}@turnout\.example>", first)
    other = mail_headers.message_id("turnout.example", "cause", 1, "ada@a.example", "confirmed")
    assert first != other


@pytest.mark.parametrize(
    "malformed", ["", "nobody", "a@b", "a b@c.example", "x@y.example\r\nBcc: z", "ü@y.example"]
)
def test_answers_go_only_to_a_plain_address(malformed):
    assert mail_headers.reply_address(malformed) == ""
    assert mail_headers.reply_address(malformed, None, "desk@hall.example") == "desk@hall.example"


def test_the_sender_is_the_platforms_address_under_the_organizations_name():
    sender = mail_headers.sender_of("Turnout <no-reply@turnout.example>", "Evil\r\nCorp")
    assert (sender.email, sender.name) == ("no-reply@turnout.example", "Evil Corp")
    assert mail_headers.sender_of("Turnout <no-reply@turnout.example>").name == "Turnout"
    forged = mail_headers.sender_of(
        "Turnout <no-reply@turnout.example>", "Bank <service@bank.example>"
    )
    assert (forged.email, forged.name) == ("no-reply@turnout.example", "Turnout")
    assert mail_headers.mail_host("Turnout <no-reply@turnout.example>") == "turnout.example"
    assert mail_headers.mail_host("nonsense") == "turnout.invalid"
