"""The formats that carry a label, one file for each family."""

from guiju.labels.carriers.registry import CARRIERS, carrier_of, kind_of_file

__all__ = ["CARRIERS", "carrier_of", "kind_of_file"]
