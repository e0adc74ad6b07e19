"""Told to modules above: an account has another address."""

from collections.abc import Callable
from typing import Final

from turnout.kernel.db.tx import Transaction
from turnout.kernel.hooks import Hook

ADDRESS_CHANGED: Final = Hook[Callable[[Transaction, str, str], None]]()
"""Told in the transaction that gives an account another address: the old one and the new one."""
