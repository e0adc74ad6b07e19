"""Events that let people in at once, in a process of its own: `python -m tests.prove.busy_gates 100 200 20`.

Makes so many events with tickets and prints the addresses of their dashboards' streams. Told to go on
by a line, it scans so many tickets a second for so many seconds, by the use case that devices call,
and prints `number of the event, people in now, time` of each: a monotonic time of the machine.
"""

import json
import sys
import time
from collections.abc import Iterator

from tests.factories.people import context_of, make_organization
from tests.factories.tickets import Occasion, code_of, make_occasion, make_tickets
from turnout.cli import start_command
from turnout.kernel.ids import new_id
from turnout.modules.checkin import service as checkin
from turnout.modules.checkin.types import Scan
from turnout.modules.dashboards import service as dashboards


def main(events: int, scans: int, seconds: int) -> None:
    start_command()
    organization = make_organization()
    ctx = context_of(organization, organization.owner)
    occasions = [make_occasion(ctx) for _ in range(events)]
    codes = []
    for each in occasions:
        checkin.ensure_default_list(ctx, each.event_id)
        names = [f"Guest {number}" for number in range(-(-scans * seconds // events))]
        codes.append([code_of(each, ticket) for ticket in make_tickets(each, *names)])
    streams = [dashboards.open_event_stream(ctx, each.event_id) for each in occasions]
    print(json.dumps([each.url for each in streams]), flush=True)  # noqa: T201
    sys.stdin.readline()
    for line in let_in(occasions, codes, scans=scans, seconds=seconds):
        print(*line, flush=False)  # noqa: T201


def let_in(
    occasions: list[Occasion], codes: list[list[str]], *, scans: int, seconds: int
) -> Iterator[tuple[int, int, float]]:
    """One scan after another, evenly over time; late ones follow at once."""
    begun = time.monotonic()
    for number in range(scans * seconds):
        time.sleep(max(0.0, begun + number / scans - time.monotonic()))
        which, before = number % len(occasions), number // len(occasions)
        sent = Scan(code=codes[which][before], scan_id=new_id().hex)
        verdict = checkin.scan(occasions[which].ctx, occasions[which].event_id, sent)
        assert verdict.verdict == "admitted", verdict
        yield which, before + 1, time.monotonic()


if __name__ == "__main__":
    main(*(int(each) for each in sys.argv[1:4]))
