"""The record as Parquet files: typed columns, for DuckDB, pandas and everything else that analyses."""

from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.outputs.tables.formats import Format, Kind, Rows, json_text, kind_of
from pipeline.outputs.tables.resources import Resource

_GROUP = 50_000  # rows; a reader needs one group of a file in memory at a time
_TYPES: dict[Kind, pa.DataType] = {
    "string": pa.string(),
    "boolean": pa.bool_(),
    "integer": pa.int64(),
    "number": pa.float64(),
    "date": pa.date32(),
    "datetime": pa.timestamp("us", tz="UTC"),
    "object": pa.string(),
}


def _write(path: Path, resource: Resource, rows: Rows) -> None:
    schema = _schema(resource)
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        waiting: list[dict[str, Any]] = []
        for batch in rows:
            waiting += [_row(row._mapping) for row in batch]
            if len(waiting) >= _GROUP:
                writer.write_table(pa.Table.from_pylist(waiting, schema))
                waiting = []
        writer.write_table(pa.Table.from_pylist(waiting, schema))


def _schema(resource: Resource) -> pa.Schema:
    return pa.schema(
        [
            pa.field(
                str(column.key),
                _TYPES[kind_of(column.type)],
                metadata={"description": resource.docs[column.key]} if column.key in resource.docs else None,
            )
            for column in resource.columns
        ],
        metadata={"description": resource.description},
    )


def _row(row: Any) -> dict[str, Any]:
    return {
        name: json_text(value) if isinstance(value, dict | list) else value for name, value in row.items()
    }


FORMAT = Format(
    suffix="parquet",
    rule="Columns are typed and nulls are null; a column of objects holds JSON as text.",
    described={"mediatype": "application/vnd.apache.parquet"},
    write=_write,
)
