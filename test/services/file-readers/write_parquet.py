"""Writes a Parquet file as others write them: Zstandard, small row groups, older names of lists, types that Connect has not."""

import datetime
import decimal
import sys

import pyarrow
import pyarrow.parquet

FIELDS = [
    ("id", pyarrow.int64(), [2**60, 2, None]),
    ("small", pyarrow.int8(), [-1, 0, 1]),
    ("unsigned", pyarrow.uint32(), [2**32 - 1, 0, None]),
    ("name", pyarrow.dictionary(pyarrow.int32(), pyarrow.string()), ["Zürich", None, "Zürich"]),
    ("raw", pyarrow.binary(), [b"\x00\xff", b"", None]),
    ("price", pyarrow.decimal128(20, 2), [decimal.Decimal("-12345678901234567.05"), decimal.Decimal("0.10"), None]),
    ("day", pyarrow.date32(), [datetime.date(2024, 2, 29), None, datetime.date(1969, 12, 31)]),
    ("millis", pyarrow.timestamp("ms", tz="UTC"), [1, -1, None]),
    ("micros", pyarrow.timestamp("us"), [1_700_000_000_000_001, None, -1]),
    ("tags", pyarrow.list_(pyarrow.string()), [["a", None, ""], [], None]),
    ("counts", pyarrow.map_(pyarrow.int64(), pyarrow.string()), [[(10, "x"), (9, None)], [], None]),
    ("home", pyarrow.struct([("city", pyarrow.string()), ("codes", pyarrow.list_(pyarrow.int32()))]),
     [{"city": "Oslo", "codes": [1, 2]}, {"city": None, "codes": None}, None]),
]

table = pyarrow.table({name: pyarrow.array(values, type=type) for name, type, values in FIELDS})
pyarrow.parquet.write_table(
    table, sys.argv[1], compression="zstd", row_group_size=2, use_compliant_nested_type=False, store_schema=False
)
