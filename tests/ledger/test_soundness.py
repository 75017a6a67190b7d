from dataclasses import fields, is_dataclass, replace
from datetime import UTC, datetime
from typing import Any, Literal, get_args, get_origin, get_type_hints

import pytest

from guiju.core.evidence import Evidence, encode
from guiju.core.facts import KINDS, Digest, Facts, Hit, Id
from guiju.ledger.soundness import checked
from tests.ledger.conftest import NOW, admitted

TEXT = "what a person said"


def example(hint: Any) -> Any:
    """A sound value of a field's type."""
    if hint in (Id, Digest):
        return "a" * 64
    if get_origin(hint) is Literal:
        return get_args(hint)[0]
    if get_origin(hint) is tuple:
        return (example(get_args(hint)[0]),)
    if is_dataclass(hint):
        return hint(*(example(h) for name, h in get_type_hints(hint).items() if name != "kind"))
    return {bool: True, int: 1, float: 0.5, datetime: datetime(2026, 1, 1, tzinfo=UTC)}[hint]


def made(shape: type[Facts]) -> Any:
    hints = get_type_hints(shape)
    return shape(**{field.name: example(hints[field.name]) for field in fields(shape)})  # type: ignore[arg-type]


@pytest.mark.parametrize("shape", KINDS.values(), ids=KINDS)
def test_facts_of_every_kind_pass_and_text_in_any_field_is_refused(shape: type[Facts]) -> None:
    facts = made(shape)
    evidence = Evidence(shape.kind, "s", None, "a", NOW, facts)
    assert checked(evidence) == encode(evidence)
    for field in fields(facts):
        for wrong in (TEXT, "word", (TEXT,), ("word", 1)):
            if wrong == "word" and get_type_hints(shape)[field.name] is Id:
                continue
            with pytest.raises(ValueError, match=field.name):
                checked(replace(evidence, facts=replace(facts, **{field.name: wrong})))


def test_text_inside_a_hit_is_refused_by_the_name_of_its_field() -> None:
    bad = replace(admitted().facts, hits=(Hit(Id("a b"), Id("c"), 1, 0.5),))  # type: ignore[type-var]
    with pytest.raises(ValueError, match="hits"):
        checked(replace(admitted(), facts=bad))


def test_the_message_does_not_repeat_what_was_refused() -> None:
    bad = replace(admitted().facts, application=TEXT)  # type: ignore[type-var]
    with pytest.raises(ValueError) as error:
        checked(replace(admitted(), facts=bad))
    assert "person said" not in str(error.value)
