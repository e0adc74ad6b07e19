"""`make demo`: plays the main job against the running stack, over HTTP only.

    python -m turnout_dev.demo [--buyers 300] [--kill worker,relay,web]

Exits with 1 at the first thing that is not as it should be, and says which step, what was
expected and what was found.
"""

import argparse
import os
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from turnout_dev.demo import (
    adapters,
    announcements,
    bad_requests,
    checkin,
    company,
    cross_tenant,
    purchases,
    refunds,
    setup,
)
from turnout_dev.demo.callers import Caller
from turnout_dev.demo.chaos import RoleKiller
from turnout_dev.demo.context import DemoContext, People, Sales, Show
from turnout_dev.demo.mailbox_client import Mailbox
from turnout_dev.demo.reporter import DemoFailed, Reporter
from turnout_dev.stack import environment
from turnout_dev.stack.errors import StackError
from turnout_dev.stack.state import STATE
from turnout_sdk.fakes import PORT_OFFSET

SCARCE = 200
ANSWER_SECONDS = 15.0
SERVER_BACK_SECONDS = 60.0
"""How long a killed web role may take to serve again on a slow machine."""
PATIENCE_SECONDS = 40.0
PATIENCE_WITH_KILLS_SECONDS = 150.0
"""Lost messages are handed out again after half a minute; each of two stages may lose one."""


def main(words: Sequence[str] | None = None) -> int:
    chosen = _options(words)
    reporter = Reporter()
    began = time.monotonic()
    try:
        bring_up()
        settings = environment()
        os.environ[PORT_OFFSET] = settings.get(PORT_OFFSET, "")  # where the stack's fakes are
        play(_context(chosen, reporter, settings))
    except (DemoFailed, StackError) as failure:
        print(f"\n✗ {failure}\n", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    reporter.table()
    print(f"\n✓ All of it works. {time.monotonic() - began:.0f} s\n")
    return 0


def bring_up() -> None:
    """Start the stack unless it runs."""
    from turnout_dev.stack import lifecycle, supervise

    if supervise.supervisor(STATE) is None:
        lifecycle.up(STATE)


def play(demo: DemoContext) -> None:
    """The steps in their order."""
    step = demo.reporter.step
    with step("Sign in as an owner, a door person and a stranger"):
        people = setup.sign_in(demo)
    with step("Import FOSDEM 2024"):
        show = setup.import_programme(demo, people)
    with step("Three ticket types, published"):
        setup.open_sales(demo, people, show)
    with step("The payment connection of the manifest"):
        sales = Sales(provider=purchases.find_provider(demo, people))
    with step(f"{demo.buyers} buyers at once for {demo.scarce} places"):
        purchases.sell_scarce(demo, people, show, sales)
    with step("Free tickets"):
        purchases.buy_free(demo, people, show, sales)
    with step("Paid, with webhooks told twice and out of order"):
        purchases.pay_with_wild_webhooks(demo, people, show, sales)
    with step("Declined, then paid within the same hold"):
        purchases.pay_after_decline(demo, people, show, sales)
    with step("3-D Secure"):
        purchases.pay_with_challenge(demo, people, show, sales)
    _try_tickets(demo, people, show, sales)
    _try_adapters(demo, people, show, sales)
    with step("The ledger"):
        refunds.balance_books(demo, people, sales)
    _try_company(demo, people)
    with step("Another organization sees none of it"):
        cross_tenant.stay_apart(demo, people, show, sales)
    with step("The public pages"):
        refunds.look_from_outside(demo, people, show)
    with step("Requests as they should not be"):
        bad_requests.send_nonsense(demo, people, show)
    _tell_kills(demo)
    _tell_addresses(demo, f"/{people.organization_slug}/{show.slug}")


def _try_tickets(demo: DemoContext, people: People, show: Show, sales: Sales) -> None:
    step = demo.reporter.step
    with step("Mails with tickets"):
        mails = checkin.collect_mails(demo, sales)
    with step("Codes read off the rendered PDFs"):
        papers = checkin.read_papers(demo, sales, mails)
    with step("The door"):
        checkin.open_door(demo, people, show, sales=sales, papers=papers)
    with step("An announcement to everyone who came"):
        announcements.thank(demo, people, show, sales=sales, papers=papers)
    with step("Refund"):
        refunds.refund(demo, people, show, sales=sales, papers=papers)


def _try_adapters(demo: DemoContext, people: People, show: Show, sales: Sales) -> None:
    step = demo.reporter.step
    with step("Every payments adapter: paid, and half given back"):
        adapters.pay_by_each(demo, people, show, sales)
    with step("A provider that only rings: charged back and won"):
        adapters.charge_back_by_ringing(demo, people, sales)
    with step("By bank transfer: a statement pays, another shows the refund"):
        adapters.pay_by_transfer(demo, people, show, sales)


def _try_company(demo: DemoContext, people: People) -> None:
    if demo.has_company:  # not where the demo plays against pods
        with demo.reporter.step("Employees sign in with their company"):
            company.sign_in(demo, people)


def _tell_kills(demo: DemoContext) -> None:
    for role in demo.killer.roles:
        away = [seconds for name, seconds in demo.killer.away_seconds if name == role]
        demo.reporter.note(
            f"{role} killed", f"{len(away)} times, back after {max(away):.1f} s at most"
        )


def _tell_addresses(demo: DemoContext, page: str) -> None:
    demo.reporter.note("look at the page", f"{demo.guest.base_url}{page}")
    demo.reporter.note("look at the mails", f"{demo.mailbox.base_url}/?to={demo.domain}")


def _context(
    chosen: argparse.Namespace, reporter: Reporter, settings: Mapping[str, str]
) -> DemoContext:
    roles = [each.strip() for each in chosen.kill.split(",") if each.strip()]
    server_seconds = SERVER_BACK_SECONDS if roles else ANSWER_SECONDS
    return DemoContext(
        reporter=reporter,
        guest=Caller(settings["TURNOUT_PUBLIC_URL"], patience_seconds=server_seconds),
        mailbox=Mailbox(f"http://{settings['TURNOUT_MAILBOX_BIND']}"),
        killer=RoleKiller(Path(STATE) / "run", roles),
        run=time.strftime("r%m%d-%H%M%S"),
        buyers=chosen.buyers,
        scarce=SCARCE,
        has_company="TURNOUT_IDENTITY_PROVIDER_BIND" in settings,
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
    if chosen.buyers < checkin.READ_AT_RANDOM:
        parser.error(f"--buyers is at least {checkin.READ_AT_RANDOM}")
    return chosen


if __name__ == "__main__":
    sys.exit(main())
