"""Reading packs: from YAML with the line of every value to the core shapes, and which of them are active."""
