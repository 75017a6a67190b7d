"""Versions of packs: kept whole, adopted, compared, and what an upgrade touches."""
