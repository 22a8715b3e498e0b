"""LocalStack as the second emulator: without Docker and a token for storage and queues, or in Docker with a token."""
