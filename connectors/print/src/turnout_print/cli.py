"""The command `turnout-print`: join a station, run, look at a printer."""

import argparse
import logging
import platform
import sys
from pathlib import Path

import httpx

from turnout_print import VERSION, client
from turnout_print.connector import Connector
from turnout_print.memory import DEFAULT, Memory, Station
from turnout_print.printers import AWAY, PrinterAddress, printer_at


def main(arguments: list[str] | None = None) -> int:
    """0 when done, 1 when something keeps it from that, 3 when the connector was removed."""
    asked = _parser().parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    logging.getLogger("httpx").setLevel(logging.WARNING)
    try:
        return int(asked.does(asked))
    except (ValueError, OSError, httpx.HTTPError, client.AnswerError) as error:
        print(f"turnout-print: {error or type(error).__name__}", file=sys.stderr)
        return 1
    except client.RemovedError as error:
        print(f"turnout-print: {error}", file=sys.stderr)
        return 3
    except KeyboardInterrupt:
        return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="turnout-print", description=__doc__)
    parser.add_argument("--version", action="version", version=VERSION)
    commands = parser.add_subparsers(required=True)
    join = commands.add_parser("join", help="join a print station by its code")
    join.add_argument("code")
    join.add_argument("--printer", required=True)
    join.add_argument("--name", default=platform.node() or "connector")
    join.set_defaults(does=_join)
    run = commands.add_parser("run", help="print what the station is sent, until it is stopped")
    run.set_defaults(does=_run)
    check = commands.add_parser("check", help="say how a printer is, and print nothing")
    check.add_argument("--printer")
    check.set_defaults(does=_check)
    for each in (join, run, check):
        each.add_argument("--state", type=Path, default=DEFAULT)
    return parser


def _join(asked: argparse.Namespace) -> int:
    PrinterAddress.parse(asked.printer)
    joined = client.join(asked.code, name=asked.name)
    is_label_printer = asked.printer.startswith("zpl:")
    if is_label_printer != (joined.format == "zpl"):
        wanted = "zpl://…" if joined.format == "zpl" else "ipp://…"
        says = f"This station prints {joined.format.upper()}: name a printer by {wanted}"
        print(says, file=sys.stderr)
        return 1
    Memory(asked.state).save(
        Station(joined.url, joined.organization, joined.token, asked.printer, joined.station)
    )
    print(f"Joined as “{joined.station}”. Now: turnout-print run")
    return 0


def _run(asked: argparse.Namespace) -> int:
    memory = Memory(asked.state)
    station = _station(memory)
    turnout = client.Turnout(station.url, station.organization, station.token)
    Connector(turnout, printer_at(station.printer), memory).run()
    return 0


def _check(asked: argparse.Namespace) -> int:
    printer = asked.printer or _station(Memory(asked.state)).printer
    status = printer_at(printer).status()
    print(f"{printer}: {status.state} {status.detail}".rstrip())
    return 1 if status.state == AWAY else 0


def _station(memory: Memory) -> Station:
    found = memory.load()
    if found is None:
        raise ValueError("Join a station first: turnout-print join CODE --printer ADDRESS")
    return found


if __name__ == "__main__":
    sys.exit(main())
