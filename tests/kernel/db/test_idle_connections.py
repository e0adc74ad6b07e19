"""Connections between two transactions: kept, given to who waits, never unclean."""

import threading
import time

import pytest
from sqlalchemy.exc import TimeoutError as PoolTimeout

from turnout.kernel.db.engine import make_engine
from turnout.kernel.db.idle_connections import IdleConnections


@pytest.fixture
def idle(settings, running):
    engine = make_engine(
        settings.database_url.get_secret_value(), pool_size=2, pool_timeout_seconds=1.0
    )
    made = IdleConnections(engine)
    yield made
    made.close()
    assert engine.pool.checkedout() == 0, "everything came back to the pool"
    engine.dispose()


def backend(connection):
    return connection.connection.driver_connection.info.backend_pid


def test_what_came_back_clean_is_taken_again_without_the_pool(idle):
    first = idle.take()
    idle.give_back(first, is_clean=True)
    assert idle.take() is first
    idle.give_back(first, is_clean=False)
    assert first.closed
    assert idle.take() is not first


def test_in_place_of_a_stale_one_comes_one_that_is_new(idle):
    """Those that lie idle are as old: none of them is handed out any more."""
    stale, other = idle.take(), idle.take()
    former = {backend(stale), backend(other)}
    idle.give_back(other, is_clean=True)
    fresh = idle.replace(stale)
    assert backend(fresh) not in former
    assert stale.closed
    assert other.closed
    idle.give_back(fresh, is_clean=True)


def test_there_are_never_more_than_the_pool_has(idle):
    held = [idle.take(), idle.take()]
    started = time.monotonic()
    with pytest.raises(PoolTimeout):
        idle.take()
    assert time.monotonic() - started >= 0.8
    for each in held:
        idle.give_back(each, is_clean=True)
    assert {backend(idle.take()), backend(idle.take())} == {backend(each) for each in held}
    for each in held:
        idle.give_back(each, is_clean=True)


def test_who_waits_gets_what_comes_back(idle):
    held, taken = [idle.take(), idle.take()], []

    def wait():
        taken.append(idle.take())

    waiting = threading.Thread(target=wait)
    waiting.start()
    while not idle._asking:
        time.sleep(0.001)
    idle.give_back(held.pop(), is_clean=True)
    waiting.join(timeout=0.9)
    assert taken, "it waited at the pool, where what came back has to go"
    for each in (*held, *taken):
        idle.give_back(each, is_clean=True)


def test_many_threads_share_few_connections(idle):
    """No connection is with two at once, and nobody waits for one that lies idle."""
    used, failed, lock = set(), [], threading.Lock()

    def work():
        for _ in range(200):
            try:
                mine = idle.take()
            except PoolTimeout as late:
                failed.append(late)
                return
            with lock:
                if mine in used:
                    failed.append("taken twice")
                used.add(mine)
            with lock:
                used.discard(mine)
            idle.give_back(mine, is_clean=True)

    threads = [threading.Thread(target=work) for _ in range(8)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert failed == []
