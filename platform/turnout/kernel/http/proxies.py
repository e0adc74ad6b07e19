"""Says loudly when a proxy stands in front and none is trusted: all visitors look like one."""

import threading
from typing import Final

import structlog
from flask import Flask

from turnout.kernel.http.application import current_request
from turnout.kernel.observability.metrics import counter
from turnout.kernel.settings import Settings

FORWARDED: Final = {
    "HTTP_X_FORWARDED_FOR": "X-Forwarded-For",
    "HTTP_FORWARDED": "Forwarded",
    "HTTP_X_REAL_IP": "X-Real-Ip",
}
"""Headers of proxies, by the names under which the server hands them on."""
ADVICE: Final = (
    "rate limits count all visitors behind a proxy as one address;"
    " set TURNOUT_TRUSTED_PROXIES to the number of proxies in front"
)

log = structlog.get_logger(__name__)

UNTRUSTED = counter(
    "turnout_untrusted_forwarded",
    "Requests with forwarded headers while TURNOUT_TRUSTED_PROXIES is 0",
)


def watch(app: Flask, settings: Settings) -> None:
    """Warn at the start of a production without trusted proxies, and when one shows itself.

    The error is logged once per process; the metric counts every request.
    """
    if settings.is_production:
        log.warning("no proxy is trusted", advice=ADVICE)
    told = threading.Event()

    def notice() -> None:
        environ = current_request().environ
        found = [header for name, header in FORWARDED.items() if name in environ]
        if not found:
            return
        UNTRUSTED.add()
        if not told.is_set():
            told.set()
            log.error("forwarded headers arrive and no proxy is trusted", headers=found, why=ADVICE)

    app.before_request(notice)
