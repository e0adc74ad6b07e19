"""The web is killed while somebody scans: the scanner goes on, reloaded too, and reports afterwards.

The browser is online all the while and says so: only the server is gone.
"""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import psutil
from playwright.sync_api import expect

from tests.browser.test_door import COME_IN, PHONE, joined, pass_on, type_code, verdict
from tests.browser.visitor import Visitor
from tests.faults.mini_stack import MiniStack
from tests.faults.test_door_apart import TURNOUT, answers
from tests.faults.test_drain import wait_until
from turnout_dev.browser_checks import viewports
from turnout_dev.stack import frontend
from turnout_dev.stack.settings import named, role_environment

GUESTS = ("Ada Lovelace", "Ben Okri", "Cem Aydın")
ONLINE = "() => navigator.onLine"
LONG_MILLISECONDS = 60_000
SETUP = """
import json
from datetime import timedelta
from tests.factories.people import context_of, make_organization
from tests.factories.tickets import code_of, make_occasion, make_tickets
from turnout.cli import start_command
from turnout.kernel import clock
from turnout.modules.checkin import service as checkin
from turnout.modules.checkin_devices import service as devices
from turnout.modules.checkin_devices.types import NewJoiningCode
start_command()
organization = make_organization()
ctx = context_of(organization, organization.owner)
occasion = make_occasion(ctx, title="Harbour Night")
checkin.ensure_default_list(ctx, occasion.event_id)
new = NewJoiningCode(ends_at=clock.now() + timedelta(hours=8))
print(json.dumps({
    "link": devices.create_joining_code(ctx, occasion.event_id, new).url,
    "codes": [code_of(occasion, each) for each in make_tickets(occasion, *GUESTS)],
}))
"""


@contextmanager
def web(stack: MiniStack) -> Iterator[None]:
    """The role, until all of its processes are killed at once."""
    leader = subprocess.Popen(
        [TURNOUT, "web"],
        env=role_environment(stack.settings),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        ready = f"http://{stack.settings['TURNOUT_WEB_METRICS_BIND']}/readyz"
        wait_until(lambda: answers(ready), "web is ready")
        yield
    finally:
        process = psutil.Process(leader.pid)
        for each in [process, *process.children(recursive=True)]:
            with suppress(psutil.NoSuchProcess):
                each.kill()
        leader.wait(10)


def test_a_scanner_goes_on_while_its_server_is_killed_and_reports_to_the_next(
    stack: MiniStack,
) -> None:
    frontend.build()
    address = f"http://{named(stack.settings['TURNOUT_WEB_BIND'])}"
    stack.settings |= {"TURNOUT_PUBLIC_URL": address, "TURNOUT_WEB_WORKERS": "1"}
    gate = stack.made_by("-c", SETUP.replace("GUESTS", repr(GUESTS)))
    with viewports.open_browser() as browser:
        context = viewports.open_view(browser, PHONE, address)
        context.set_default_timeout(LONG_MILLISECONDS)
        page = context.new_page()
        visitor = Visitor(context, page, PHONE, stack.state, viewports.collect_complaints(page))
        with web(stack):
            joined(visitor, gate["link"])
            expect(page.get_by_text("0 of 3 are in")).to_be_attached()
            page.evaluate("() => navigator.serviceWorker.ready")
            type_code(visitor, gate["codes"][0])
            expect(verdict(visitor)).to_contain_text(COME_IN)
            pass_on(visitor)
        assert page.evaluate(ONLINE)
        type_code(visitor, gate["codes"][1])
        expect(verdict(visitor)).to_contain_text(COME_IN)
        expect(verdict(visitor)).to_contain_text("without a connection")
        pass_on(visitor)
        page.reload()
        expect(page.get_by_text("2 of 3 are in")).to_be_attached()
        type_code(visitor, gate["codes"][1])
        expect(verdict(visitor)).to_contain_text("Already in")
        pass_on(visitor)
        type_code(visitor, gate["codes"][2])
        expect(verdict(visitor)).to_contain_text(COME_IN)
        pass_on(visitor)
        expect(page.get_by_text("scans to upload")).to_be_visible()
        assert page.evaluate(ONLINE)
        with web(stack):
            expect(page.get_by_text("scans to upload")).to_have_count(0, timeout=LONG_MILLISECONDS)
            expect(page.get_by_text("3 of 3 are in")).to_be_attached()
