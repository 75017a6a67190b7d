"""Explicit labels: what people see and hear of a label, in pictures, films, sound and the client's interface."""

from guiju.labels.explicit.sizes import Sizes, Unfit

__all__ = ["Sizes", "Unfit"]
