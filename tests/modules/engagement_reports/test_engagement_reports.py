"""What attendees did: the figures are plain SQL over the base tables, and say nothing of persons."""

import csv
import random
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from io import StringIO
from typing import Any
from uuid import UUID

import psycopg
import pytest
from psycopg import sql
from tests.factories.people import add_member, bearer, make_organization, make_user
from tests.factories.report_files import table_of, words_of
from tests.factories.sales import MadeShop, make_shop
from tests.modules.privacy.test_markers import CHECKS, COLUMNS, FILLERS, ONE_OF, SPECIAL

from turnout.kernel.db.tx import transaction
from turnout.kernel.ids import new_id
from turnout.modules.engagement_reports import rules
from turnout.modules.engagement_reports.types import EngagementWeek, TypeFigures
from turnout.modules.events import api as events

QUIET = "SET LOCAL session_replication_role = replica"
"""No trigger looks at the rows, on any node."""
TEAM = ("announcement", "event-news", "session-news")
PLAIN = {
    "attendees": "SELECT count(*) FROM v",
    "accounts": "SELECT count(DISTINCT account) FROM v",
    "mailed": """SELECT count(*) FROM v WHERE EXISTS (SELECT FROM mails m
        WHERE m.organization_id = v.organization_id AND m.event_id = %(event)s
        AND m.state = 'sent' AND m.template IN ('announcement', 'event-news', 'session-news')
        AND (lower(m.recipient) = lower(v.holder_email)
            OR (v.holder_email = '' AND m.order_id = v.reference)))""",
    "inbox": """SELECT count(DISTINCT account) FROM v
        JOIN inbox_messages m USING (organization_id)
        WHERE m.user_id = account AND m.event_id = %(event)s AND m.audience = 'attendee'""",
    "inbox_read": """SELECT count(DISTINCT account) FROM v
        JOIN inbox_messages m USING (organization_id)
        WHERE m.user_id = account AND m.event_id = %(event)s AND m.audience = 'attendee'
        AND m.read_at IS NOT NULL""",
    "pushed": """SELECT count(DISTINCT account) FROM v
        JOIN inbox_messages m USING (organization_id) JOIN push_messages p USING (organization_id)
        WHERE m.user_id = account AND m.event_id = %(event)s AND m.audience = 'attendee'
        AND p.message_id = m.id AND p.state = 'sent'""",
    "agendas": """SELECT count(DISTINCT account) FROM v
        JOIN agendas a USING (organization_id) JOIN agenda_items i USING (organization_id)
        WHERE a.user_id = account AND i.agenda_id = a.id AND a.event_id = %(event)s""",
    "saves": """SELECT count(DISTINCT i.id) FROM v
        JOIN agendas a USING (organization_id) JOIN agenda_items i USING (organization_id)
        WHERE a.user_id = account AND i.agenda_id = a.id AND a.event_id = %(event)s""",
    "signed_up": """SELECT count(*) FROM v WHERE EXISTS (SELECT FROM session_registrations g
        WHERE g.organization_id = v.organization_id AND g.ticket_id = v.id)""",
    "sign_ups": """SELECT count(*) FROM v JOIN session_registrations g USING (organization_id)
        WHERE g.ticket_id = v.id""",
    "sign_ups_came": """SELECT count(DISTINCT g.id) FROM v
        JOIN session_registrations g USING (organization_id)
        JOIN admissions a USING (organization_id)
        JOIN checkin_list_sessions s USING (organization_id)
        WHERE g.ticket_id = v.id AND a.ticket_id = v.id AND a.undone_at IS NULL
        AND s.list_id = a.list_id AND s.session_id = g.session_id""",
    "came": """SELECT count(DISTINCT v.id) FROM v JOIN admissions a USING (organization_id)
        WHERE a.ticket_id = v.id AND a.undone_at IS NULL""",
    "joined": """SELECT count(*) FROM v JOIN join_links j USING (organization_id)
        WHERE j.ticket_id = v.id AND j.joined_at IS NOT NULL""",
}
VALID = """
    WITH v AS (SELECT t.*, coalesce(t.holder_user_id, o.user_id) AS account
        FROM tickets t JOIN orders o USING (organization_id)
        WHERE o.id = t.reference AND t.event_id = %(event)s AND t.state = 'valid')
"""
OF_V = "(organization_id, ticket_id) IN (SELECT organization_id, id FROM v)"
OF_WEEKS = {
    "mails": f"""SELECT sent_at AS at FROM mails WHERE event_id = %(event)s AND state = 'sent'
        AND template IN {TEAM}""",
    "reads": """SELECT read_at AS at FROM inbox_messages WHERE event_id = %(event)s
        AND audience = 'attendee' AND read_at IS NOT NULL
        AND (organization_id, user_id) IN (SELECT organization_id, account FROM v)""",
    "saves": """SELECT added_at AS at FROM agenda_items i JOIN agendas a USING (organization_id)
        WHERE a.id = i.agenda_id AND a.event_id = %(event)s
        AND (organization_id, a.user_id) IN (SELECT organization_id, account FROM v)""",
    "sign_ups": f"SELECT registered_at AS at FROM session_registrations WHERE {OF_V}",
    "came": f"""SELECT min(admitted_at) AS at FROM admissions
        WHERE undone_at IS NULL AND {OF_V} GROUP BY organization_id, ticket_id""",
    "joined": f"SELECT joined_at AS at FROM join_links WHERE joined_at IS NOT NULL AND {OF_V}",
}


