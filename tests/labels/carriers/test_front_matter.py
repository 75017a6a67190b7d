from __future__ import annotations

import time

import pytest

from guiju.labels import examine
from guiju.labels.carrier import Damaged
from guiju.labels.carriers.front_matter import entries, front_matter
from guiju.labels.carriers.markdown import Markdown


def laughs(depth: int, last: str) -> str:
    """Lists of ten names of lists of ten names …"""
    rows = ["  k0: &k0 [x,x,x,x,x,x,x,x,x,x]"]
    rows += [f"  k{one}: &k{one} [{','.join([f'*k{one - 1}'] * 10)}]" for one in range(1, depth)]
    return "AIGC:\n" + "\n".join([*rows, last.format(f"*k{depth - 1}")]) + "\n"


BOMBS = {
    "names of lists": laughs(6, "  z: {{Label: {}}}"),
    "a name for a key": laughs(6, "  ? {}\n  : a"),
    "a label that is a name": "a: &a {Label: '1'}\nAIGC: *a\n",
    "a label with a name": "AIGC: &a\n  Label: '1'\n",
    "blanks in a key": "a" + " " * 60_000 + "\n",
    "blanks behind a key": "AIGC" + " \t" * 30_000 + ":\n",
    "lists in lists": "AIGC: " + "[" * 30_000 + "\n",
    "keys in keys": "AIGC:\n " + "? " * 15_000 + "\n",
    "lists for keys": "AIGC:\n  ? " + "[" * 300 + "a," * 9_000 + "]" * 300 + "\n  : a\n",
}


@pytest.mark.parametrize("name", BOMBS)
def test_yaml_that_stands_for_more_than_it_holds_is_looked_at_in_a_moment(name: str) -> None:
    data = f"---\n{BOMBS[name]}---\nhi\n".encode()
    begun = time.process_time()
    seen = examine(data, "a.md")
    [*Markdown().splices(data, '{"Label":"1"}')]
    assert time.process_time() - begun < 3
    assert seen.label is None or not seen.label.producer


@pytest.mark.parametrize("name", ["names of lists", "a label that is a name", "a label with a name"])
def test_a_label_has_no_names_of_nodes(name: str) -> None:
    text = f"---\n{BOMBS[name]}---\nhi\n"
    front = front_matter(text)
    assert front is not None
    (one,) = entries(text, front)
    assert one.text == text[one.start : one.end]
    assert examine(text.encode(), "a.md").verdict == "noncompliant"


def test_names_of_nodes_beside_a_label_are_nothing_to_it() -> None:
    text = '---\na: &a [x]\nb: *a\nAIGC:\n  Label: "1"\n---\nhi\n'
    front = front_matter(text)
    assert front is not None and [one.text for one in entries(text, front)] == ['{"Label":"1"}']


@pytest.mark.parametrize("key", ["AIGC" + ".a" * 15_000, "AIGC" + " . 'a'" * 5_000, "[AIGC" + ".a" * 10_000 + "]\nb"])
def test_a_key_of_toml_of_very_many_names_is_damage(key: str) -> None:
    text = f"+++\n{key} = 1\n+++\nhi\n"
    front = front_matter(text)
    begun = time.process_time()
    with pytest.raises(Damaged, match="names"):
        entries(text, front)  # type: ignore[arg-type]
    assert examine(text.encode(), "a.md").verdict == "inconclusive"
    assert time.process_time() - begun < 1


def test_a_key_with_trailing_blanks_is_still_the_label() -> None:
    text = '---\nAIGC  :\n  Label: "1"\n"AIGC" : {Label: "2"}\n---\n'
    front = front_matter(text)
    assert front is not None and [one.text for one in entries(text, front)] == ['{"Label":"1"}', '{"Label":"2"}']
