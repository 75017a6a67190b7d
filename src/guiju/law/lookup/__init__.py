"""Finding one's way in the packs: words, differences, official texts."""
