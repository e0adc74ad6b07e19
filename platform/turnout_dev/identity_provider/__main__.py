"""Serves the identity provider: `python -m turnout_dev.identity_provider`."""

import os
import sys
from pathlib import Path

from turnout_dev.identity_provider.configuration import Configuration, command
from turnout_dev.stack.state import STATE

BIND = "TURNOUT_IDENTITY_PROVIDER_BIND"
FOLDER = "identity-provider"


def main() -> None:
    """Prepare the file that the provider reads, and become the provider."""
    bind = os.environ.get(BIND, "127.0.0.1:8026")
    file = Path(STATE) / FOLDER / "configuration.json"
    file.parent.mkdir(parents=True, exist_ok=True)
    Configuration(file).prepare(f"http://{bind}")
    sys.stdout.flush()
    words = command(bind, file)
    os.execv(words[0], words)  # noqa: S606 - no shell is wanted


if __name__ == "__main__":
    main()
