"""Lambda functions as processes of this machine, on Lambda's real Runtime API."""
