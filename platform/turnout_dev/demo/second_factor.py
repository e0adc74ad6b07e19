"""The code that a demo person's authenticator app shows: `… second_factor ada@turnout.example`."""

import sys

import pyotp

from turnout_dev.stack.errors import StackError
from turnout_dev.stack.summary import sign_ins


def secret_of(email: str) -> str:
    """The app's secret; empty for somebody without one, and for nobody of the demo."""
    people = {each["email"]: each.get("authenticator", "") for each in sign_ins()}
    return str(people.get(email, ""))


def code_of(email: str) -> str:
    """StackError for somebody without a second factor."""
    secret = secret_of(email)
    if not secret:
        raise StackError(f"{email} has no second factor in the demo.")
    return pyotp.TOTP(secret).now()


if __name__ == "__main__":
    try:
        print(code_of(sys.argv[1] if len(sys.argv) > 1 else ""))
    except StackError as refusal:
        sys.exit(str(refusal))
