"""When each duty is due that an event sets running."""
