"""The local cloud: PostgreSQL, Redis, the AWS emulator, a Lambda runner and an edge, on one machine."""