@dataclass(slots=True)
class History:
    """An event's rows as its modules would leave them, made by chance but the same each time."""

    connection: Any
    shop: MadeShop
    starts_at: datetime
    columns: dict[str, dict[str, tuple[str, bool]]]
    choices: dict[tuple[str, str], str]
    chance: random.Random = field(default_factory=lambda: random.Random(26))  # noqa: S311  no secret

    def add(self, table: str, **given: Any) -> UUID:
        row = {name: first for (of, name), first in self.choices.items() if of == table}
        row |= SPECIAL.get(table, {}) | {"organization_id": self.shop.organization.id} | given
        for name, (kind, not_null) in self.columns[table].items():
            if name not in row and (not_null or name == "id"):
                row[name] = FILLERS[kind]()
        names = list(row)
        statement = sql.SQL("INSERT INTO {} ({}) VALUES ({})").format(
            sql.Identifier(table),
            sql.SQL(", ").join(map(sql.Identifier, names)),
            sql.SQL(", ").join(sql.Placeholder() * len(names)),
        )
        with self.connection.transaction():
            self.connection.execute(QUIET)
            self.connection.execute(statement, [row[each] for each in names])
        made: UUID = row["id"]
        return made

    def some(self, share: float) -> bool:
        return self.chance.random() < share

    def moment(self) -> datetime:
        return self.starts_at + timedelta(hours=self.chance.randint(-1200, 300))

    def attend(self, type_id: UUID, count: int, sessions: list[UUID], lists: list[UUID]) -> None:
        """So many attendees, by orders of one to three, of guests and of people with accounts."""
        event = {"event_id": self.shop.event_id}
        while count > 0:
            buyer = make_user().id if self.some(0.6) else None
            order = self.add(
                "orders", **event, user_id=buyer, number=new_id().hex, state="confirmed",
                total_minor=0, net_minor=0, tax_minor=0, paid_minor=0, refunded_minor=0,
            )  # fmt: skip
            for _ in range(min(count, self.chance.randint(1, 3))):
                count -= 1
                self._attendee(type_id, order, buyer, sessions, lists)

    def _attendee(
        self,
        type_id: UUID,
        order: UUID,
        buyer: UUID | None,
        sessions: list[UUID],
        lists: list[UUID],
    ) -> None:
        event = {"event_id": self.shop.event_id}
        holder = make_user().id if self.some(0.2) else None
        email = f"{new_id().hex}@People.example" if self.some(0.7) else ""
        is_valid = self.some(0.9)
        ticket = self.add(
            "tickets",
            **event,
            ticket_type_id=type_id,
            reference=order,
            holder_email=email,
            holder_user_id=holder,
            nonce=new_id().bytes[8:],
            transfer_id=None,
            state="valid" if is_valid else "void",
            voided_at=None if is_valid else self.moment(),
            void_reason=None if is_valid else "cancelled",
        )
        for template in (*TEAM, "order-confirmed"):
            if self.some(0.4):
                self.add(
                    "mails", **event, template=template, recipient=email.lower() or "x@x.example",
                    order_id=order, sent_at=self.moment(), message_id=new_id().hex,
                    state="sent" if self.some(0.8) else "failed",
                )  # fmt: skip
        for session, checkin_list in zip(sessions, lists, strict=True):
            if self.some(0.5):
                self.add(
                    "session_registrations", **event, session_id=session, ticket_id=ticket,
                    registered_at=self.moment(),
                )  # fmt: skip
            if self.some(0.3):
                undone = self.moment() if self.some(0.2) else None
                self.add(
                    "admissions", **event, ticket_id=ticket, ticket_type_id=type_id,
                    list_id=checkin_list, admitted_at=self.moment(), undone_at=undone,
                    undone_by="x" if undone else None,
                    undo_reason="x" if undone else None, period=new_id().hex,
                )  # fmt: skip
        if self.some(0.2):
            joined = self.moment() if self.some(0.8) else None
            self.add("join_links", **event, ticket_id=ticket, joined_at=joined)
        for account in {holder, buyer} - {None}:
            self._account(account)

    def _account(self, account: UUID) -> None:
        event = {"event_id": self.shop.event_id, "user_id": account}
        if self.some(0.5):
            read = self.moment() if self.some(0.5) else None
            message = self.add(
                "inbox_messages", **event, audience="attendee" if self.some(0.8) else "team",
                source_id=new_id(), read_at=read,
            )  # fmt: skip
            if self.some(0.5):
                state = "sent" if self.some(0.7) else "failed"
                self.add("push_messages", message_id=message, state=state)
        known = "SELECT id FROM agendas WHERE event_id = %(event_id)s AND user_id = %(user_id)s"
        if self.some(0.5) and not self.connection.execute(known, event).fetchall():
            agenda = self.add("agendas", **event)
            for _ in range(self.chance.randint(0, 4)):
                self.add(
                    "agenda_items", agenda_id=agenda, session_id=new_id(), added_at=self.moment()
                )

    def plain(self, statement: str) -> Any:
        return self.connection.execute(statement, {"event": self.shop.event_id}).fetchall()


