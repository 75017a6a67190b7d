"""Source code: the notice stands in a comment at its head, where programs of the language pass it over
(GB 45438-2025, 5.1); ``sidecar`` holds the label itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from guiju.core.content import Kind
from guiju.labels.carrier import Buffer, Damaged, Scan, Splice
from guiju.labels.carriers.plain import OWN, seen, stated_in
from guiju.labels.coding import Coded, coded
from guiju.labels.noticing import noticed, written

_FIRST: Final = re.compile(
    r"""(?x)
    (?:\#!(?!\[)[^\n]*(?:\n|\Z))?                                   # the program that runs it
    (?:[ \t]*\#[^\n]*coding[:=][ \t]*[\w.-]+[^\n]*(?:\n|\Z))?       # the coding of Python and Ruby
    (?:\#[ \t]*(?:syntax|escape|check)[ \t]*=[^\n]*(?:\n|\Z))*      # directives to the builder of an image
    (?:@charset[ \t]+"[^"\n]*";[ \t]*(?:\r?\n|\Z))?                 # the coding of CSS
    (?:\#cloud-config[ \t]*(?:\r?\n|\Z))?
    """
)
_LINES: Final = 60  # own number: a notice stands at the head of code, behind a licence at most
_XML: Final = re.compile(r"(?:<\?xml[^>]*\?>[ \t]*(?:\r?\n)?)?")
_CODING: Final = re.compile(r"<\?xml[^>]*\bencoding\s*=\s*[\"']([\w.-]+)")
_VTT: Final = re.compile(r"WEBVTT[^\n]*\n(?:[^\r\n][^\n]*\n)*\r?\n")
_PHP: Final = re.compile(r"(?:#![^\n]*\n)?<\?php[ \t]*(?:\r?\n|\Z)")


@dataclass(frozen=True, slots=True)
class Source:
    """Source code of languages whose comments begin and end alike. ``endings`` are also whole names;
    ``inline`` ones may have a comment behind what has to be first on its line. Content is all but the comment."""

    name: str
    endings: tuple[str, ...]
    begins: str
    ends: str = ""
    first: re.Pattern[str] = _FIRST
    inline: bool = False
    kind: Kind = Kind.CODE
    implicit: bool = False

    def knows(self, data: Buffer, name: str) -> bool:
        """By the name, where it is text."""
        last = re.split(r"[/\\]", name)[-1].lower()
        named = any(last.endswith(one) if one[0] == "." else last == one for one in self.endings)
        return named and len(data) > 0 and coded(data) is not None

    def scan(self, data: Buffer) -> Scan:
        """The notice in a comment, and that there is no place for anything else."""
        text = coded(data)
        return seen(self.name, None if text is None else noticed(self._comments(text)), text)

    def splices(self, data: Buffer, value: str) -> Sequence[Splice]:
        """The comment of the house, in place of its own that says something else; none where a notice holds both
        elements. Raises Damaged."""
        text, at, end = self._places(data)
        comment = f"{self.begins}{written(stated_in(value))}{self.ends}{text.newline}"
        if at == end and (found := noticed(self._comments(text))) and found.both:
            return []
        new = comment.encode(text.codec)
        return [] if data[at:end] == new else [Splice(at, end, new)]

    def payload(self, data: Buffer) -> Iterator[tuple[int, int]]:
        """All but the comment of the house. Raises Damaged."""
        _, at, end = self._places(data)
        yield 0, at
        yield end, len(data)

    def _places(self, data: Buffer) -> tuple[Coded, int, int]:
        """The text, where the comment of the house begins or would, and where it ends. Raises Damaged."""
        text = coded(data)
        if text is None:
            raise Damaged("the file is no text in UTF-8, UTF-16 or GB18030", 0)
        if (told := _CODING.match(text.head)) and not _in(told[1].lower(), text.codec):
            raise Damaged(f"it says that it is in {told[1]}: save it in UTF-8 with a declaration of that", 0)
        found = self.first.match(text.head)
        if found is None or (found[0][-1:] not in ("", "\n") and not self.inline):
            raise Damaged(
                "the first line leaves no line for a comment before the code: put the code on lines of its own", 0
            )
        at = text.mark + text.size(found[0])
        own = self._own().match(text.head, found.end())
        return text, at, at + (text.size(own[0]) if own else 0)

    def _comments(self, text: Coded) -> str:
        """The first lines that are comments; of those that begin with a word, what is behind it."""
        word = self.begins if self.begins.strip().isalpha() else ""
        signs = (self.begins.strip().lower(), "/*", "*", '"""', "'''", "<!--")
        lines = (line.strip() for line in _XML.sub("", text.head, count=1).splitlines()[:_LINES])
        return "\n".join(line.removeprefix(word) for line in lines if line.lower().startswith(signs))

    def _own(self) -> re.Pattern[str]:
        words = "|".join(map(re.escape, OWN))
        return re.compile(rf"(?:{re.escape(self.begins)}(?:{words}){re.escape(self.ends)}(?:\r?\n|\Z))+")


_HASH: Final = (
    ".py", ".pyi", ".pyw", ".pyx", ".sh", ".bash", ".zsh", ".fish", ".rb", ".pl", ".pm", ".r", ".jl", ".yaml", ".yml",
    ".toml", ".cfg", ".conf", ".ps1", ".psm1", ".mk", ".cmake", ".ex", ".exs", ".tf", ".nim", ".awk", ".tcl",
    ".graphql", ".gql", ".gd", ".bzl", ".dockerfile", "dockerfile", "makefile", "cmakelists.txt",
)  # fmt: skip
_SLASHES: Final = (
    ".js", ".mjs", ".cjs", ".jsx", ".ts", ".mts", ".cts", ".tsx", ".java", ".c", ".h", ".cc", ".cpp", ".cxx", ".hpp",
    ".hh", ".cs", ".go", ".rs", ".swift", ".kt", ".kts", ".scala", ".dart", ".mm", ".groovy", ".gradle", ".proto",
    ".sv", ".zig", ".sol", ".scss", ".less", ".jsonc", ".json5", ".cu", ".glsl", ".hlsl", ".wgsl", ".fs", ".vala", ".d",
)  # fmt: skip
_DASHES: Final = (".sql", ".lua", ".hs", ".elm", ".ada", ".adb", ".ads", ".vhd", ".vhdl")
_SEMICOLON: Final = (".lisp", ".lsp", ".cl", ".clj", ".cljs", ".edn", ".scm", ".rkt", ".el", ".asm", ".ini")
SOURCES: Final = (
    Source("code-hash", _HASH, "# "),
    Source("code-slash", _SLASHES, "// "),
    Source("code-dash", _DASHES, "-- "),
    Source("code-semicolon", _SEMICOLON, "; "),
    Source("code-css", (".css",), "/* ", " */"),
    Source("code-percent", (".tex", ".sty", ".bib", ".erl", ".hrl"), "% "),
    Source("code-markup", (".vue", ".svelte", ".xaml", ".xsl", ".xslt"), "<!-- ", " -->", _XML, inline=True),
    Source("code-vtt", (".vtt",), "NOTE ", "\n", _VTT, kind=Kind.TEXT),
    Source("code-php", (".php", ".phtml"), "// ", first=_PHP),
    Source("code-fortran", (".f90", ".f95", ".f03", ".f08"), "! "),
    Source("code-basic", (".vb", ".bas", ".vbs"), "' "),
    Source("code-batch", (".bat", ".cmd"), "@rem "),
)
"""The languages, by how their comments are written."""

XML: Final = Source("code-xml", (".xml", ".xsd", ".rss", ".atom", ".resx"), "<!-- ", " -->", _XML, inline=True)
"""XML that is no page and no drawing, which have a place for the label itself."""


def _in(told: str, codec: str) -> bool:
    """Whether a text is in the coding that its declaration tells."""
    return codec.startswith(told) or told[:2] == codec[:2] == "gb"
