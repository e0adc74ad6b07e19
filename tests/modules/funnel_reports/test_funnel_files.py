"""The funnel and the interest in sessions as files: the figures of the screen, and nobody else's."""

from datetime import timedelta
from typing import Any

import pytest
from tests.factories.people import add_member, bearer, make_organization
from tests.factories.report_files import table_of, words_of
from tests.modules.funnel_reports.conftest import steps

from turnout.kernel import clock
from turnout.l10n.languages import language_of
from turnout.modules.funnel_reports.pdf import CATALOGUES, group_name
from turnout.modules.funnel_reports.rules import line_of
from turnout.modules.funnel_reports.types import FunnelFigures, FunnelGrouping

STEPS = ("seen", "started", "held", "paid", "elsewhere")
SHARES = ("started_percent", "held_percent", "paid_percent", "all_percent")


def taken(funnel: Any, what: str = "funnel", *, user: Any = None, **query: str) -> Any:
    return funnel.client.get(
        f"{funnel.base}/events/{funnel.shop.event_id}/{what}/export",
        query_string=query,
        headers=bearer(user or funnel.shop.organization.owner),
    )


def add_session(funnel: Any, title: str, *, capacity: int | None = None) -> None:
    begins = clock.now() + timedelta(days=30, hours=2)
    said = {"title": title, "starts_at": begins.isoformat(), "capacity": capacity}
    said["ends_at"] = (begins + timedelta(hours=1)).isoformat()
    made = funnel.client.post(
        f"{funnel.base}/events/{funnel.shop.event_id}/sessions",
        json=said,
        headers=bearer(funnel.shop.organization.owner),
    )
    assert made.status_code == 201, made.json


def test_a_funnel_is_the_same_on_screen_and_in_every_file(funnel):
    funnel.look(f"{funnel.page}?utm_source=%3DSUM(A1)")
    funnel.look(Referer="https://www.news.example/story")
    funnel.buy(funnel.look(f"{funnel.page}/checkout?utm_source=radio"))
    found = funnel.funnel().json
    assert steps(found["totals"]) == (3, 1, 1, 1, 0)
    said = [("group", each) for each in found["lines"]] + [("total", found["totals"])]
    for format_ in ("csv", "xlsx"):
        lines = table_of(taken(funnel, format=format_))
        assert [(line["part"], line["key"]) for line in lines] == [
            (part, each["key"]) for part, each in said
        ]
        for line, (_, each) in zip(lines, said, strict=True):
            for name in (*STEPS, *SHARES):
                figure = each[name]
                assert str(line[name]) == ("" if figure is None else str(figure)), (format_, name)
    english = " ".join(words_of(taken(funnel, format="pdf", language="en")).split())
    assert "radio (campaign) 1 1 1 1 100% 0" in english
    assert "Total 3 1 1 1 33.3% 0" in english
    german = " ".join(words_of(taken(funnel, format="pdf", language="de")).split())
    assert "radio (Kampagne) 1 1 1 1" in german
    assert "33,3" in german


def test_a_file_of_some_days_has_these_alone_and_all_of_its_groups(funnel, monkeypatch):
    monkeypatch.setattr("turnout.modules.funnel_reports.rules.MOST_LINES", 1)
    for source in ("a", "b", "c"):
        funnel.look(f"{funnel.page}?utm_source={source}")
    assert funnel.funnel().json["is_cut"]
    assert [line["seen"] for line in table_of(taken(funnel))] == ["1", "1", "1", "3"]
    [total] = table_of(taken(funnel, last_day="2020-01-01", group_by="day"))
    assert (total["part"], total["seen"]) == ("total", "0")


def test_interest_in_sessions_is_the_same_on_screen_and_in_every_file(funnel):
    add_session(funnel, "=Knots", capacity=20)
    add_session(funnel, "Sails")
    funnel.funnel()
    owner = bearer(funnel.shop.organization.owner)
    found = funnel.client.get(
        f"{funnel.base}/events/{funnel.shop.event_id}/session-interest", headers=owner
    ).json["items"]
    for format_ in ("csv", "xlsx"):
        lines = table_of(taken(funnel, "session-interest", format=format_))
        assert [line["session_id"] for line in lines] == [each["session_id"] for each in found]
        assert {line["title"] for line in lines} == {"'=Knots", "Sails"}
        for line, each in zip(lines, found, strict=True):
            assert str(line["capacity"]) == ("" if each["capacity"] is None else "20")
            for name in ("seen", "favourites", "sign_ups", "waiting"):
                assert str(line[name]) == str(each[name])
    said = " ".join(
        words_of(taken(funnel, "session-interest", format="pdf", language="de")).split()
    )
    assert "Interesse an Programmpunkten" in said
    assert "=Knots" in said


@pytest.mark.parametrize("what", ["funnel", "session-interest"])
def test_files_are_for_who_sees_orders_of_the_event_and_bad_wishes_name_the_field(funnel, what):
    assert taken(funnel, what, user=make_organization().owner).status_code == 404
    scanner = add_member(funnel.shop.organization, "staff", event_ids=[funnel.shop.event_id])
    seen = funnel.funnel(user=scanner).status_code
    assert taken(funnel, what, user=scanner).status_code == seen
    for query, field in (({"format": "docx"}, "?format"), ({"language": "no no"}, "?language")):
        answer = taken(funnel, what, **query)
        assert (answer.status_code, answer.json["errors"][0]["pointer"]) == (422, field)


def test_what_was_taken_is_recorded(funnel):
    taken(funnel)
    taken(funnel, "session-interest")
    events = funnel.client.get(
        f"{funnel.base}/security-events", headers=bearer(funnel.shop.organization.owner)
    ).json["items"]
    told = [each["details"]["what"] for each in events if each["kind"] == "export.downloaded"]
    assert sorted(told) == ["funnel", "session_interest"]


@pytest.mark.parametrize(
    ("group_by", "key", "name"),
    [
        (FunnelGrouping.SOURCE, "campaign:radio", "radio (Kampagne)"),
        (FunnelGrouping.SOURCE, "direct:", "direkt"),
        (FunnelGrouping.SOURCE, "odd:thing", "thing (nicht bekannt)"),
        (FunnelGrouping.DEVICE, "phone", "Telefon"),
        (FunnelGrouping.DEVICE, "toaster", "toaster"),
        (FunnelGrouping.DAY, "2026-12-14", "14.12.2026"),
        (FunnelGrouping.WEEKDAY, "7", "Sonntag"),
        (FunnelGrouping.HOUR, "09", "09:00"),
        (FunnelGrouping.HOUR, "", "Bevor Stunden aufbewahrt wurden"),
        (FunnelGrouping.WEEKDAY_HOUR, "1-23", "Montag, 23:00"),
        (FunnelGrouping.MEDIUM, "", "Nicht benannt"),
        (FunnelGrouping.LINK, "abc", "abc"),
    ],
)
def test_groups_are_called_as_on_screen(group_by, key, name):
    german = language_of("de", catalogues=CATALOGUES)
    assert group_name(line_of(FunnelFigures(key=key)), group_by, german) == name
