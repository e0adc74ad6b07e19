"""A log server that is away for long, under load: nothing is lost, nothing is out of order.

`TURNOUT_PROVE_OUTAGE_SECONDS` says for how long it is away: ten minutes by default.
"""

import os
import time
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from tests.factories.log_server import log_server
from tests.factories.people import context_of, make_organization
from tests.modules.audit_streams.test_sending import (
    JOB,
    happen,
    kept_promise,
    reaching,
    stream_to,
)
from turnout.kernel import maintenance
from turnout.kernel.context import system_in
from turnout.kernel.db.tx import transaction
from turnout.modules.audit import api as audit
from turnout.modules.audit_streams import api as audit_streams
from turnout.modules.security_events import api as security_events
from turnout.modules.security_events.api import SecurityEventKind

ROUND_SECONDS = 0.1
"""A change and a security event of each organization: 60 events a second."""
OUTAGE_SECONDS = float(os.environ.get("TURNOUT_PROVE_OUTAGE_SECONDS", "600"))


def seal_all(organization_ids: list[UUID]) -> None:
    """Seal and number what was written, without walking the whole chain each time."""
    before: list[int] | None = None
    while before != (now := _places(organization_ids)):
        before = now
        maintenance.seal_audit()
    while security_events.number_events(JOB):
        pass


def _places(organization_ids: list[UUID]) -> list[int]:
    found = []
    for each in organization_ids:
        with transaction(system_in(each, "test.audit-streams")) as tx:
            found.append(audit.last_position(tx, organization_id=each))
    return found


@pytest.mark.parametrize("kind", ["syslog", "json-lines"])
def test_every_event_of_a_long_outage_arrives_in_order(app: Any, tmp_path: Path, kind: str) -> None:
    organizations = [make_organization() for _ in range(3)]
    with log_server(tmp_path, kind=kind) as server, reaching(f"localhost:{server.port}"):
        streams = [stream_to(each, server) for each in organizations]
        number, until = 0, time.monotonic() + OUTAGE_SECONDS
        while time.monotonic() < until:
            for each in organizations:
                happen(each, number)
            number += 1
            time.sleep(ROUND_SECONDS)
            if number % 200 == 0:
                seal_all([each.id for each in organizations])
                for stream_id in audit_streams.claim_due_streams(JOB):
                    assert audit_streams.send_stream(JOB, stream_id) == 0
        server.up()
        seal_all([each.id for each in organizations])
        for stream in streams:
            while audit_streams.send_stream(JOB, stream.id):
                pass
    for organization, stream in zip(organizations, streams, strict=True):
        own = [each for each in server.events if each["organization_id"] == str(organization.id)]
        kept_promise(own)
        exported = [each for each in own if each["event"] == SecurityEventKind.EXPORTED]
        assert [each["details"]["number"] for each in exported] == list(range(number))
        ctx = context_of(organization, organization.owner)
        assert audit_streams.get_stream(ctx, stream.id).sequence == len(own)
