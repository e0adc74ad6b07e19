"""A loop that rests although everything works is told from one that waits for its database."""

from datetime import timedelta

import pytest

from turnout.kernel import clock
from turnout.kernel.observability.heartbeat import Heartbeat
from turnout.kernel.observability.probes import STUCK_AFTER_SECONDS, Pages, RoleProbes


@pytest.fixture
def relay(settings, tmp_path):
    """A relay that beat once, just now."""
    own = settings.model_copy(update={"state_dir": tmp_path})
    Heartbeat("relay", link=None, directory=tmp_path / "heartbeats").beat()
    return own


@pytest.fixture
def much_later():
    yield lambda: clock.shift(timedelta(seconds=STUCK_AFTER_SECONDS + 1))
    clock.shift(timedelta())


def test_a_loop_that_rests_for_five_minutes_is_stuck(relay, much_later, running):
    probes = RoleProbes(relay, "relay")
    assert not probes.is_stuck()
    much_later()
    assert probes.is_stuck()


def test_a_loop_that_waits_for_its_database_is_not_stuck(relay, much_later):
    nowhere = type(relay.database_url)("postgresql://turnout_app@127.0.0.1:9/none")
    probes = RoleProbes(relay.model_copy(update={"database_url": nowhere}), "relay")
    much_later()
    assert not probes.is_stuck()


def test_whoever_watches_is_told_of_it():
    said: list[str] = []
    pages = Pages(lambda: pytest.fail("was not asked"), is_stuck=lambda: True)
    pages({"PATH_INFO": "/healthz"}, lambda status, *_: said.append(status))  # type: ignore[arg-type,return-value]
    assert said == ["503 Service Unavailable"]
