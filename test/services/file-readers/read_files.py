"""Reads all files of a directory, and says what is in each: records of an id and a text."""

import json
import os
import sys
import zlib


def parquet(path):
    import pyarrow.parquet

    table = pyarrow.parquet.read_table(path)
    return zip(table.column("id").to_pylist(), table.column("text").to_pylist())


def avro(path):
    import fastavro

    with open(path, "rb") as file:
        for record in fastavro.reader(file):
            yield record["id"], record["text"]


def lines(path):
    with open(path, encoding="utf-8") as file:
        for line in file:
            record = json.loads(line)
            yield record["id"], record["text"]


READERS = {".parquet": parquet, ".avro": avro, ".json": lines}


def facts(directory, name):
    ids = []
    checksum = 0
    for identity, text in READERS[os.path.splitext(name)[1]](os.path.join(directory, name)):
        ids.append(identity)
        checksum += zlib.crc32(f"{identity}:{text}".encode())
    ordered = all(left < right for left, right in zip(ids, ids[1:]))
    if not ordered:
        raise ValueError(f"{name} has records twice, or out of order")
    return {"file": name, "count": len(ids), "first": ids[0], "last": ids[-1], "checksum": checksum}


print(json.dumps([facts(sys.argv[1], name) for name in sorted(os.listdir(sys.argv[1]))]))
