"""Be paid by bank transfer, and find the payments again in the bank's statements."""

from turnout_banktransfer.errors import UnreadableStatement
from turnout_banktransfer.gateway import CAPABILITIES, Gateway
from turnout_banktransfer.matches import match
from turnout_banktransfer.settings import Settings
from turnout_banktransfer.statements import read_statement
from turnout_sdk.adapter import Adapter, Kind
from turnout_sdk.statements import Difference, Expected, Matching, StatementLine

__all__ = [
    "Difference",
    "Expected",
    "Matching",
    "StatementLine",
    "UnreadableStatement",
    "adapter",
    "match",
    "read_statement",
]

adapter: Adapter[Gateway] = Adapter(
    key="banktransfer",
    title="Bank transfer",
    kind=Kind.PAYMENTS,
    sdk=">=1.2,<2",
    settings=Settings,
    capabilities=CAPABILITIES,
    build=Gateway,
)
