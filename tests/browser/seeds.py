"""What the suite draws by chance, the same on the same seed; `make prove` draws all there is."""

import os
import random

PROVE = os.environ.get("TURNOUT_PROVE") == "1"
SEED = os.environ.get("TURNOUT_SEED") or "20240203"


def chance_for(what: str) -> random.Random:
    return random.Random(f"{SEED} {what}")  # noqa: S311  drawn again from the same seed, not secret
