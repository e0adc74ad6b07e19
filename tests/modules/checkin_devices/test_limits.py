"""Each device has a limit of its own: a busy gate, or one gone wild, keeps no other waiting."""

from collections.abc import Callable

import pytest
from tests.modules.checkin_devices.conftest import Door

from turnout.kernel import runtime
from turnout.kernel.security.rate_limits import Limiter

FEW = 3


@pytest.fixture
def few_scans(monkeypatch: pytest.MonkeyPatch) -> None:
    # Without Redis a process allows a fourth of each.
    limiter = Limiter(None, limits={"scan": f"{FEW * 4}/60", "secret": "4000/60"}, now=lambda: 0.0)
    monkeypatch.setattr(runtime.current(), "limiter", limiter)


@pytest.mark.usefixtures("few_scans")
def test_a_device_that_asks_too_often_keeps_no_other_waiting(door: Door) -> None:
    wild, calm = door.device("Wild"), door.device("Calm")
    assert [wild.get().status_code for _ in range(FEW + 1)] == [200] * FEW + [429]
    assert [calm.get().status_code for _ in range(FEW)] == [200] * FEW


@pytest.mark.usefixtures("few_scans")
def test_gates_of_two_organizations_share_no_limit(make_door: Callable[[], Door]) -> None:
    busy, elsewhere = make_door().device(), make_door().device()
    assert [busy.get().status_code for _ in range(FEW + 1)] == [200] * FEW + [429]
    assert elsewhere.get().status_code == 200
