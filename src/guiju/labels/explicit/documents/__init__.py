"""Notices in documents: words that a reader meets at the start or the end of them (GB 45438-2025, 5.1)."""

from guiju.labels.explicit.documents.writing import noticed

__all__ = ["noticed"]