@pytest.fixture
def history(client, queued, postgres, database_name):
    """Rows that stand in no order of any module are gone after the test."""
    shop = make_shop()
    with transaction(shop.organizer) as tx:
        starts_at = events.get_event(tx, shop.event_id).starts_at
    with psycopg.connect(postgres.superuser_url(database_name), autocommit=True) as connection:
        columns: dict[str, dict[str, tuple[str, bool]]] = {}
        for table, name, kind, not_null in connection.execute(COLUMNS):
            columns.setdefault(table, {})[name] = (kind, not_null)
        choices: dict[tuple[str, str], str] = {}
        for table, check in connection.execute(CHECKS):
            for column, first in ONE_OF.findall(check):
                choices.setdefault((table, column), first)
        yield History(connection, shop, starts_at, columns, choices)
        for table in (
            "push_messages", "inbox_messages", "agenda_items", "agendas", "join_links",
            "admissions", "session_registrations", "mails", "tickets", "orders",
            "checkin_list_sessions", "session_file_downloads", "session_files",
        ):  # fmt: skip
            gone = sql.SQL("DELETE FROM {} WHERE organization_id = %s")
            with connection.transaction():
                connection.execute(QUIET)
                connection.execute(gone.format(sql.Identifier(table)), [shop.organization.id])


def path_of(shop: MadeShop, rest: str = "") -> str:
    return f"/api/v1/organizations/{shop.organization.id}/events/{shop.event_id}/engagement{rest}"


def asked(client: Any, shop: MadeShop, user: Any = None) -> Any:
    answer = client.get(path_of(shop), headers=bearer(user or shop.organization.owner))
    assert answer.status_code == 200, answer.json
    return answer.json


