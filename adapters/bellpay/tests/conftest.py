"""Bellpay is an example: its folders are put where Python looks, installed or not."""

import sys
from pathlib import Path

for folder in ("src", "fake"):
    sys.path.insert(0, str(Path(__file__).parents[1] / folder))
