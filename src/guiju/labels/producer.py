"""The provider code: who made or passed on generated content (TC260-PG-20252A), as it stands in implicit labels."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

_ALPHABET = frozenset("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")
_FORMAT = slice(0, 2)
_SUBJECT_TYPE = 2
_BINDING = 3
_SUBJECT = slice(4, 22)
_EXTENSION = slice(22, 27)
_NO_EXTENSION = "00000"

_CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_NOBODY = "0" * 18

CODE_LENGTH: Final = 27
"""Characters of a code."""

DEMO_CODE = "0011" + _NOBODY + _NO_EXTENSION
"""A code of the right structure that belongs to no one: a stand-in for demonstrations, and for nothing else."""

Service = Literal["1", "2"]
"""What the named organisation does: ``1`` generates, ``2`` passes on."""


@dataclass(frozen=True, slots=True)
class ProviderCode:
    """The 27 characters of an organisation that generates content or passes it on; made by ``parse`` alone."""

    code: str

    @classmethod
    def parse(cls, code: str, *, demo: bool = False, service: Service = "1") -> ProviderCode:
        """The provider code in ``code``. The stand-in with an all-zero subject is accepted for a demo only.

        Raises ValueError naming the first fault and what to do.
        """
        if stands_in(code) and not demo:
            raise ValueError(
                "provider code: is the stand-in for demonstrations and belongs to no one; set your organisation's"
            )
        wrong = fault(code, service)
        if wrong:
            raise ValueError(f"provider code: {wrong}")
        return cls(code)

    @property
    def subject(self) -> str:
        """The unified social credit code of the organisation, 18 characters."""
        return self.code[_SUBJECT]

    @property
    def demo(self) -> bool:
        """True for the stand-in that belongs to no one."""
        return self.subject == _NOBODY

    def __str__(self) -> str:
        return self.code


def stands_in(code: str) -> bool:
    """Whether a code is the stand-in that belongs to no one."""
    return len(code) == CODE_LENGTH and code[_SUBJECT] == _NOBODY


def fault(code: str, service: Service | Literal[""] = "1") -> str:
    """The first fault of a code, empty where there is none; the stand-in is well formed. Without a service either is
    right: who generates often names itself as who passes on."""
    return _structure(code) or _subject(code[_SUBJECT]) or _service(code[_EXTENSION], service)


def credit_check(subject: str) -> str:
    """The check character of a unified social credit code (GB 32100, mod 31), from its first 17 characters.

    Raises ValueError where a character is outside the standard's alphabet.
    """
    total = sum(_CREDIT_ALPHABET.index(character) * pow(3, place, 31) for place, character in enumerate(subject[:17]))
    return _CREDIT_ALPHABET[-total % 31]


def _structure(code: str) -> str:
    if len(code) != CODE_LENGTH:
        return f"has {len(code)} characters, {CODE_LENGTH} are needed; set your organisation's code with --producer"
    for place, character in enumerate(code, 1):
        if character not in _ALPHABET:
            return f"character {place} is neither a digit nor an upper-case letter A-Z"
    if code[_FORMAT] != "00":
        return f"format code (characters 1-2) is {code[_FORMAT]}, must be 00"
    if code[_SUBJECT_TYPE] != "1":
        return f"subject type (character 3) is {code[_SUBJECT_TYPE]}, must be 1 (an organisation)"
    if code[_BINDING] != "1":
        return f"binding (character 4) is {code[_BINDING]}, must be 1 (unified social credit code) for an organisation"
    return ""


def _subject(subject: str) -> str:
    if subject == _NOBODY:
        return ""
    for place, character in enumerate(subject, 5):
        if character not in _CREDIT_ALPHABET:
            return f"character {place} is {character}, and no unified social credit code has I, O, S, V or Z"
    if not subject[2:8].isdigit():
        return "the region in the unified social credit code (characters 7-12) must be digits"
    expected = credit_check(subject)
    if subject[-1] != expected:
        return f"check character of the unified social credit code (character 22) is {subject[-1]}, expected {expected}"
    return ""


def _service(extension: str, service: str) -> str:
    if extension == _NO_EXTENSION or extension[0] == service or (not service and extension[0] in "12"):
        return ""
    if service == "1" and extension[0] == "2":
        return "service type (character 23) is 2, a propagator's; who generates needs 1, or 00000 for no extension"
    if service == "2" and extension[0] == "1":
        return "service type (character 23) is 1, a generator's; who passes on needs 2, or 00000 for no extension"
    return f"service type (character 23) is {extension[0]}, must be {service or '1 or 2'}, or 00000 for no extension"