def generated(history: History, *sizes: int) -> list[UUID]:
    """A history of ticket types of these sizes, with sessions, lists, files and a guest's agenda."""
    sessions = [new_id(), new_id()]
    lists = [new_id(), new_id()]
    for session, checkin_list in zip(sessions, lists, strict=True):
        history.add("checkin_list_sessions", session_id=session, list_id=checkin_list)
    types = [history.shop.add_type() for _ in sizes]
    for type_id, size in zip(types, sizes, strict=True):
        history.attend(type_id, size, sessions, lists)
    agenda = history.add("agendas", event_id=history.shop.event_id, user_id=None)
    history.add("agenda_items", agenda_id=agenda, session_id=new_id())
    for downloads in (3, 4, None):
        file = history.add(
            "session_files", event_id=history.shop.event_id, session_id=sessions[0],
            state="approved", audience="holders", file_id=new_id(), url=None,
            release="at_once", release_at=None,
        )  # fmt: skip
        if downloads is not None:
            history.add("session_file_downloads", session_file_id=file, downloads=downloads)
    return types


def test_every_figure_is_plain_sql_over_the_base_tables(history, client):
    types = generated(history, 60, 25)
    found = asked(client, history.shop)
    for name, statement in PLAIN.items():
        [(count,)] = history.plain(VALID + statement)
        assert found["totals"][name] == count, name
        assert count > 0, name
    lines = {each["ticket_type_id"]: each for each in found["ticket_types"]}
    assert set(lines) == {str(each) for each in types}
    for name in ("attendees", "mailed", "signed_up", "sign_ups", "sign_ups_came", "came", "joined"):
        for type_id in types:
            of_type = VALID.replace(
                "AND t.state", f"AND t.ticket_type_id = '{type_id}' AND t.state"
            )
            [(count,)] = history.plain(of_type + PLAIN[name])
            assert lines[str(type_id)][name] == count, name
    for name in rules.FIGURES:
        assert sum(each[name] for each in lines.values()) == found["totals"][name], name
    assert (found["guest_agendas"], found["files"], found["downloads"]) == (1, 3, 7)


def test_weeks_are_plain_sql_too_and_make_up_the_sums(history, client):
    generated(history, 40)
    found = asked(client, history.shop)
    zone = found["time_zone"]
    [(first_day,)] = history.plain(
        f"SELECT (starts_at AT TIME ZONE '{zone}')::date FROM events WHERE id = %(event)s"
    )
    for name, statement in OF_WEEKS.items():
        counted = history.plain(
            f"{VALID} SELECT floor(((at AT TIME ZONE '{zone}')::date - date '{first_day}') / 7.0)::int,"
            f" count(*) FROM ({statement}) a GROUP BY 1 ORDER BY 1"
        )
        shown = [(each["week"], each[name]) for each in found["weeks"] if each[name]]
        assert shown == counted, name
    for name in ("saves", "sign_ups", "came", "joined"):
        assert sum(each[name] for each in found["weeks"]) == found["totals"][name], name


def test_few_attendees_are_not_told_of_apart(history, client):
    generated(history, 30, 12, 2)
    found = asked(client, history.shop)
    shown = [(each["ticket_type_id"] is None, each["attendees"]) for each in found["ticket_types"]]
    assert all(attendees >= 5 for _, attendees in shown)
    assert shown[-1][0], "the small type stands with the next"
    assert sum(attendees for _, attendees in shown) == found["totals"]["attendees"]


def test_an_event_with_fewer_than_five_has_no_figures(history, client):
    history.attend(history.shop.add_type(), 3, [], [])
    found = asked(client, history.shop)
    assert (found["totals"], found["ticket_types"], found["weeks"]) == (None, [], [])
    assert found["attendees"] <= 3


def test_the_file_has_the_same_figures_for_who_confirmed_themselves(history, client):
    generated(history, 20, 8)
    found = asked(client, history.shop)
    answer = client.get(
        path_of(history.shop, "/export"), headers=bearer(history.shop.organization.owner)
    )
    assert answer.status_code == 200, answer.json
    rows = list(csv.DictReader(StringIO(answer.get_data(as_text=True).removeprefix("\ufeff"))))
    whole = next(each for each in rows if each["part"] == "event")
    assert {name: int(whole[name]) for name in rules.FIGURES} == found["totals"]
    weeks = [each for each in rows if each["part"] == "week"]
    assert [(each["name"], int(each["mails"])) for each in weeks] == [
        (each["first_day"], each["mails"]) for each in found["weeks"]
    ]


