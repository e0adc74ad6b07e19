"""What begins a transaction: whose rows it sees, who acts, and how long it may take.

Plain PostgreSQL takes it as one SELECT. The nodes of a distributed database are told by SET LOCAL
alone, and each is sent by itself, as a node is told the whole text in which a SET came.
"""

from collections.abc import Mapping
from typing import Final

from psycopg import sql

from turnout.kernel.context import Context, PersonContext, SystemContext

BEGIN: Final = "BEGIN"
ISOLATION: Final = "transaction_isolation"
"""Of the limits the one that is said with BEGIN: afterwards it is too late."""
OPEN: Final = """
    SELECT set_config('turnout.organization', %(organization)s, true),
        set_config('turnout.user', %(user)s, true), set_config('turnout.actor', %(actor)s, true),
        set_config('turnout.on_behalf_of', %(on_behalf_of)s, true),
        set_config('turnout.request_id', %(request_id)s, true)
"""
ALWAYS_TOLD: Final = ("organization", "user")
"""What else is empty is not told to the nodes: no setting outlives its transaction on any."""
IN_TURN: Final = {"citus.multi_shard_modify_mode": "sequential"}
"""Of a transaction of no single organization: each node does all of it over one connection. It may
change accounts, of which every node has a copy, after it has read rows of many organizations."""


def settings_of(ctx: Context) -> dict[str, str]:
    """What the row policies and the audit log read, by the names of `OPEN`."""
    organization, user = "", ""
    if isinstance(ctx, PersonContext):
        user = str(ctx.user_id)
    elif not isinstance(ctx, SystemContext):
        organization = str(ctx.organization_id)
    return {
        "organization": organization,
        "user": user,
        "actor": str(ctx.actor).replace("\x00", ""),
        "on_behalf_of": ctx.on_behalf_of.replace("\x00", ""),
        "request_id": ctx.request_id.replace("\x00", ""),
    }


def as_one_text(ctx: Context, limits: Mapping[str, str]) -> str:
    """BEGIN, context and limits in one text, for a server that is one machine."""
    values = {name: _literal(value) for name, value in settings_of(ctx).items()}
    further = "".join(
        f", set_config('{name}', '{value}', true)"
        for name, value in limits.items()
        if name != ISOLATION
    )
    return f"{_begin(limits)}; {OPEN % values}{further}"


def as_statements(ctx: Context, limits: Mapping[str, str]) -> list[str]:
    """The same as statements that a distributed database hands on to its nodes."""
    told = {
        f"turnout.{name}": value
        for name, value in settings_of(ctx).items()
        if value or name in ALWAYS_TOLD
    }
    if isinstance(ctx, PersonContext | SystemContext):
        told |= IN_TURN
    told |= {name: value for name, value in limits.items() if name != ISOLATION}
    return [_begin(limits), *(set_local(name, value) for name, value in told.items())]


def _begin(limits: Mapping[str, str]) -> str:
    return f"{BEGIN} ISOLATION LEVEL {limits[ISOLATION]}" if ISOLATION in limits else BEGIN


def set_local(name: str, value: str) -> str:
    """`SET LOCAL`, with name and value quoted."""
    quoted = ".".join(f'"{part}"' for part in name.split("."))
    return f"SET LOCAL {quoted} = {_literal(value)}"


def _literal(value: str) -> str:
    return sql.Literal(value).as_string(None)
