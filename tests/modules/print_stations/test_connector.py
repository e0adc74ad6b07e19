"""A badge from the console to the paper: the connector, the API and a printer on a socket."""

import httpx
import pytest
from tests.factories.label_printer import LabelPrinter

from turnout_print.client import RemovedError, Turnout, join
from turnout_print.connector import Connector
from turnout_print.memory import Memory, Owed, Station
from turnout_print.zpl import ZplPrinter


class Desk:
    """A connector at the entrance: its Turnout is this process, its printer a socket."""

    def __init__(self, entrance, station, folder):
        self.app = entrance.client.application
        self.memory = Memory(folder / "station.json")
        code = entrance.code_of(station)
        self.url = code.partition("#")[0]
        joined = join(code, name="Pi", http=self.http())
        self.station = Station(
            joined.url, joined.organization, joined.token, "zpl://127.0.0.1", joined.station
        )
        self.memory.save(self.station)

    def http(self):
        return httpx.Client(transport=httpx.WSGITransport(app=self.app), base_url=self.url)

    def connector(self, printer, **options):
        turnout = Turnout(
            self.station.url, self.station.organization, self.station.token, http=self.http()
        )
        at = ZplPrinter("127.0.0.1", printer.port, **options)
        return Connector(turnout, at, self.memory)


@pytest.fixture
def desk(entrance, station, tmp_path):
    return Desk(entrance, station, tmp_path)


@pytest.fixture
def printer():
    made = LabelPrinter()
    yield made
    made.close()


def test_badges_come_out_in_their_order_byte_for_byte(entrance, station, desk, printer):
    first, second = entrance.sent(station, 2)
    connector = desk.connector(printer)
    assert connector.step() == 0
    assert connector.step() == 0
    assert connector.step() > 0
    labels = printer.received.decode().split("^XZ\n")[:-1]
    names = [f"^FD{entrance.job(each)['attendee_name']}^FS" for each in (first, second)]
    assert [name in label for name, label in zip(names, labels, strict=True)] == [True, True]
    assert [entrance.job(each)["state"] for each in (first, second)] == ["printed", "printed"]
    assert entrance.shown(station)["state"] == "ready"


def test_a_printer_that_is_away_gets_the_badge_when_it_is_back(entrance, station, desk, printer):
    [sent] = entrance.sent(station)
    gone = LabelPrinter()
    gone.close()
    connector = desk.connector(gone)
    connector.step()
    assert entrance.shown(station)["state"] == "away"
    assert entrance.job(sent)["state"] == "queued"
    connector.printer.place = ("127.0.0.1", printer.port)
    connector.step()
    assert entrance.job(sent)["state"] == "printed"


def test_who_crashed_with_the_badge_on_its_way_tells_so_and_prints_it_no_second_time(
    entrance,
    station,
    desk,
    printer,
):
    [sent] = entrance.sent(station)
    connector = desk.connector(printer)
    job = connector.turnout.take(connector.printer.status())
    connector.turnout.start(job.id)
    desk.memory.owe(Owed(job.id, "failed", "interrupted", "It stopped."))
    after = desk.connector(printer)
    assert after.step() > 0
    shown = entrance.job(sent)
    assert (shown["state"], shown["reason"], shown["may_be_printed"]) == (
        "failed", "interrupted", True,
    )  # fmt: skip
    assert printer.received == b""
    assert desk.memory.load().owed is None


def test_what_came_out_while_turnout_was_away_is_told_later_and_not_printed_again(
    entrance,
    station,
    desk,
    printer,
):
    [sent] = entrance.sent(station)
    connector = desk.connector(printer)
    finish, away = connector.turnout.finish, [True]

    def lost(*said, **more):
        if away:
            raise httpx.ConnectError("The network is down.")
        finish(*said, **more)

    connector.turnout.finish = lost
    assert connector.step() == 0
    assert desk.memory.load().owed == Owed(sent["id"], "printed")
    assert connector.step() > 0  # nothing else is asked for meanwhile
    away.clear()
    connector.step()
    assert entrance.job(sent)["state"] == "printed"
    assert printer.received.count(b"^XZ") == 1


def test_a_printer_that_runs_out_of_paper_midway_is_shown_so_and_prints_once_it_has_some(
    entrance,
    station,
    desk,
    printer,
):
    [sent] = entrance.sent(station)
    connector = desk.connector(printer)
    printer.runs_out = True
    seen = []
    watch = connector._watch

    def watched(job, status):
        watch(job, status)
        seen.append((entrance.shown(station)["state"], entrance.job(sent)["state"]))
        printer.load_paper()

    connector._watch = watched
    connector.step()
    assert seen == [("paper_out", "taken")]
    assert entrance.job(sent)["state"] == "printed"
    assert printer.received.count(b"^XZ") == 1


def test_a_connector_that_was_removed_stops(entrance, station, desk, printer):
    entrance.ask("POST", f"/print-stations/{station['id']}/revoke")
    with pytest.raises(RemovedError):
        desk.connector(printer).step()


def test_what_it_keeps_is_for_its_owner_alone(desk):
    assert desk.memory.path.stat().st_mode & 0o777 == 0o600
    assert desk.memory.load() == desk.station
