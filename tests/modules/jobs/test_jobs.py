"""A job does each of its items once, whoever dies meanwhile, and tells what came of each."""

import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from tests.factories.people import add_member, bearer, context_of, make_organization
from tests.factories.work import run_jobs, run_timed

from turnout.kernel import clock
from turnout.kernel.context import SystemContext, system_in
from turnout.kernel.db.tx import transaction
from turnout.kernel.errors import Conflict
from turnout.kernel.ids import new_id
from turnout.modules.jobs import api as jobs
from turnout.modules.jobs import service

KIND = "tests.count"


class Killed(BaseException):
    """What a worker that is killed leaves behind: an open transaction, and no word."""


class Worker:
    """Counts what it is asked to do, and dies or refuses where it is told to."""

    def __init__(self):
        self.tried, self.dies_at, self.refuses = Counter(), None, set()
        self.for_whom = set()

    def __call__(self, tx, job, subject_id):
        self.for_whom.add((str(tx.ctx.actor), tx.ctx.on_behalf_of))
        self.tried[subject_id] += 1
        if self.dies_at == self.tried.total():
            raise Killed
        if subject_id in self.refuses:
            raise Conflict("Not this one.")
        return jobs.Outcome(detail=job.parameters["word"])


@pytest.fixture
def organization(running):
    return make_organization()


@pytest.fixture
def worker():
    made = Worker()
    jobs.register(KIND, made)
    return made


@pytest.fixture
def start(organization, worker):
    def start(*subjects, user=None):
        ctx = context_of(organization, user or organization.owner)
        with transaction(ctx) as tx:
            return jobs.start_job(tx, KIND, subjects, parameters={"word": "done"})

    return start


@pytest.fixture
def ask(client, organization):
    def ask(path="", user=None, method="GET"):
        url = f"/api/v1/organizations/{organization.id}/jobs{path}"
        return client.open(url, method=method, headers=bearer(user or organization.owner))

    return ask


def ids(number):
    return [new_id() for _ in range(number)]


def run(organization, job):
    return service.run_job(system_in(organization.id, service.JOB), job.id)


def test_each_thing_is_done_once_and_its_outcome_is_told(organization, worker, start, ask):
    first, second, third = ids(3)
    worker.refuses = {second}
    job = start(first, second, third, first)
    assert (job.total, job.state) == (3, "running")
    run_jobs()

    shown = ask(f"/{job.id}").json
    assert (shown["state"], shown["done"], shown["failed"]) == ("done", 2, 1)
    items = ask(f"/{job.id}/items").json["items"]
    assert [(each["subject_id"], each["state"], each["code"]) for each in items] == [
        (str(first), "done", ""),
        (str(second), "failed", "conflict"),
        (str(third), "done", ""),
    ]
    assert items[1]["detail"] == "Not this one."
    assert set(worker.tried.values()) == {1}


def test_the_log_names_the_job_and_who_started_it(organization, worker, start):
    job = start(*ids(2))
    run(organization, job)
    assert worker.for_whom == {("system:jobs.run", f"user:{organization.owner.id}")}


def test_a_killed_worker_is_followed_and_nothing_is_done_twice(organization, worker, start, ask):
    subjects = ids(6)
    job = start(*subjects)
    worker.dies_at = 4
    with pytest.raises(Killed):
        run(organization, job)
    assert run(organization, job) == 0  # its lease has not ended
    assert ask(f"/{job.id}").json["done"] == 3

    with clock.frozen(clock.now() + timedelta(seconds=61)):
        assert run(organization, job) == 3
    assert ask(f"/{job.id}").json["done"] == 6
    assert worker.tried == Counter(dict.fromkeys(subjects, 1)) + Counter([subjects[3]])
    states = [each["state"] for each in ask(f"/{job.id}/items").json["items"]]
    assert states == ["done"] * 6


def test_as_many_workers_share_a_job_as_its_kind_says(
    organization, worker, start, ask, monkeypatch
):
    told = []
    monkeypatch.setattr(service, "enqueue", told.append)
    jobs.register(KIND, worker, workers=2)
    subjects = ids(6)
    job = start(*subjects)
    assert told == [service.JOB] * 2
    for dies_at in (2, 4):
        worker.dies_at = dies_at
        with pytest.raises(Killed):
            run(organization, job)
    assert run(organization, job) == 0  # both leases have not ended
    assert ask(f"/{job.id}").json["done"] == 2

    with clock.frozen(clock.now() + timedelta(seconds=61)):
        run_jobs()
    shown = ask(f"/{job.id}").json
    assert (shown["state"], shown["done"]) == ("done", 6)
    assert set(worker.tried) >= set(subjects)


