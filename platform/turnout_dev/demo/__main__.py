"""`make demo`: plays the main job against the running stack, over HTTP only.

    python -m turnout_dev.demo [--buyers 300] [--kill worker,relay,web]

Exits with 1 at the first thing that is not as it should be, and says which step, what was
expected and what was found.
"""

import argparse
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from turnout_dev.demo import (
    adapting,
    entering,
    misbehaving,
    opening,
    returning,
    selling,
    trespassing,
)
from turnout_dev.demo.callers import Caller
from turnout_dev.demo.desk import Desk, People, Sales, Show
from turnout_dev.demo.killing import Killer
from turnout_dev.demo.mailing import Mailbox
from turnout_dev.demo.telling import DemoFailed, Teller
from turnout_dev.stack import environment
from turnout_dev.stack.errors import StackError
from turnout_dev.stack.state import STATE

SCARCE = 200
ANSWER_SECONDS = 15.0
SERVER_BACK_SECONDS = 60.0
"""How long a killed web role may take to serve again on a slow machine."""
PATIENCE_SECONDS = 40.0
PATIENCE_WITH_KILLS_SECONDS = 150.0
"""Lost messages are handed out again after half a minute; each of two stages may lose one."""


def main(words: Sequence[str] | None = None) -> int:
    chosen = _options(words)
    teller = Teller()
    began = time.monotonic()
    try:
        bring_up()
        play(_desk(chosen, teller, environment()))
    except (DemoFailed, StackError) as failure:
        print(f"\n✗ {failure}\n", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    teller.table()
    print(f"\n✓ All of it works. {time.monotonic() - began:.0f} s\n")
    return 0


def bring_up() -> None:
    """Start the stack unless it runs."""
    from turnout_dev.stack import lifecycle, supervise

    if supervise.supervisor(STATE) is None:
        lifecycle.up(STATE)


def play(desk: Desk) -> None:
    """The steps in their order."""
    step = desk.teller.step
    with step("Sign in as an owner, a door person and a stranger"):
        people = opening.sign_in(desk)
    with step("Import FOSDEM 2024"):
        show = opening.import_programme(desk, people)
    with step("Three ticket types, published"):
        opening.open_sales(desk, people, show)
    with step("The payment connection of the manifest"):
        sales = Sales(provider=selling.find_provider(desk, people))
    with step(f"{desk.buyers} buyers at once for {desk.scarce} places"):
        selling.sell_scarce(desk, people, show, sales)
    with step("Free tickets"):
        selling.buy_free(desk, people, show, sales)
    with step("Paid, with webhooks told twice and out of order"):
        selling.pay_with_wild_webhooks(desk, people, show, sales)
    with step("Declined, then paid within the same hold"):
        selling.pay_after_decline(desk, people, show, sales)
    with step("3-D Secure"):
        selling.pay_with_challenge(desk, people, show, sales)
    with step("Mails with tickets"):
        mails = entering.collect_mails(desk, sales)
    with step("Codes read off the rendered PDFs"):
        papers = entering.read_papers(desk, sales, mails)
    with step("The door"):
        entering.open_door(desk, people, show, sales=sales, papers=papers)
    with step("Refund"):
        returning.refund(desk, people, show, sales=sales, papers=papers)
    _try_adapters(desk, people, show, sales)
    with step("The ledger"):
        returning.balance_books(desk, people, sales)
    with step("Another organization sees none of it"):
        trespassing.stay_apart(desk, people, show, sales)
    with step("The public pages"):
        returning.look_from_outside(desk, people, show)
    with step("Requests as they should not be"):
        misbehaving.send_nonsense(desk, people, show)
    _tell_kills(desk)
    _tell_addresses(desk, f"/{people.organization_slug}/{show.slug}")


def _try_adapters(desk: Desk, people: People, show: Show, sales: Sales) -> None:
    step = desk.teller.step
    with step("Every payments adapter: paid, and half given back"):
        adapting.pay_by_each(desk, people, show, sales)
    with step("By bank transfer: a statement pays, another shows the refund"):
        adapting.pay_by_transfer(desk, people, show, sales)


def _tell_kills(desk: Desk) -> None:
    for role in desk.killer.roles:
        away = [seconds for name, seconds in desk.killer.away_seconds if name == role]
        desk.teller.note(
            f"{role} killed", f"{len(away)} times, back after {max(away):.1f} s at most"
        )


def _tell_addresses(desk: Desk, page: str) -> None:
    desk.teller.note("look at the page", f"{desk.guest.base_url}{page}")
    desk.teller.note("look at the mails", f"{desk.mailbox.base_url}/?to={desk.domain}")


def _desk(chosen: argparse.Namespace, teller: Teller, settings: Mapping[str, str]) -> Desk:
    roles = [each.strip() for each in chosen.kill.split(",") if each.strip()]
    server_seconds = SERVER_BACK_SECONDS if roles else ANSWER_SECONDS
    return Desk(
        teller=teller,
        guest=Caller(settings["TURNOUT_PUBLIC_URL"], patience_seconds=server_seconds),
        mailbox=Mailbox(f"http://{settings['TURNOUT_MAILBOX_BIND']}"),
        killer=Killer(Path(STATE) / "run", roles),
        run=time.strftime("r%m%d-%H%M%S"),
        buyers=chosen.buyers,
        scarce=SCARCE,
        patience_seconds=PATIENCE_WITH_KILLS_SECONDS if roles else PATIENCE_SECONDS,
    )


def _options(words: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m turnout_dev.demo", description=__doc__)
    parser.add_argument(
        "--buyers", type=int, default=300, help="how many want one of the scarce tickets"
    )
    parser.add_argument(
        "--kill", default="", metavar="ROLE[,ROLE]", help="kill these roles during the purchases"
    )
    chosen = parser.parse_args(words)
    if chosen.buyers < entering.READ_AT_RANDOM:
        parser.error(f"--buyers is at least {entering.READ_AT_RANDOM}")
    return chosen


if __name__ == "__main__":
    sys.exit(main())
