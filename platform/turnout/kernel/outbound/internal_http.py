"""HTTP clients for the operator's own services, such as the store of files.

Their addresses are settings of the platform, so unlike what organizers type they may lead into
private networks. What holds for every call still holds: times are bounded, no transaction is open.
"""

from typing import Final

import httpx

from turnout.kernel.db import tx
from turnout.kernel.outbound.transport import AGENT, closed_at_the_end

CONNECT_SECONDS: Final = 2.0
ANSWER_SECONDS: Final = 30.0


def internal_client() -> httpx.Client:
    """An HTTP client for a service of the operator's; it knows no proxy and no redirect."""
    return closed_at_the_end(
        httpx.Client(
            timeout=httpx.Timeout(ANSWER_SECONDS, connect=CONNECT_SECONDS, pool=CONNECT_SECONDS),
            limits=httpx.Limits(max_connections=16, max_keepalive_connections=4),
            follow_redirects=False,
            trust_env=False,
            headers={"User-Agent": AGENT},
            event_hooks={"request": [lambda _: tx.require_no_transaction()]},
        )
    )
