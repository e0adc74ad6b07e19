"""Rows written as Parquet: group after group, so that a file of any size needs the same memory.

The library is loaded when the first file is written: web processes, which write none, do without.
"""

import hashlib
from collections.abc import Sequence
from typing import IO, TYPE_CHECKING, Any, Final
from uuid import UUID

from turnout.modules.warehouse_feeds.tables import ADDED, TABLES, ColumnType, FeedColumn
from turnout.modules.warehouse_feeds.types import FeedPage, RunTable, WarehouseRun

if TYPE_CHECKING:
    import pyarrow as pa

MEDIA_TYPE: Final = "application/vnd.apache.parquet"
PIECE_BYTES: Final = 1024 * 1024


class ParquetFile:
    """A file that pages of one table are written into; `close` it before it is read."""

    def __init__(
        self, file: IO[bytes], run: WarehouseRun, table: RunTable, *, organization_id: UUID
    ) -> None:
        from pyarrow import parquet

        self._file, self._run = file, run
        self._columns = columns_of(run, table)
        self._schema = _schema(self._columns, _said_of(run, table, organization_id=organization_id))
        self._writer = parquet.ParquetWriter(file, self._schema, compression="zstd")
        self.row_count = 0

    def add(self, page: FeedPage) -> None:
        """Write a page as a group of rows."""
        import pyarrow as pa

        rows = [(*row, self._run.sequence, False) for row in page.rows]
        nothing = (None,) * (len(self._columns) - 1)
        rows += [(row_id, *nothing, self._run.sequence, True) for row_id in page.deleted]
        if not rows:
            return
        arrays = [
            pa.array(values, type=field.type)
            for values, field in zip(zip(*rows, strict=True), self._schema, strict=True)
        ]
        self._writer.write_batch(pa.RecordBatch.from_arrays(arrays, schema=self._schema))
        self.row_count += len(rows)

    def close(self) -> str:
        """Write the footer; the SHA-256 of the whole."""
        self._writer.close()
        self._file.seek(0)
        digest = hashlib.sha256()
        while piece := self._file.read(PIECE_BYTES):
            digest.update(piece)
        return digest.hexdigest()


def columns_of(run: WarehouseRun, table: RunTable) -> Sequence[FeedColumn]:
    """The table's own columns in a run; `ADDED` stand behind them."""
    return TABLES[table.name].chosen(has_personal_data=run.has_personal_data)


def _said_of(run: WarehouseRun, table: RunTable, *, organization_id: UUID) -> dict[str, str]:
    """What stands in the file besides its columns."""
    return {
        "turnout.organization_id": str(organization_id),
        "turnout.table": table.name,
        "turnout.schema_version": str(table.schema_version),
        "turnout.run": str(run.sequence),
        "turnout.is_full": str(table.is_full).lower(),
        "turnout.has_personal_data": str(run.has_personal_data).lower(),
    }


def _schema(columns: Sequence[FeedColumn], said: dict[str, str]) -> "pa.Schema":
    import pyarrow as pa

    types: dict[ColumnType, Any] = {
        ColumnType.TEXT: pa.string(),
        ColumnType.NUMBER: pa.int64(),
        ColumnType.MOMENT: pa.timestamp("us", tz="UTC"),
        ColumnType.YES_OR_NO: pa.bool_(),
    }
    always = {"id", *(each.name for each in ADDED)}
    fields = [
        pa.field(
            each.name,
            types[each.type],
            nullable=each.name not in always,
            metadata={"description": each.says},
        )
        for each in (*columns, *ADDED)
    ]
    return pa.schema(fields, metadata=said)
