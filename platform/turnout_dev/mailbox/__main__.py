"""Serves the mailbox: `python -m turnout_dev.mailbox`; the settings name its two addresses."""

import logging
import os
import signal
import sys
from pathlib import Path

from werkzeug.serving import make_server

from turnout_dev.mailbox.application import controller, create_application
from turnout_dev.mailbox.store import Store
from turnout_dev.stack.state import STATE


def main() -> None:
    page_host, page_port = _address("TURNOUT_MAILBOX_BIND", "127.0.0.1:8025")
    smtp_host, smtp_port = _address("TURNOUT_MAILBOX_SMTP_BIND", "127.0.0.1:1025")
    logging.getLogger("werkzeug").setLevel(logging.WARNING)  # not a line for every look
    store = Store(Path(STATE) / "mailbox" / "mailbox.sqlite3")
    smtp = controller(store, smtp_host, smtp_port)
    application = create_application(store, page_host)
    pages = make_server(page_host, page_port, application, threaded=True)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    smtp.start()
    print(f"Mails to {smtp_host}:{smtp_port} are shown at http://{page_host}:{page_port}/")
    try:
        pages.serve_forever()
    except KeyboardInterrupt:
        sys.exit(130)
    finally:
        smtp.stop()
        pages.server_close()


def _address(setting: str, default: str) -> tuple[str, int]:
    host, _, port = os.environ.get(setting, default).rpartition(":")
    return host, int(port)


if __name__ == "__main__":
    main()
