"""Codes in numbers: a job makes exactly as many, each is found, downloaded, paused and deleted."""

from datetime import timedelta

import pytest
from tests.factories.people import add_member, bearer, context_of, make_organization
from tests.factories.report_files import exports_of, require_no_other_format, table_of, texts_of
from tests.factories.work import run_jobs

from turnout.kernel import clock
from turnout.kernel.context import system_in
from turnout.kernel.db.tx import transaction
from turnout.kernel.ids import new_id
from turnout.modules.discounts import codes, queries, rules
from turnout.modules.jobs import service as jobs


class Killed(BaseException):
    """What a worker that is killed leaves behind: an open transaction, and no word."""


@pytest.fixture
def discount(sale):
    return sale.made(uses_per_code=1)


@pytest.fixture
def ask(sale, discount):
    """Ask for the codes of the discount, as the owner or somebody else."""

    def ask(path="", method="GET", user=None, **said):
        headers = bearer(user or sale.shop.organization.owner)
        if method == "POST":
            headers["Idempotency-Key"] = said.pop("key", str(new_id()))
        url = f"{sale.path}/{discount['id']}/codes{path}"
        return sale.client.open(url, method=method, headers=headers, json=said or None)

    return ask


@pytest.fixture
def made(ask):
    """So many codes, made by a job; without the one that the discount was made with."""

    def made(count, prefix="VIP"):
        answer = ask(method="POST", count=count, prefix=prefix)
        assert answer.status_code == 202, answer.json
        run_jobs()
        return [each for each in ask("?limit=100").json["items"] if each["code"] != "HARBOUR20"]

    return made


def run(sale, job_id):
    return jobs.run_job(system_in(sale.shop.organization.id, jobs.JOB), job_id)


def test_a_job_makes_as_many_as_were_asked_for_each_with_the_prefix(sale, discount, ask, made):
    found = made(7, prefix="vip-")
    assert len({each["code"] for each in found}) == 7
    assert {each["code"][:3] for each in found} == {"VIP"}
    assert {len(each["code"]) for each in found} == {15}
    shown = sale.get(discount["id"])
    assert (shown["code_count"], shown["code"]) == (8, None)
    assert sale.buy(found[0]["code"].lower()).status_code == 201
    assert ask("?used=true").json["items"] == [{**found[0], "uses": 1}]


def test_the_same_key_starts_one_job(ask):
    first, again = (ask(method="POST", count=3, key="k" * 32) for _ in range(2))
    other = ask(method="POST", count=4, key="k" * 32)
    assert (first.json["id"], again.json["id"]) == (first.json["id"], first.json["id"])
    assert other.json["code"] == "idempotency.key-reused"


def test_batches_are_never_more_than_asked_for():
    assert rules.batch_sizes(1) == [1]
    assert rules.batch_sizes(1000) == [500, 500]
    assert rules.batch_sizes(1001) == [500, 500, 1]


def test_a_killed_worker_is_followed_and_makes_neither_more_nor_less(
    sale, discount, ask, monkeypatch
):
    job = ask(method="POST", count=1100).json
    tried = 0

    def dying(*given):
        nonlocal tried
        outcome = codes.make_batch(*given)
        tried += 1
        if tried == 2:
            raise Killed
        return outcome

    monkeypatch.setitem(jobs._kinds, codes.KIND, dying)
    with pytest.raises(Killed):
        run(sale, job["id"])
    assert sale.get(discount["id"])["code_count"] == 501
    with clock.frozen(clock.now() + timedelta(seconds=61)):
        assert run(sale, job["id"]) == 2
    assert sale.get(discount["id"])["code_count"] == 1101


def test_a_code_that_is_taken_is_drawn_again(sale, discount):
    drawn = iter(["HARB0UR20", "SAME1", "5AME1", "SAMEI", "OTHER1", "THIRD1"])
    ctx = context_of(sale.shop.organization, sale.shop.organization.owner)
    with transaction(ctx) as tx:
        codes.draw_codes(tx, queries.get_discount(tx, discount["id"]), 4, draw=lambda: next(drawn))
        found = queries.list_codes(
            tx, discount["id"], codes.PageRequest(limit=9, after=None), part=None, is_used=None
        )
    assert {each.code for each in found} == {"HARBOUR20", "SAME1", "5AME1", "OTHER1", "THIRD1"}


def test_no_code_reads_like_a_number():
    assert all(rules.NUMBER_LIKE.fullmatch(each) for each in ("012345678901", "1234E5678901"))
    assert not rules.NUMBER_LIKE.fullmatch("1234F5678901")
    assert all(not rules.NUMBER_LIKE.fullmatch(rules.drawn_code()) for _ in range(50))


