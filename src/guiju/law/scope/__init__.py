"""Which packs and duties apply to a service, by which clause, and what would change that."""
