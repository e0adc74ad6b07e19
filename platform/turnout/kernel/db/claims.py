"""Rows of all organizations that a worker takes, the oldest first; of two workers each has others.

One server skips what another worker has locked, in one statement. Nodes lock the rows of one shard
at a time: they are asked without a lock whose rows wait, and the claim is then sent to each shard
of these organizations by itself. What is taken, and in which order, is the same.
"""

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import KW_ONLY, dataclass
from typing import Any, Final, NamedTuple, TypeVar, overload
from uuid import UUID

from turnout.kernel.db.engine import database
from turnout.kernel.db.tx import Transaction

R = TypeVar("R")
TAKE: Final = """
    WITH chosen AS (
        SELECT {key} FROM {table} WHERE {where}
        ORDER BY {first} LIMIT %(limit)s FOR UPDATE SKIP LOCKED)
    UPDATE {table} c SET {taken} FROM chosen WHERE {is_chosen}
    RETURNING {returned}
"""
WAITING: Final = """
    SELECT organization_id FROM {table} WHERE {due} ORDER BY {first} LIMIT %(limit)s * 4
"""
"""With what three other workers may have locked: they are not told from what waits."""
SHARDS: Final = """
    SELECT array_agg(id) FROM unnest(%(ids)s::uuid[]) AS id
    GROUP BY get_shard_id_for_distribution_column('organizations', id)
"""
"""All tables of organizations are cut alike: whose rows lie together there, lie so everywhere."""
OF_SHARD: Final = "organization_id = ANY(%(of_shard)s::uuid[])"


class ClaimedRow(NamedTuple):
    """A row that was taken, where no more of it is asked for."""

    organization_id: UUID
    id: UUID


@dataclass(frozen=True, slots=True)
class Claim:
    """What is taken of a table: constant SQL, with parameters of its own.

    `due` says which rows may be taken, `first` by which column they come in turn, `taken` what is
    set; `returned` are columns. A table of the platform's own is not `is_of_organizations`.
    """

    table: str
    _: KW_ONLY
    due: str
    first: str
    taken: str
    returned: tuple[str, ...] = ClaimedRow._fields
    is_of_organizations: bool = True

    @overload
    def take(
        self, tx: Transaction, parameters: Mapping[str, Any], *, limit: int
    ) -> list[ClaimedRow]: ...

    @overload
    def take(
        self, tx: Transaction, parameters: Mapping[str, Any], *, limit: int, into: Callable[..., R]
    ) -> list[R]: ...

    def take(
        self,
        tx: Transaction,
        parameters: Mapping[str, Any],
        *,
        limit: int,
        into: Callable[..., Any] = ClaimedRow,
    ) -> list[Any]:
        """Take at most `limit` rows: `into(**columns)` of each, in no order."""
        values = {**parameters, "limit": limit}
        if not (self.is_of_organizations and database().is_distributed):
            return tx.query(self.text(), values, into=into)
        waiting = self._list_waiting(tx, values)
        shards = _group(tx, set(waiting))
        taken = self._take_from(tx, values, shards, waiting[:limit], into)
        if len(taken) < limit < len(waiting):
            others = waiting[limit : 2 * limit - len(taken)]
            taken += self._take_from(tx, values, shards, others, into)
        return taken

    def _take_from(
        self,
        tx: Transaction,
        values: Mapping[str, Any],
        shards: Sequence[Sequence[UUID]],
        waiting: Sequence[UUID],
        into: Callable[..., Any],
    ) -> list[Any]:
        """Take of each shard as many rows as wait there."""
        counts, taken = Counter(waiting), list[Any]()
        for organization_ids in shards:
            most = sum(counts[each] for each in organization_ids)
            if most:
                narrowed = {**values, "of_shard": organization_ids, "limit": most}
                taken += tx.query(self.text(OF_SHARD), narrowed, into=into)
        return taken

    def text(self, also: str = "") -> str:
        """The statement; `also` is a further condition on the organization."""
        key = ClaimedRow._fields if self.is_of_organizations else ("id",)
        is_chosen = [f"c.{column} = chosen.{column}" for column in key]
        return TAKE.format(
            key=", ".join(key),
            table=self.table,
            where=f"{also} AND {self.due}" if also else self.due,
            first=self.first,
            taken=self.taken,
            is_chosen=" AND ".join([*is_chosen, f"c.{also}"] if also else is_chosen),
            returned=", ".join(f"c.{column}" for column in self.returned),
        )

    def _list_waiting(self, tx: Transaction, values: Mapping[str, Any]) -> list[UUID]:
        """Whose rows wait, the oldest first: an organization as often as it has some."""
        text = WAITING.format(table=self.table, due=self.due, first=self.first)
        return [organization_id for (organization_id,) in tx.query(text, values)]


def _group(tx: Transaction, organization_ids: Collection[UUID]) -> list[list[UUID]]:
    """Organizations by the shard in which they lie."""
    found = tx.query(SHARDS, {"ids": list(organization_ids)}) if organization_ids else []
    return [ids for (ids,) in found]
