"""Report links: figures for outsiders, until they end; whatever is wrong, there is nothing."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

import pytest
from tests.factories import work
from tests.factories.invoices import pay, place
from tests.factories.people import add_member, bearer, make_organization
from tests.factories.report_files import table_of, words_of
from tests.factories.sales import MadeShop, make_shop

from turnout.kernel import clock, runtime
from turnout.kernel.context import SystemContext
from turnout.kernel.db.tx import transaction
from turnout.kernel.ids import new_id
from turnout.kernel.security.rate_limits import Limiter
from turnout.modules.organizations import api as organizations
from turnout.modules.report_links import queries, rules, service

EXPORTS = """
    SELECT actor, details ->> 'what' FROM security_events
    WHERE organization_id = %(organization_id)s AND kind = 'export.downloaded'
"""
COUNT = "SELECT count(*) FROM report_links WHERE organization_id = %(organization_id)s"


@dataclass(slots=True)
class Desk:
    client: Any
    shop: MadeShop

    @property
    def base(self) -> str:
        return f"/api/v1/organizations/{self.shop.organization.id}"

    @property
    def headers(self) -> dict[str, str]:
        return bearer(self.shop.organization.owner)

    def save(self, *, headers: Any = None, **said: Any) -> str:
        body = {"name": new_id().hex, "period": "all", "group_by": "ticket_type"} | said
        answer = self.client.post(
            f"{self.base}/saved-reports", json=body, headers=headers or self.headers
        )
        assert answer.status_code == 201, answer.json
        return str(answer.json["id"])

    def post(self, report: str, *, headers: Any = None, **said: Any) -> Any:
        body = {"saved_report_id": report, "label": "The board"} | said
        return self.client.post(
            f"{self.base}/report-links", json=body, headers=headers or self.headers
        )

    def link(self, report: str = "", **said: Any) -> dict[str, Any]:
        answer = self.post(report or self.save(), **said)
        assert answer.status_code == 201, answer.json
        made: dict[str, Any] = answer.json
        return made

    def links(self, **query: Any) -> list[dict[str, Any]]:
        answer = self.client.get(
            f"{self.base}/report-links", query_string=query, headers=self.headers
        )
        assert answer.status_code == 200, answer.json
        found: list[dict[str, Any]] = answer.json["items"]
        return found

    def revoke(self, link: dict[str, Any]) -> int:
        path = f"{self.base}/report-links/{link['id']}"
        return int(self.client.delete(path, headers=self.headers).status_code)

    def look(self, link: dict[str, Any], below: str = "", **query: Any) -> Any:
        """As somebody without an account."""
        path = urlsplit(link["url"]).path
        return self.client.get(f"{path}{below}", query_string=query)

    def sell(self, **said: Any) -> None:
        order = place(self.client, self.shop, self.shop.add_type(**said), quantity=2)
        pay(self.shop, order["id"])


@pytest.fixture
def desk(client: Any, queued: Any) -> Desk:
    return Desk(client, make_shop())


def errors_of(answer: Any) -> list[str]:
    assert answer.status_code == 422, answer.json
    return [each["pointer"] for each in answer.json["errors"]]


def test_a_page_shows_the_figures_to_whoever_has_the_link(desk):
    desk.sell(name="Balcony <b>", price_minor=1234)
    link = desk.link(desk.save(name="For the board"))
    page = desk.look(link)
    assert page.status_code == 200
    text = page.get_data(as_text=True)
    assert "For the board" in text
    assert "Balcony &lt;b&gt;" in text
    assert "24.68" in text
    assert "<script" not in text.partition("<main")[2].partition("</main>")[0]
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert page.headers["X-Robots-Tag"] == "noindex"
    assert page.headers["Cache-Control"] == "no-store"
    assert 'name="robots" content="noindex' in text
    german = desk.client.get(urlsplit(link["url"]).path, headers={"Accept-Language": "de"})
    assert "24,68" in german.get_data(as_text=True)
    assert "Verkäufe nach Ticketart" in german.get_data(as_text=True)


def test_files_of_a_link_have_the_figures_of_its_report(desk):
    desk.sell(name="=1+1", price_minor=1234)
    report = desk.save()
    link = desk.link(report)
    for format_ in ("csv", "xlsx"):
        line, total = table_of(desk.look(link, "/file", format=format_))
        assert line["name"] == "'=1+1"
        assert [float(each["gross"]) for each in (line, total)] == [24.68, 24.68], format_
    answer = desk.look(link, "/file", format="pdf")
    assert "24.68" in words_of(answer)
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert answer.headers["X-Robots-Tag"] == "noindex"
    with transaction(desk.shop.organizer) as tx:
        told = tx.query(EXPORTS, tx.here())
    assert told == [(f"guest:report-link:{link['id']}", "report_link")] * 3


def test_the_secret_is_told_once_and_looks_are_counted(desk):
    report = desk.save()
    link = desk.link(report, label=" The sponsor ")
    secret = link["url"].rpartition("/")[2]
    assert len(secret) >= 43
    [listed] = desk.links(saved_report_id=report)
    assert (listed["label"], listed["use_count"], listed["used_at"]) == ("The sponsor", 0, None)
    assert secret not in str(desk.links())
    desk.look(link)
    desk.look(link, "/file", format="csv")
    [listed] = desk.links()
    assert listed["use_count"] == 2
    assert listed["used_at"] is not None
    with transaction(desk.shop.organizer) as tx:
        [(kept,)] = tx.query("SELECT secret_hash FROM report_links", {})
    assert secret.encode() not in bytes(kept)


def test_a_link_lasts_a_month_unless_said_and_a_year_at_most(desk):
    now = clock.now()
    with clock.frozen(now):
        link = desk.link()
        assert link["expires_at"].startswith((now + timedelta(days=30)).strftime("%Y-%m-%dT%H:%M"))
        assert errors_of(desk.post(desk.save(), days=366)) == ["/days"]
        longest = desk.link(days=365)
    with clock.frozen(now + timedelta(days=29)):
        assert desk.look(link).status_code == 200
    with clock.frozen(now + timedelta(days=31)):
        assert desk.look(link).status_code == 404
        assert desk.look(longest).status_code == 200


def test_wrong_lapsed_and_revoked_links_look_the_same(desk):
    now = clock.now()
    with clock.frozen(now):
        lapsed, revoked, deleted = desk.link(days=1), desk.link(days=9), desk.link(days=9)
        assert desk.revoke(revoked) == 204
        assert desk.revoke(revoked) == 204
        path = f"{desk.base}/saved-reports/{deleted['saved_report_id']}"
        assert desk.client.delete(path, headers=desk.headers).status_code == 204
    elsewhere = make_organization()
    wrong = dict(lapsed, url=f"/public/reports/{desk.shop.organization.id}/{'x' * 43}")
    secret = revoked["url"].rpartition("/")[2]
    foreign = dict(lapsed, url=f"/public/reports/{elsewhere.id}/{secret}")
    nobody = dict(lapsed, url=f"/public/reports/{new_id()}/{secret}")
    with clock.frozen(now + timedelta(days=2)):
        pages = [desk.look(each) for each in (lapsed, revoked, deleted, wrong, foreign, nobody)]
        files = [desk.look(each, "/file", format="csv") for each in (lapsed, revoked, wrong)]
    assert {each.status_code for each in (*pages, *files)} == {404}
    bodies = {each.get_data(as_text=True).partition("<main")[2] for each in (*pages, *files)}
    assert len(bodies) == 1


def test_a_link_ends_with_the_right_of_its_maker(desk):
    maker = add_member(desk.shop.organization, "admin")
    report = desk.save()
    link = desk.link(report, headers=bearer(maker))
    assert desk.look(link).status_code == 200
    with transaction(desk.shop.organizer) as tx:
        member = organizations.find_member_of(tx, maker.id)
    path = f"{desk.base}/members/{member.id}"
    demoted = desk.client.patch(path, json={"role": "staff"}, headers=desk.headers)
    assert demoted.status_code == 200, demoted.json
    assert desk.look(link).status_code == 404
    [listed] = desk.links()
    assert listed["revoked_at"] is None


def test_only_figures_are_shared_and_who_sold_is_a_name(desk):
    assert errors_of(desk.post(desk.save(group_by="sold_by"))) == ["/saved_report_id"]
    for group_by in ("day", "event", "channel", "sales_partner", "code"):
        assert desk.look(desk.link(desk.save(group_by=group_by))).status_code == 200, group_by


def test_what_is_no_link_is_refused_by_field(desk):
    report = desk.save()
    assert errors_of(desk.post(str(new_id()))) == ["/saved_report_id"]
    assert errors_of(desk.post(report, label=" ")) == ["/label"]
    assert errors_of(desk.post(report, label="x" * 101)) == ["/label"]
    assert errors_of(desk.post(report, days=0)) == ["/days"]
    other = Desk(desk.client, make_shop())
    assert errors_of(other.post(report)) == ["/saved_report_id"]
    assert other.revoke(desk.link(report)) == 404


def test_a_report_has_so_many_links_and_revoked_ones_do_not_count(desk, monkeypatch):
    monkeypatch.setattr(rules, "MOST_LINKS", 1)
    report = desk.save()
    link = desk.link(report)
    assert errors_of(desk.post(report)) == ["/saved_report_id"]
    desk.revoke(link)
    desk.link(report)


@pytest.mark.parametrize("role", ["staff", "partner"])
def test_who_may_not_share_makes_sees_and_revokes_no_link(desk, role):
    link = desk.link()
    headers = bearer(add_member(desk.shop.organization, role))
    assert desk.post(link["saved_report_id"], headers=headers).status_code == 403
    assert desk.client.get(f"{desk.base}/report-links", headers=headers).status_code == 403
    path = f"{desk.base}/report-links/{link['id']}"
    assert desk.client.delete(path, headers=headers).status_code == 403
    assert desk.look(link).status_code == 200


def test_a_suspended_organization_shows_nothing(desk):
    link = desk.link()
    job = SystemContext(job="tests.suspend")
    organizations.set_state(job, desk.shop.organization.id, state="suspended")
    assert desk.look(link).status_code == 404


def test_making_and_revoking_are_told_and_logged_without_the_secret(desk):
    link = desk.link()
    desk.revoke(link)
    with transaction(desk.shop.organizer) as tx:
        facts = [name for (name,) in tx.query("SELECT name FROM outbox ORDER BY id", {})]
    assert [each for each in facts if each.startswith("report_links.")] == [
        "report_links.created.v1",
        "report_links.revoked.v1",
    ]
    lines = desk.client.get(f"{desk.base}/audit", headers=desk.headers).json["items"]
    mine = [each for each in lines if each["table"] == "report_links"]
    assert len(mine) == 2, lines
    assert link["url"].rpartition("/")[2] not in str(mine)
    work.drain()


def test_links_that_lapsed_long_ago_are_forgotten(desk):
    now = clock.now()
    with clock.frozen(now):
        desk.look(desk.link(days=1))
        kept = desk.link(days=90)
    with clock.frozen(now + timedelta(days=100)):
        service.forget_old(SystemContext(job="tests.forget"))
    with transaction(desk.shop.organizer) as tx:
        [each] = queries.list_links(tx, None)
    assert each.id == UUID(kept["id"])


def test_guesses_from_one_network_are_slowed_down(desk, monkeypatch):
    limits = {"wrong-secret-network": "2/60"}
    monkeypatch.setattr("turnout.kernel.security.rate_limits.LOCAL_SHARE", 1)
    monkeypatch.setattr(runtime.current(), "limiter", Limiter(None, limits=limits, now=lambda: 0.0))
    wrong = {"url": f"/public/reports/{desk.shop.organization.id}/{'x' * 43}"}
    assert [desk.look(wrong).status_code for _ in range(3)] == [404, 404, 429]
    assert desk.look(desk.link()).status_code == 200
