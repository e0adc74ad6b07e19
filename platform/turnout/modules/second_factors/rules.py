"""Decisions about codes: their form, their steps of time, how long things last. Pure."""

import re
from datetime import datetime, timedelta
from typing import Final

import pyotp

from turnout.kernel.security.crypto import constant_time_equal
from turnout.kernel.typed_text import plain_code

STEP_SECONDS: Final = 30
DRIFT_STEPS: Final = 1
"""Clocks may be half a minute apart: the code before and the one after are taken as well."""
SIGN_IN_LIFETIME: Final = timedelta(minutes=10)
RECOVERY_CODES: Final = 10
RECOVERY_LETTERS: Final = "abcdefghjkmnpqrstuvwxyz23456789"
"""Without those that are taken for one another."""
RECOVERY_LENGTH: Final = 16
"""79 bits: a hash of them cannot be searched."""
GROUP: Final = 4
CODE: Final = re.compile(r"\d{6}")


def step_of(secret: str, code: str, *, now: datetime, last_step: int) -> int | None:
    """The step of time whose code this is; None for a wrong code, and for one used before."""
    totp = pyotp.TOTP(secret, interval=STEP_SECONDS)
    present = int(now.timestamp()) // STEP_SECONDS
    steps = range(present - DRIFT_STEPS, present + DRIFT_STEPS + 1)
    fitting = [step for step in steps if constant_time_equal(totp.generate_otp(step), code)]
    return next((step for step in fitting if step > last_step), None)


def typed_code(text: str) -> str:
    """A code as it was meant, by any keyboard: without blanks and dashes, in small letters."""
    return plain_code(text).lower()


def is_of_authenticator(code: str) -> bool:
    return CODE.fullmatch(code) is not None and code.isascii()


def in_groups(code: str) -> str:
    """A recovery code as it is shown: four groups of four."""
    return "-".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))
