"""The local AWS (ministack or LocalStack), and the local stage that is deployed into it."""
