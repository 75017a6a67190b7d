"""Packs as OSCAL documents."""
