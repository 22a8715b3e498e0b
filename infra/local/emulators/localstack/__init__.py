"""LocalStack as a second emulator: its last token-free release for storage and queues, without Docker."""