def test_a_shared_job_is_over_once_the_last_item_is(organization, worker, start, ask):
    """Whoever finds nothing left to take does not end what somebody else still works on."""
    job = start(*ids(2))
    began, go_on = threading.Event(), threading.Event()

    def slowly(tx, job, subject_id):
        began.set()
        assert go_on.wait(30)
        return jobs.Outcome()

    jobs.register(KIND, slowly, workers=2)
    with ThreadPoolExecutor() as pool:
        first = pool.submit(run, organization, job)
        assert began.wait(30)
        jobs.register(KIND, worker, workers=2)
        assert run(organization, job) == 1
        assert ask(f"/{job.id}").json["state"] == "running"
        go_on.set()
        assert first.result() == 1
    shown = ask(f"/{job.id}").json
    assert (shown["state"], shown["done"]) == ("done", 2)


def test_a_worker_goes_to_whom_nobody_works_for_first(organization, worker, start):
    jobs.register(KIND, worker, workers=2)
    older, newer = start(*ids(2)), start(*ids(1))
    worker.dies_at = 1
    with pytest.raises(Killed):
        run(organization, older)
    due = [job_id for _, job_id in service.list_due(SystemContext(job="tests"), limit=10_000)]
    assert due.index(newer.id) < due.index(older.id)


def test_a_long_job_lets_other_work_have_its_turn(organization, worker, start, ask, monkeypatch):
    told = []
    job = start(*ids(3))
    monkeypatch.setattr(service, "enqueue", told.append)
    monkeypatch.setattr(service, "STRETCH_SECONDS", 0.0)
    assert run(organization, job) == 0
    assert (told, ask(f"/{job.id}").json["state"]) == ([service.JOB], "running")
    monkeypatch.setattr(service, "STRETCH_SECONDS", 60.0)
    assert run(organization, job) == 3  # its lease was given back
    assert (told, ask(f"/{job.id}").json["state"]) == ([service.JOB], "done")


def test_a_cancelled_job_leaves_the_rest(organization, worker, start, ask):
    job = start(*ids(3))
    worker.dies_at = 2
    with pytest.raises(Killed):
        run(organization, job)
    cancelled = ask(f"/{job.id}/cancel", method="POST")
    again = ask(f"/{job.id}/cancel", method="POST")
    with clock.frozen(clock.now() + timedelta(seconds=61)):
        run_jobs()

    assert (cancelled.json["state"], again.json["code"]) == ("cancelled", "jobs.over")
    states = [each["state"] for each in ask(f"/{job.id}/items").json["items"]]
    assert states == ["done", "waiting", "waiting"]


def test_items_and_jobs_come_in_pages(start, ask):
    job = start(*ids(3))
    start(new_id())
    first = ask(f"/{job.id}/items?limit=2").json
    rest = ask(f"/{job.id}/items?limit=2&cursor={first['next_cursor']}").json
    assert (len(first["items"]), len(rest["items"]), rest["next_cursor"]) == (2, 1, None)
    newest = ask("?limit=1").json
    older = ask(f"?limit=1&cursor={newest['next_cursor']}").json
    assert [each["id"] for each in older["items"]] == [str(job.id)]
    assert len(ask("?state=done").json["items"]) == 0


def test_staff_see_their_own_jobs_and_managers_all(organization, start, ask):
    staff, other = add_member(organization, "staff"), add_member(organization, "staff")
    job = start(new_id(), user=staff)
    assert [each["id"] for each in ask(user=staff).json["items"]] == [str(job.id)]
    assert [each["id"] for each in ask().json["items"]] == [str(job.id)]
    assert ask(user=other).json["items"] == []
    for path, method in (("", "GET"), ("/items", "GET"), ("/cancel", "POST")):
        answer = ask(f"/{job.id}{path}", user=other, method=method)
        assert answer.json["code"] == "jobs.none"


def test_another_organization_sees_nothing_of_it(client, start):
    job = start(new_id())
    other = make_organization()
    base = f"/api/v1/organizations/{other.id}/jobs"
    assert client.get(base, headers=bearer(other.owner)).json["items"] == []
    assert client.get(f"{base}/{job.id}", headers=bearer(other.owner)).status_code == 404


def test_old_jobs_go_with_their_reports(organization, worker, start, ask):
    job = start(new_id())
    run_jobs()
    run_timed("jobs.forget")
    assert ask(f"/{job.id}").status_code == 200
    with clock.frozen(clock.now() + timedelta(days=91)):
        run_timed("jobs.forget")
    assert ask(f"/{job.id}").status_code == 404
