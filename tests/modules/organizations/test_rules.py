"""Rules of organizations that hold for every input."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from turnout.kernel.ids import new_id
from turnout.kernel.security.permissions import OWNER, ROLES, of_role
from turnout.modules.organizations import policies, rules
from turnout.modules.organizations.types import Member
from turnout.modules.roles import api as roles
from turnout.modules.roles.api import MembershipAccess

POWERS = sorted(of_role(OWNER))


@st.composite
def standings(draw: st.DrawFn) -> MembershipAccess:
    is_agency = draw(st.booleans())
    return MembershipAccess(
        role=draw(st.sampled_from(ROLES)),
        event_ids=None,
        state="active",
        agency_id=new_id() if is_agency else None,
        scope_role=draw(st.sampled_from(("admin", "staff", "partner"))) if is_agency else "",
        scope_permissions=draw(
            st.none() | st.lists(st.sampled_from(POWERS), max_size=5).map(tuple)
        ),
    )


@given(standings())
def test_an_agency_never_gives_more_than_the_scope_or_the_own_role(standing):
    found = roles.permissions_of(standing)
    assert found <= of_role(standing.role)
    if standing.agency_id is not None:
        assert found <= of_role(standing.scope_role)
        assert policies.OWN not in found
        if standing.scope_permissions is not None:
            assert found <= set(standing.scope_permissions)


@given(st.lists(standings(), max_size=6))
def test_the_best_standing_is_ones_own_if_there_is_one(found):
    best = roles.best_access(found)
    if not found:
        assert best is None
        return
    assert best in found
    assert (best.agency_id is None) == any(each.agency_id is None for each in found)


@given(st.text(max_size=80))
def test_a_slug_that_passes_is_plain_ascii(text):
    if not rules.slug_errors(text):
        assert text.isascii()
        assert 3 <= len(text) <= 63
        assert not set(text) - set("abcdefghijklmnopqrstuvwxyz0123456789-")


@given(st.text(max_size=80))
def test_any_text_for_an_address_is_judged(text):
    try:
        address = rules.address_of(text)
    except rules.Invalid:
        return
    assert address == address.lower()
    assert "\n" not in address
    assert rules.address_of(address) == address


NOON = datetime(2030, 1, 1, 12, tzinfo=UTC)
ONE, OTHER = new_id(), new_id()


@pytest.mark.parametrize(
    ("has", "gets", "is_wider"),
    [
        ({"role": "partner"}, {"role": "staff"}, True),
        ({"role": "admin"}, {"role": "staff"}, False),
        ({"role": "staff"}, {"role": "staff"}, False),
        ({"role": "staff", "event_ids": (ONE,)}, {"role": "staff"}, True),
        ({"role": "staff", "event_ids": (ONE,)}, {"role": "staff", "event_ids": (OTHER,)}, True),
        (
            {"role": "staff", "event_ids": (ONE, OTHER)},
            {"role": "staff", "event_ids": (ONE,)},
            False,
        ),
        ({"role": "staff"}, {"role": "staff", "event_ids": (ONE,)}, False),
        ({"role": "staff", "expires_at": NOON}, {"role": "staff"}, True),
        (
            {"role": "staff", "expires_at": NOON},
            {"role": "staff", "expires_at": NOON + timedelta(days=1)},
            True,
        ),
        ({"role": "staff"}, {"role": "staff", "expires_at": NOON}, False),
    ],
)
def test_a_grant_is_wider_by_rights_by_events_or_by_time(
    *, has: dict[str, Any], gets: dict[str, Any], is_wider: bool
):
    stated = {"event_ids": None, "expires_at": None} | has
    before = Member(id=ONE, user_id=ONE, created_at=NOON, version=1, agency_link_id=None, **stated)
    grant = roles.Grant(**gets)
    rights = {"had": of_role(before.role), "gets": of_role(grant.role)}
    assert rules.widens(before, grant, **rights) is is_wider


@pytest.mark.parametrize(
    ("minutes", "ago", "is_proved"),
    [(None, None, True), (30, None, False), (30, 29, True), (30, 30, False), (30, 31, False)],
)
def test_a_second_factor_is_good_for_as_long_as_the_client_says(minutes, ago, is_proved):
    access = MembershipAccess(
        role="admin",
        event_ids=None,
        state="active",
        agency_id=new_id(),
        scope_role="admin",
        scope_permissions=None,
        second_factor_minutes=minutes,
    )
    proved_at = None if ago is None else NOON - timedelta(minutes=ago)
    assert roles.is_proved(access, proved_at, now=NOON) is is_proved
