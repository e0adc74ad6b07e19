"""`python -m turnout_opensearch_fake --bind 127.0.0.1:8151 --state DIR` plays OpenSearch."""

import sys
from pathlib import Path

from turnout_sdk.testing.provider.search_server import SearchServer
from turnout_sdk.testing.serving import Handle, main


def build(folder: Path, address: str) -> Handle:  # noqa: ARG001 - it keeps nothing on disk
    sys.stdout.write(f"OpenSearch is played at {address}\n")
    return SearchServer().handle


if __name__ == "__main__":
    sys.exit(main(build))
