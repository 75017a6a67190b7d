"""Packs: the regulations that are active together, each binding or for reference."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from guiju.core.pack import Pack, Parameter, Risk
from guiju.core.policy import Policy, Rule
from guiju.law.reading.merging import rules_of, united_parameters, united_risks


@dataclass(frozen=True)
class Packs:
    """Active packs. Binding ones set floors and parameters; reference ones are judged and shown, and change nothing."""

    binding: tuple[Pack, ...]
    reference: tuple[Pack, ...] = ()

    @property
    def all(self) -> tuple[Pack, ...]:
        """Every active pack, binding ones first."""
        return (*self.binding, *self.reference)

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of the active packs."""
        return tuple(pack.id for pack in self.all)

    @cached_property
    def risks(self) -> Mapping[str, Risk]:
        """Every risk that an active pack knows, with the hardest binding floor at each stage."""
        return united_risks(_each_risk(self.binding), _each_risk(self.reference))

    @cached_property
    def parameters(self) -> Mapping[str, Parameter]:
        """Every parameter of a binding pack, merged. Raises ValueError where two packs cannot both bind."""
        return united_parameters(p for pack in self.binding for p in pack.parameters.values())

    def parameter(self, name: str) -> Parameter:
        """One merged parameter. Raises LookupError where no binding pack sets it."""
        if name not in self.parameters:
            raise LookupError(f"no binding pack sets parameter {name!r}; packs active: {', '.join(self.ids) or 'none'}")
        return self.parameters[name]

    def policy(
        self, thresholds: Mapping[str, float], *, trailing: frozenset[str] = frozenset(), own: Iterable[Rule] = ()
    ) -> Policy:
        """The floors of the packs and the operator's ``own`` rules, which can only tighten: the hardest action wins."""
        rules = tuple(own)
        self.require(rule.risk for rule in rules)
        return Policy((*rules_of(self.risks.values()), *rules), dict(thresholds), trailing)

    def require(self, risks: Iterable[str]) -> None:
        """Raises ValueError naming every risk that no active pack knows."""
        alien = sorted(set(risks) - self.risks.keys())
        if alien:
            raise ValueError(f"no active pack knows the risk {', '.join(alien)}; correct it, or add it to a pack")


def _each_risk(packs: Iterable[Pack]) -> Iterable[Risk]:
    return (risk for pack in packs for risk in pack.risks.values())
