"""Which records are right, and what is said of those that are not."""

from datetime import UTC, datetime, timedelta

import pytest

from turnout.modules.sending_domains import rules
from turnout.modules.sending_domains.models import SendingDomainState as State
from turnout.modules.sending_domains.types import Finding, Problem, RecordKind

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
KEY = "MIIBIjANBg"


@pytest.mark.parametrize(
    ("found", "problem"),
    [
        ([], Problem.DKIM_MISSING),
        (["v=spf1 -all"], Problem.DKIM_MISSING),
        (["v=DKIM1; k=rsa; p="], Problem.DKIM_REVOKED),
        (["v=DKIM1; p=another"], Problem.DKIM_OTHER_KEY),
        ([f"v=DKIM1; k=rsa; p={KEY}"], None),
        ([f"k=rsa;p={KEY[:4]} {KEY[4:]};"], None),
        (["v=DKIM1; p=another", f"v=DKIM1; p={KEY}"], None),
    ],
)
def test_a_key_is_the_one_that_signs(found, problem):
    assert rules.judge_dkim(found, KEY).problem == problem


@pytest.mark.parametrize(
    ("found", "problem"),
    [
        (["google-site-verification=x"], Problem.SPF_MISSING),
        (["v=spf10 include:us.example"], Problem.SPF_MISSING),
        (["v=spf1 a", "v=spf1 include:us.example -all"], Problem.SPF_TWICE),
        (["v=spf1 include:others.example ~all"], Problem.SPF_WITHOUT_US),
        (["v=spf1 include:us.example.org ~all"], Problem.SPF_WITHOUT_US),
        (["v=spf1 -all include:us.example"], Problem.SPF_TOO_LATE),
        (["v=spf1 mx include:US.example include:others.example ?all"], None),
    ],
)
def test_spf_names_us_once_and_before_its_end(found, problem):
    assert rules.judge_spf(found, "us.example").problem == problem


@pytest.mark.parametrize(
    ("found", "problem"),
    [
        ([], Problem.DMARC_MISSING),
        (["v=DMARC1; rua=mailto:a@b.example"], Problem.DMARC_WRONG),
        (["v=DMARC1; p=perhaps"], Problem.DMARC_WRONG),
        (["v=DMARC1; p=none", "v=DMARC1; p=reject"], Problem.DMARC_WRONG),
        (["v=DMARC1; p=Quarantine; pct=50"], None),
    ],
)
def test_dmarc_says_what_becomes_of_forgeries(found, problem):
    assert rules.judge_dmarc(found).problem == problem


@pytest.mark.parametrize(
    ("before", "is_right", "after"),
    [
        (State.PENDING, False, State.PENDING),
        (State.PENDING, True, State.VERIFIED),
        (State.VERIFIED, False, State.FAILING),
        (State.FAILING, False, State.FAILING),
        (State.FAILING, True, State.VERIFIED),
    ],
)
def test_only_what_was_right_can_fail(before, is_right, after):
    finding = Finding(kind=RecordKind.SPF, is_right=is_right, problem=Problem.SPF_MISSING)
    advice = Finding(kind=RecordKind.RETURN, is_right=False, is_needed=False)
    assert rules.state_after(before, [finding, advice])[0] is after


def test_the_limit_doubles_each_day_until_there_is_none():
    days = [rules.daily_limit(NOON, NOON + timedelta(days=n)) for n in range(12)]
    assert days[:3] == [200, 400, 800]
    assert days[9] == 102_400
    assert days[10:] == [None, None]
    assert rules.daily_limit(None, NOON) == 0
