"""API Gateway's HTTP APIs with Lambda proxy integrations, payload format 2.0."""
