"""Event source mappings of Kafka topics: MSK and self-managed."""
