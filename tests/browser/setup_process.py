"""Prepares what the tests in a browser meet, in a process of its own beside the stack.

Reads one JSON request a line, `{"do": …, "with": {…}}`, and answers each with one line. The
tests' own process keeps its database and Redis this way, and so may share a worker with others.
"""

import json
import sys
import traceback
from collections.abc import Callable
from typing import Any

from tests.browser.staging import Stagehand
from tests.factories.payments import Provider
from turnout.cli import start_command
from turnout_sdk.testing.local_http import local_client


def main(provider_address: str) -> None:
    start_command()
    with local_client() as http:
        hand = Stagehand(Provider(provider_address, http))
        for line in sys.stdin:
            asked = json.loads(line)
            sys.stdout.write(json.dumps(_answer(getattr(hand, asked["do"]), asked["with"])) + "\n")
            sys.stdout.flush()


def _answer(work: Callable[..., Any], arguments: dict[str, Any]) -> dict[str, Any]:
    try:
        return {"done": work(**arguments)}
    except Exception:  # noqa: BLE001  the test that asked shows it
        return {"failed": traceback.format_exc()}


if __name__ == "__main__":
    main(sys.argv[1])