@pytest.mark.parametrize(
    ("said", "pointer"),
    [
        ({"count": 0}, "/count"),
        ({"count": 100_001}, "/count"),
        ({"count": 1, "prefix": "TOOLONGAS"}, "/prefix"),
        ({"count": 1, "prefix": "Ä"}, "/prefix"),
        ({"count": 1, "prefix": "=A"}, "/prefix"),
    ],
)
def test_what_cannot_be_made_is_refused_by_its_field(ask, said, pointer):
    answer = ask(method="POST", **said)
    assert answer.status_code == 422
    assert [each["pointer"] for each in answer.json["errors"]] == [pointer]


def test_codes_are_found_by_a_part_and_come_in_pages(ask, made):
    found = made(3, prefix="SOLO")
    assert ask("?limit=4").json["items"][:3] == found
    assert len(ask("?q=s0l0").json["items"]) == 3
    assert ask(f"?q={found[1]['code'][4:].lower()}").json["items"] == [found[1]]
    assert ask("?q=%25").json["items"] == []
    first = ask("?limit=2").json
    rest = ask(f"?limit=2&cursor={first['next_cursor']}").json
    codes_seen = [each["code"] for each in (*first["items"], *rest["items"])]
    assert codes_seen == [each["code"] for each in (*found, {"code": "HARBOUR20"})]
    assert rest["next_cursor"] is None


def test_a_paused_code_is_unknown_until_it_counts_again(sale, ask, made):
    [one, other] = made(2)
    paused = ask(f"/{one['id']}", "PATCH", is_paused=True)
    assert paused.json == {**one, "is_paused": True}
    assert sale.refused(one["code"]) == ("/codes/0", "code-unknown")
    assert sale.buy(other["code"]).status_code == 201
    ask(f"/{one['id']}", "PATCH", is_paused=False)
    assert sale.buy(one["code"]).status_code == 201


def test_an_unused_code_is_deleted_and_a_used_one_is_kept(sale, ask, made):
    [unused, used] = made(2)
    sale.cancel(sale.bought(used["code"]))
    assert ask(f"/{unused['id']}", "DELETE").status_code == 204
    assert sale.refused(unused["code"]) == ("/codes/0", "code-unknown")
    kept = ask(f"/{used['id']}", "DELETE")
    assert (kept.status_code, kept.json["code"]) == (409, "discounts.code-in-use")
    assert ask(f"/{unused['id']}", "DELETE").json["code"] == "discounts.no-code"


def test_the_download_has_every_code(sale, ask, made):
    found = made(3)
    sale.bought(found[2]["code"])
    ask(f"/{found[0]['id']}", "PATCH", is_paused=True)
    answer = ask("/export")
    assert answer.headers["Content-Type"] == "text/csv"
    lines = answer.get_data(as_text=True).removeprefix("\ufeff").splitlines()
    assert lines == [
        "code,is_paused,uses",
        f"{found[0]['code']},yes,0",
        f"{found[1]['code']},no,0",
        f"{found[2]['code']},no,1",
        "HARBOUR20,no,0",
    ]


def test_all_codes_are_downloaded_as_a_workbook(sale, ask, made):
    made(3)
    lines = texts_of(ask("/export?format=xlsx"), stem="discount-codes")
    assert lines == table_of(ask("/export"))
    assert len(lines) == 4
    assert exports_of(sale.shop.organization.id) == ["discount_codes", "discount_codes"]
    require_no_other_format(lambda query: ask(f"/export?{query}"))


def test_staff_see_codes_and_managers_alone_make_them(sale, ask, made):
    [one] = made(1)
    staff = add_member(sale.shop.organization, "staff")
    assert len(ask(user=staff).json["items"]) == 2
    for path, method, said in (
        ("", "POST", {"count": 1}),
        (f"/{one['id']}", "PATCH", {"is_paused": True}),
        (f"/{one['id']}", "DELETE", {}),
    ):
        assert ask(path, method, staff, **said).status_code == 403


def test_codes_of_another_discount_or_organization_are_none(sale, ask, made):
    [one] = made(1)
    other = sale.made("OTHER20")
    path = f"{sale.path}/{other['id']}/codes/{one['id']}"
    assert sale.client.delete(path, headers=sale.headers).json["code"] == "discounts.no-code"
    foreign = make_organization()
    path = path.replace(str(sale.shop.organization.id), str(foreign.id))
    answer = sale.client.delete(path, headers=bearer(foreign.owner))
    assert answer.json["code"] == "discounts.none"


def test_a_discount_that_is_gone_fails_its_batches_alone(sale, discount, ask):
    job = ask(method="POST", count=2).json
    assert (
        sale.client.delete(f"{sale.path}/{discount['id']}", headers=sale.headers).status_code == 204
    )
    run_jobs()
    path = sale.path.replace("discounts", f"jobs/{job['id']}")
    shown = sale.client.get(path, headers=sale.headers).json
    assert (shown["state"], shown["failed"], shown["about_id"]) == ("done", 1, discount["id"])
