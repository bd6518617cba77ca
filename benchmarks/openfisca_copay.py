"""The monthly cap alone in OpenFisca-Core: the rule against which one explained bill is timed.

Runs in an environment of its own (see `rival.py`) and prints one JSON object. The rule is far smaller
than the law that kaihoken settles: 30% of the cost, capped at 85,800 yen + 1% of what is above 286,000.
"""

from __future__ import annotations

import json
import sys
import time
from importlib.metadata import version
from typing import Any

from openfisca_core.entities import build_entity
from openfisca_core.model_api import Variable, min_
from openfisca_core.parameters import ParameterNode
from openfisca_core.periods import DateUnit
from openfisca_core.simulations import Simulation, SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem

MONTH = "2026-08"

Person: Any = build_entity(key="person", plural="persons", label="A person", is_person=True)


class cost(Variable):
    """Total medical cost of the month, yen."""

    value_type = float
    entity = Person
    definition_period = DateUnit.MONTH
    label = "Total medical cost"


class share(Variable):
    """The patient's 30%, yen."""

    value_type = float
    entity = Person
    definition_period = DateUnit.MONTH
    label = "Patient's share"

    def formula(person: Any, period: Any, parameters: Any) -> Any:
        """30% of the cost."""
        return person("cost", period) * parameters(period).rate


class copay(Variable):
    """What the patient pays, yen."""

    value_type = float
    entity = Person
    definition_period = DateUnit.MONTH
    label = "Copayment after the monthly cap"

    def formula(person: Any, period: Any, parameters: Any) -> Any:
        """The share, or the cap if that is less; kaihoken's class ウ and no other."""
        cap = parameters(period).cap
        above = person("cost", period) - cap.threshold
        return min_(person("share", period), cap.base + (above > 0) * above * cap.percent)


def system() -> TaxBenefitSystem:
    """The country: one entity, three variables, four parameters."""
    found = TaxBenefitSystem([Person])
    since = "2015-01-01"
    found.parameters = ParameterNode(
        "",
        data={
            "rate": {"values": {since: {"value": 0.3}}},
            "cap": {
                "base": {"values": {since: {"value": 85_800}}},
                "threshold": {"values": {since: {"value": 286_000}}},
                "percent": {"values": {since: {"value": 0.01}}},
            },
        },
    )
    for variable in (cost, share, copay):
        found.add_variable(variable)
    return found


def simulate(country: TaxBenefitSystem, yen: int) -> Simulation:
    """One person with one cost, traced and computed."""
    simulation = SimulationBuilder().build_from_dict(country, {"persons": {"A": {"cost": {MONTH: yen}}}})
    simulation.trace = True
    simulation.calculate("copay", MONTH)
    return simulation


def explain(country: TaxBenefitSystem, yen: int) -> list[str]:
    """The same with the tracer's own text of the computation."""
    return simulate(country, yen).tracer.computation_log.lines()


def best(call: Any, times: int) -> float:
    """The shortest of many calls, microseconds."""
    call()
    found = []
    for _ in range(times):
        start = time.perf_counter()
        call()
        found.append(time.perf_counter() - start)
    return min(found) * 1e6


def main() -> None:
    """Times the rule for 1,000,000 yen and prints the yen for every cost given as an argument."""
    country = system()
    answers = {}
    for yen in map(int, sys.argv[2:]):
        done = simulate(country, yen)
        answers[yen] = {name: float(done.calculate(name, MONTH)[0]) for name in ("cost", "share", "copay")}
    times = int(sys.argv[1])
    print(
        json.dumps(
            {
                "version": version("OpenFisca-Core"),
                "traced_us": best(lambda: simulate(country, 1_000_000), times),
                "text_us": best(lambda: explain(country, 1_000_000), times),
                "answers": answers,
            }
        )
    )


if __name__ == "__main__":
    main()