def exported(client: Any, shop: MadeShop, **query: Any) -> Any:
    headers = bearer(shop.organization.owner)
    return client.get(path_of(shop, "/export"), query_string=query, headers=headers)


def test_a_workbook_and_paper_have_the_same_figures(history, client):
    generated(history, 20, 8)
    shop, found = history.shop, asked(client, history.shop)
    lines = table_of(exported(client, shop, format="xlsx"))
    assert [(each["part"], each["name"]) for each in lines][:3] == [
        ("event", ""),
        *(("ticket_type", each["name"]) for each in found["ticket_types"]),
    ]
    for name in rules.FIGURES:
        assert int(lines[0][name]) == found["totals"][name], name
        assert int(lines[1][name]) == found["ticket_types"][0][name], name
    figures = " ".join(str(found["totals"][name]) for name in rules.FIGURES)
    for language, title, whole in (
        ("en", "Engagement", "All attendees"),
        ("de", "Beteiligung", "Alle Teilnehmenden"),
    ):
        words = words_of(exported(client, shop, format="pdf", language=language))
        assert f"{title} · " in words
        assert f"{whole} {figures}" in " ".join(words.split()), words


def test_a_ticket_type_that_reads_as_a_formula_is_text_in_every_table(history, client):
    type_id = history.shop.add_type(name="=1+1")
    history.attend(type_id, 12, [], [])
    for format_ in ("csv", "xlsx"):
        names = {each["name"] for each in table_of(exported(client, history.shop, format=format_))}
        assert "'=1+1" in names, names


@pytest.mark.parametrize(
    ("query", "field"),
    [({"format": "docx"}, "?format"), ({"language": "no language"}, "?language")],
)
def test_a_wrong_wish_for_a_file_is_told_by_its_field(history, client, query, field):
    answer = exported(client, history.shop, **query)
    assert (answer.status_code, answer.json["errors"][0]["pointer"]) == (422, field)


def test_only_who_sees_the_orders_of_the_event_sees_it(history, client):
    shop = history.shop
    stranger = make_organization().owner
    assert client.get(path_of(shop), headers=bearer(stranger)).status_code == 404
    foreign = path_of(shop).replace(str(shop.organization.id), str(make_shop().organization.id))
    assert client.get(foreign, headers=bearer(shop.organization.owner)).status_code == 404
    elsewhere = add_member(shop.organization, "staff", event_ids=[new_id()])
    assert client.get(path_of(shop), headers=bearer(elsewhere)).status_code in (403, 404)
    assert client.get(path_of(shop, "/export"), headers=bearer(elsewhere)).status_code in (403, 404)
    assert client.get(path_of(shop)).status_code == 401


def test_a_week_in_which_nothing_happened_stands_between_the_others():
    happened = dict.fromkeys(rules.WHAT_HAPPENS, 1)
    first, last = (
        EngagementWeek(week=week, first_day=day, **happened)
        for week, day in ((-2, date(2026, 12, 14)), (0, date(2026, 12, 28)))
    )
    shown = rules.without_gaps([first, last])
    assert [(each.week, each.first_day.day, each.mails) for each in shown] == [
        (-2, 14, 1),
        (-1, 21, 0),
        (0, 28, 1),
    ]
    assert rules.without_gaps([]) == []


def figures(attendees: int, type_id: UUID | None) -> TypeFigures:
    rest = dict.fromkeys(rules.FIGURES, 1) | {"attendees": attendees}
    return TypeFigures(ticket_type_id=type_id, **rest)


@pytest.mark.parametrize(
    ("sizes", "shown"),
    [
        ((9, 7), [9, 7]),
        ((9, 7, 2), [9, 9]),
        ((9, 3, 2), [9, 5]),
        ((9, 4), [13]),
        ((3, 1), []),
        ((), []),
    ],
)
def test_a_small_group_is_never_what_the_others_leave_of_the_sum(sizes, shown):
    found = [figures(size, new_id()) for size in sizes]
    lines = rules.by_type(found, {})
    assert [each.attendees for each in lines] == shown
