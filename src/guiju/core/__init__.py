"""The words of the house: frozen data and pure decisions, no I/O."""
