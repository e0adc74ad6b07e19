"""Sign-in, sign-up, reset, resending and linking take as long for an address whoever has it.

The statistic is the chance that a call for a known address takes longer than one for an unknown
address (Mann and Whitney's U over all pairs). It is one half when time tells nothing. With
eighty calls of each kind it strays by 0.046 (one standard deviation); within 0.5 ± 0.15 lies all
but one of a thousand runs, and a missing hash or statement pushes it to 0 or 1. Calls alternate,
so that a busy machine slows both kinds alike, and ranks do not mind the slow ones.
"""

import gc
import json
import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from urllib.parse import parse_qs, urlsplit

import pytest
from pydantic import SecretStr

from tests.factories.openid_provider import CLIENT_ID, CLIENT_SECRET, Person
from tests.factories.people import make_user
from turnout.app import create_app
from turnout.kernel import runtime
from turnout.kernel.ids import new_id
from turnout.modules.identity import api as identity
from turnout.modules.social_logins import api as social_logins
from turnout.openid import code_flow

CALLS = 80
STRAY = 0.15
BROWSER = "the-secret-of-a-browser"
WRONG = "none-of-them-has-this-password"
OWN = "harbour-lantern-violet-ninety"


@pytest.fixture(autouse=True, scope="module")
def platform(settings):
    """The platform in this process: no stack is needed."""
    return create_app(settings)


def nobody() -> str:
    return f"nobody-{new_id().hex}@people.example"


def sign_in(email: str) -> None:
    raw = new_id().int
    address = f"2001:db8:{raw >> 16 & 0xFFFF:x}:{raw & 0xFFFF:x}::1"
    with suppress(identity.WrongCredentials):
        identity.sign_in(email, WRONG, client=identity.Client(address=address, agent="prove"))


def sign_up(email: str) -> None:
    identity.sign_up(identity.SignUp(email=email, password=OWN, display_name="Ada Example"))


def seconds(call: Callable[[], object]) -> float:
    started = time.perf_counter()
    call()
    return time.perf_counter() - started


def compared(prepare: Callable[[str], Callable[[], object]]) -> float:
    """The chance that a call for a known address takes longer; each is prepared untimed."""
    people = [make_user().email for _ in range(CALLS)]
    prepare(nobody())()  # what is made once, such as the hash that nobody's password has
    known: list[float] = []
    unknown: list[float] = []
    gc.disable()
    try:
        for turn, email in enumerate(people):
            calls = [(known, email), (unknown, nobody())]
            for taken, asked in calls if turn % 2 else reversed(calls):
                taken.append(seconds(prepare(asked)))
    finally:
        gc.enable()
    return chance_of_longer(known, unknown)


def chance_of_longer(known: list[float], unknown: list[float]) -> float:
    pairs = [(left > right) + (left == right) / 2 for left in known for right in unknown]
    return sum(pairs) / len(pairs)


@pytest.mark.parametrize(
    "call",
    [sign_in, sign_up, identity.forgot_password, identity.resend_verification],
    ids=["sign-in", "sign-up", "reset", "resend"],
)
def test_time_does_not_tell_who_has_an_account(call):
    chance = compared(lambda email: partial(call, email))
    assert abs(chance - 0.5) < STRAY


def test_time_does_not_tell_who_has_an_account_through_a_provider(openid_provider, monkeypatch):
    """Whoever makes a provider name an address that it did not prove learns nothing of it.

    Timed is what happens here when the browser is back: the call to the provider and the link
    that is kept until somebody signs in.
    """
    party = {
        "client_id": CLIENT_ID,
        "client_secret": CLIENT_SECRET,
        "issuer": openid_provider.issuer,
    }
    current = runtime.current()
    found = {"social_sign_in": SecretStr(json.dumps({"google": party}))}
    monkeypatch.setattr(current, "settings", current.settings.model_copy(update=found))

    def coming_back(email: str) -> Callable[[], object]:
        openid_provider.person = Person(new_id().hex, email, email_verified=False)
        url = social_logins.begin_sign_in("google", browser=BROWSER, back_to="/")
        query = parse_qs(urlsplit(openid_provider.sign_in(url)).query)
        answer = code_flow.read_answer(query)
        client = identity.Client(address="2001:db8::1", agent="prove")
        finish = partial(social_logins.finish_sign_in, "google", answer, browser=BROWSER)
        return partial(finish, client=client, viewer=None)

    assert abs(compared(coming_back) - 0.5) < STRAY


def test_the_statistic_notices_a_hash_that_is_missing():
    fast, slow = (
        [0.001 * turn for turn in range(CALLS)],
        [0.05 + 0.001 * turn for turn in range(CALLS)],
    )
    assert chance_of_longer(slow, fast) > 0.5 + STRAY
