"""`python -m turnout_elasticsearch_fake --bind 127.0.0.1:8152 --state DIR` plays Elasticsearch."""

import sys
from pathlib import Path

from turnout_sdk.testing.provider.search_server import SearchServer
from turnout_sdk.testing.serving import Handle, main


def build(folder: Path, address: str) -> Handle:  # noqa: ARG001 - it keeps nothing on disk
    sys.stdout.write(f"Elasticsearch is played at {address}\n")
    return SearchServer({"X-Elastic-Product": "Elasticsearch"}).handle


if __name__ == "__main__":
    sys.exit(main(build))
