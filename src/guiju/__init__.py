"""Guiju 规矩: the law on generative-AI services as working software, proved from one ledger of evidence."""

__version__ = "0.1.0"
