"""What LocalStack community lacks for a serverless Kafka Connect, added through LocalStack's own extension points.

`connect_localstack-1.dist-info/entry_points.txt` is the table of contents: LocalStack finds every part there.
"""
