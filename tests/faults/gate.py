"""Prepares a gate with tickets, in a process of its own: `python -m tests.faults.gate 40`.

Takes the settings of the environment; prints what a device that joined needs to scan them.
"""

import json
import sys
from datetime import timedelta

from tests.factories.people import context_of, make_organization
from tests.factories.tickets import code_of, make_occasion, make_tickets
from turnout.cli import start_command
from turnout.kernel import clock
from turnout.kernel.context import PublicContext
from turnout.modules.checkin import service as checkin
from turnout.modules.checkin_devices import service as devices
from turnout.modules.checkin_devices.types import NewJoiningCode


def main(count: int) -> None:
    start_command()
    organization = make_organization()
    ctx = context_of(organization, organization.owner)
    occasion = make_occasion(ctx)
    checkin.ensure_default_list(ctx, occasion.event_id)
    new = NewJoiningCode(ends_at=clock.now() + timedelta(days=1))
    code = devices.create_joining_code(ctx, occasion.event_id, new).code
    visitor = PublicContext(organization_id=organization.id)
    joined = devices.join(visitor, code, "Gate", address="")
    made = make_tickets(occasion, *[f"Guest {n}" for n in range(count)])
    told = {
        "base": f"/api/v1/organizations/{organization.id}/checkin-device",
        "token": joined.token,
        "codes": [code_of(occasion, each) for each in made],
    }
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    main(int(sys.argv[1]))
