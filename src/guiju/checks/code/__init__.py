"""code: secrets in code and text, and signs of malware in code."""

from guiju.checks.code.check import Code

__all__ = ["Code"]
