"""Prints the schema and the rows of an Avro or Parquet file as JSON: print_rows.py <file>."""

import json
import sys

import fastavro
import pyarrow.parquet


def plain(value):
    if isinstance(value, dict):
        return {key: plain(member) for key, member in value.items()}
    if isinstance(value, list):
        return [plain(member) for member in value]
    if isinstance(value, tuple):
        return [plain(member) for member in value]
    return value.decode() if isinstance(value, bytes) else value


def read(path):
    if path.endswith(".avro"):
        with open(path, "rb") as file:
            reader = fastavro.reader(file)
            rows = list(reader)
            return json.loads(reader.metadata["avro.schema"]), reader.codec, rows
    parquet = pyarrow.parquet.ParquetFile(path)
    codec = parquet.metadata.row_group(0).column(0).compression
    schema = {field.name: str(field.type) for field in parquet.schema_arrow}
    return schema, codec, parquet.read().to_pylist()


schema, codec, rows = read(sys.argv[1])
print(json.dumps({"schema": schema, "codec": codec, "rows": plain(rows)}))
