"""What is wrong with what was given to be judged, told in either language."""

from __future__ import annotations

from guiju.core.text import Text


class Fault(ValueError):
    """One clear line on what is wrong; as an error of another command would be, it is in English."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.text = Text(zh, en)

    def at(self, place: str) -> Fault:
        """The same, with the place where it is wrong in front."""
        return Fault(f"{place}: {self.text.zh}", f"{place}: {self.text.en}")
