"""The master key is changed while people buy, pay and sign in: nobody notices, and old links open.

Twice every role is rolled: first the new key stands behind the old one, so that every pod can open
what it made; then before it, so that it seals and signs. The old one stays behind.
"""

import base64
import os
import time
from collections.abc import Mapping

import httpx

from tests.drills.environment import Environment
from tests.drills.load import Load
from tests.drills.pods import Pods
from tests.drills.report import Report
from tests.drills.watch import Probe, Watch
from tests.factories.people import PASSWORD
from turnout.kernel.ids import new_id

STEPS = ("before", "the new key behind the old one", "the new key before the old one", "after")
PAUSE_SECONDS = 5.0
KEYS = "TURNOUT_MASTER_KEYS"


def drill(report: Report, made: Environment) -> None:
    made.migrate()
    old = made.stack.settings[KEYS]
    new = "next:" + base64.b64encode(os.urandom(32)).decode()
    pods = Pods(made.stack)
    try:
        pods.roll({})
        made.world = made.stack.prepare(scarce=1_000_000)
        report.did("every role runs with the first key, an event on sale")
        play(report, made, pods, [f"{old},{new}", f"{new},{old}"])
    finally:
        pods.close()


def play(report: Report, made: Environment, pods: Pods, rings: list[str]) -> None:
    with made.load(rate=2) as load:
        probes = _probes(made)
        pods.exits.clear()
        with Watch(probes) as watch:
            watch.phase = STEPS[0]
            time.sleep(PAUSE_SECONDS)
            for step, ring in zip(STEPS[1:3], rings, strict=True):
                watch.phase = step
                report.figure(f"roll of every role, {step} (s)", pods.roll({KEYS: ring}))
                _counted(report, load, step)
            watch.phase = STEPS[3]
            time.sleep(2 * PAUSE_SECONDS)
    tally = load.finish()
    for name in probes:
        report.figure(name, ", ".join(watch.share(name, step) for step in STEPS))
        report.claim(f"{name}: all the time", all(watch.works(name, step) for step in STEPS))
    failed = [each for each in tally.pages if each.outcome != "200"]
    report.figure("orders requested and answered", f"{len(tally.tries)}, {len(tally.told)}")
    report.claim("0 failed requests", not tally.failed and not failed)
    report.claim(
        f"all {len(pods.exits)} replaced processes ended by themselves with 0",
        pods.exits and all(code == 0 for _, code in pods.exits),
    )
    lost = tally.told.keys() - made.orders()
    report.claim("no order that was answered is lost", not lost)


def _counted(report: Report, load: Load, step: str) -> None:
    failed = len(load.tally.failed) + sum(each.outcome != "200" for each in load.tally.pages)
    report.did(f"rolled: {step}")
    report.figure(f"failed requests until then, {step}", f"{failed} ({load.tally.outcomes()})")


def _probes(made: Environment) -> Mapping[str, Probe]:
    """What a key seals or signs: proofs of who somebody is, links, and settings of providers."""
    web, world = made.stack.address, made.world
    here = f"{web}/api/v1/organizations/{world['organization_id']}"
    with httpx.Client(trust_env=False, timeout=60) as http:
        first = _order(http, here, world)

    def sign_in(http: httpx.Client) -> bool:
        """The proof of one pod is shown to the next."""
        body = {"email": world["owner"], "password": PASSWORD}
        token = http.post(f"{web}/api/v1/auth/sign-in", json=body).json()["access_token"]
        headers = {"Authorization": f"Bearer {token}"}
        return http.get(f"{web}/api/v1/me", headers=headers).status_code == 200

    def old_link(http: httpx.Client) -> bool:
        headers = {"Turnout-Order-Secret": first["secret"]}
        return http.get(f"{here}/orders/{first['id']}", headers=headers).status_code == 200

    def card(http: httpx.Client) -> bool:
        """The provider's sealed settings are opened, and its page is linked to."""
        order = _order(http, here, world)
        headers = {"Turnout-Order-Secret": order["secret"]}
        answer = http.post(f"{here}/orders/{order['id']}/payment", json={}, headers=headers)
        return answer.status_code == 200

    return {"sign-in": sign_in, "a link of before the change": old_link, "card payments": card}


def _order(http: httpx.Client, here: str, world: Mapping[str, str]) -> dict[str, str]:
    body = {
        "event_id": world["event_id"],
        "lines": [{"ticket_type_id": world["paid"], "quantity": 1}],
        "buyer": {"email": f"key-{new_id().hex}@drills.example", "name": "Noor Haddad"},
        "attendees": [{"ticket_type_id": world["paid"], "name": "Noor Haddad"}],
    }
    answer = http.post(f"{here}/orders", json=body, headers={"Idempotency-Key": str(new_id())})
    made: dict[str, str] = answer.json()
    return made
