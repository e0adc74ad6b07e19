"""What the tests of every adapter share: a profile of Hypothesis."""

import os

from hypothesis import settings as hypothesis_settings

# A loaded machine is no failure of a property.
hypothesis_settings.register_profile(
    "unhurried", deadline=None, derandomize=os.environ.get("TURNOUT_PROVE") != "1"
)
hypothesis_settings.load_profile("unhurried")
