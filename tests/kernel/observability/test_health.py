import json

import pytest
import structlog
from sqlalchemy import create_engine

from turnout.kernel.observability import health
from turnout.kernel.observability.health import (
    BEATING,
    DATABASE,
    MIGRATIONS,
    REDIS,
    SERVING,
    readiness,
)


def works():
    pass


def fails():
    raise ConnectionError("postgresql://user:hunter2@db/turnout")


def test_a_role_is_ready_when_all_it_needs_works():
    report = readiness("worker", {DATABASE: works, REDIS: works, MIGRATIONS: works, BEATING: works})
    assert (report.is_ready, report.status) == (True, 200)


@pytest.mark.parametrize("broken", [DATABASE, REDIS, MIGRATIONS, BEATING])
def test_a_worker_is_not_ready_when_any_of_its_needs_fails(broken):
    probes = {DATABASE: works, REDIS: works, MIGRATIONS: works, BEATING: works, broken: fails}
    report = readiness("worker", probes)
    assert (report.is_ready, report.status) == (False, 503)
    assert report.document()["checks"][broken]["problem"] == "ConnectionError"


def test_the_web_sells_on_without_redis_and_says_so():
    report = readiness("web", {DATABASE: works, REDIS: fails, MIGRATIONS: works, SERVING: works})
    assert report.is_ready
    check = report.document()["checks"][REDIS]
    assert (check["works"], check["needed"]) == (False, False)


def test_what_was_not_checked_does_not_count_as_working():
    assert not readiness("web", {DATABASE: works}).is_ready


def test_the_document_is_json_and_shows_no_secret_of_a_failure():
    text = json.dumps(readiness("web", {DATABASE: fails, MIGRATIONS: works}).document())
    assert "hunter2" not in text


def test_the_probes_ask_the_real_things(link):
    engine = create_engine("sqlite://")
    probes = {DATABASE: health.database_probe(engine), REDIS: health.redis_probe(link)}
    assert all(each.works for each in readiness("test", probes).findings.values())
    engine.dispose()


def test_a_redis_that_is_away_is_found_out(dead_link):
    report = readiness("realtime", {REDIS: health.redis_probe(dead_link)})
    assert not report.is_ready


@pytest.mark.parametrize(
    ("revision", "ready"),
    [("0003", True), ("0004-of-tomorrow", True), ("0002", False), ("", False)],
)
def test_a_database_that_is_behind_is_not_ready_and_one_that_is_ahead_is(revision, ready):
    probe = health.migrations_probe(lambda: revision, earlier={"0001", "0002"})
    assert readiness("web", {DATABASE: works, SERVING: works, MIGRATIONS: probe}).is_ready is ready


def test_what_a_probe_finds_by_itself_is_logged_without_a_trace():
    def starts():
        raise health.NotMigrated

    with structlog.testing.capture_logs() as said:
        readiness("web", {DATABASE: fails, MIGRATIONS: starts})
    traces = {each["probe"]: each["exc_info"] is not None for each in said}
    assert traces == {DATABASE: True, MIGRATIONS: False}
