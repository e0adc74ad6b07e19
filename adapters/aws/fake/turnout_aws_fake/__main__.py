"""`python -m turnout_aws_fake --bind 127.0.0.1:8095 --state DIR` serves S3 from memory."""

import argparse
import logging
import signal
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
from moto.s3.models import s3_backends
from werkzeug.serving import make_server

from turnout_aws_fake import BUCKET
from turnout_aws_fake.server import Application, with_policies

ACCOUNT = "123456789012"


def with_health(inner: Application) -> Application:
    def answer(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        if environ.get("PATH_INFO") == "/healthz":
            start("200 OK", [("Content-Type", "application/json")])
            return [b'{"status": "ok"}']
        return inner(environ, start)

    return answer


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--bind", required=True, help="host:port to listen on")
    parser.add_argument("--state", type=Path, required=True, help="not used: all is in memory")
    host, _, port = parser.parse_args().bind.rpartition(":")
    s3_backends[ACCOUNT]["aws"].create_bucket(BUCKET, "us-east-1")
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    moto = DomainDispatcherApplication(create_backend_app)
    application = with_health(with_policies(moto))
    server = make_server(host, int(port), application, threaded=True)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    server.serve_forever()
    return 0


if __name__ == "__main__":
    sys.exit(main())
