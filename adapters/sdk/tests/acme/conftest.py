"""Acme Pay is an example that is never installed: its folders are put where Python looks."""

import sys
from pathlib import Path

for folder in ("src", "fake"):
    sys.path.insert(0, str(Path(__file__).parent / folder))
