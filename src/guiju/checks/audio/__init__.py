"""audio: what a recording says, read for the checks of text.

Imported only where the packages that decode and recognise speech are installed.
"""

from guiju.checks.audio.speech import Speech

__all__ = ["Speech"]
