import pytest
from tests.factories.redis_lines import redis_of

from turnout.kernel.ids import new_id
from turnout.kernel.observability import heartbeat
from turnout.kernel.observability.heartbeat import Heartbeat, is_alive, signs


class Clock:
    at = 1_800_000_000.0

    def __call__(self):
        return self.at


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def role():
    return f"worker-{new_id().hex}"


def alive(role, clock, **where):
    return is_alive(role, now=clock(), **where)


@pytest.mark.parametrize("place", ["redis", "file", "both"])
def test_a_role_that_beats_is_alive_until_half_a_minute_later(
    place, link, dead_link, tmp_path, role, clock
):
    blocked = tmp_path / "blocked"
    blocked.write_text("no folder")
    where = {
        "redis": {"link": link, "directory": blocked / "x"},
        "file": {"link": dead_link, "directory": tmp_path},
        "both": {"link": link, "directory": tmp_path},
    }[place]
    assert not alive(role, clock, **where)
    Heartbeat(role, instance="h-1", now=clock, **where).beat()
    assert alive(role, clock, **where)
    clock.at += heartbeat.DEAD_AFTER_SECONDS
    assert alive(role, clock, **where)
    clock.at += 1
    assert not alive(role, clock, **where)


def test_beating_again_keeps_it_alive(link, tmp_path, role, clock):
    beats = Heartbeat(role, link=link, directory=tmp_path, now=clock)
    for _ in range(10):
        beats.beat()
        clock.at += 20
    assert alive(role, clock, link=link, directory=tmp_path)


def test_redis_forgotten_the_file_still_says_so(link, tmp_path, role, clock):
    Heartbeat(role, link=link, directory=tmp_path, now=clock).beat()
    for name in redis_of(link).scan_iter(f"*{role}*"):
        redis_of(link).delete(name)
    assert alive(role, clock, link=link, directory=tmp_path)


def test_between_two_beats_nothing_is_written(link, tmp_path, role, clock):
    beats = Heartbeat(role, link=link, directory=tmp_path, instance="h-1", now=clock)
    beats.beat()
    [first] = signs(role, link=link, directory=tmp_path)
    clock.at += heartbeat.INTERVAL_SECONDS - 1
    beats.beat()
    assert signs(role, link=link, directory=tmp_path) == [first]


def test_each_instance_has_its_sign_and_an_orderly_end_takes_it_away(link, tmp_path, role, clock):
    pair = [
        Heartbeat(role, link=link, directory=tmp_path, instance=each, now=clock)
        for each in ("one-1", "two-1")
    ]
    for each in pair:
        each.beat()
    pair[0].stop()
    assert [each.instance for each in signs(role, link=link, directory=tmp_path)] == ["two-1"]


def test_one_host_is_not_alive_because_another_one_is(link, tmp_path, role, clock):
    Heartbeat(role, link=link, directory=tmp_path, instance="pod-a-1-77", now=clock).beat()
    assert alive(role, clock, link=link, directory=tmp_path, host="pod-a-1")
    assert not alive(role, clock, link=link, directory=tmp_path, host="pod-b-2")


def test_instances_that_ended_badly_are_forgotten_in_the_end(link, tmp_path, role, clock):
    Heartbeat(role, link=link, directory=tmp_path / "a", instance="old-1", now=clock).beat()
    clock.at += heartbeat.FORGOTTEN_AFTER_SECONDS + 1
    Heartbeat(role, link=link, directory=tmp_path / "b", instance="new-1", now=clock).beat()
    assert [each.instance for each in signs(role, link=link, directory=tmp_path)] == ["new-1"]


def test_roles_whose_names_begin_alike_are_told_apart(tmp_path, role, clock):
    Heartbeat(f"{role}-exports", link=None, directory=tmp_path, now=clock).beat()
    assert not alive(role, clock, link=None, directory=tmp_path)


def test_a_torn_file_is_passed_over(tmp_path, role, clock):
    Heartbeat(role, link=None, directory=tmp_path, now=clock).beat()
    [path] = tmp_path.rglob("*.json")
    path.write_bytes(b"{")
    assert not alive(role, clock, link=None, directory=tmp_path)
