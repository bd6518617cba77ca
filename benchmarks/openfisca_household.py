"""Article 41, paragraph 1, in OpenFisca-Core: shares of a household from 21,000 yen, against the cap of its class.

Runs in an environment of its own (see `rival.py`): reads arrays from an .npz file, builds the simulation and
computes what comes back to each household, and prints the seconds; the amounts go into another .npz file.
"""

from __future__ import annotations

import json
import sys
import time
from importlib.metadata import version
from typing import Any

import numpy as np
from openfisca_core.entities import build_entity
from openfisca_core.model_api import Variable, max_
from openfisca_core.periods import DateUnit
from openfisca_core.simulations import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem

MONTH = "2026-08"
BASES = np.array([270_300, 179_100, 85_800, 61_500, 36_900], dtype=np.float64)
THRESHOLDS = np.array([901_000, 597_000, 286_000, 0, 0], dtype=np.float64)
PERCENTS = np.array([1, 1, 1, 0, 0], dtype=np.float64)

Person: Any = build_entity(key="person", plural="persons", label="A person", is_person=True)
Household: Any = build_entity(
    key="household", plural="households", label="A household", roles=[{"key": "member", "plural": "members"}]
)


class cost(Variable):
    value_type = float
    entity = Person
    definition_period = DateUnit.MONTH
    label = "Cost of the month's one bill"


class income_class(Variable):
    value_type = int
    entity = Household
    definition_period = DateUnit.MONTH
    label = "Class: 0 ア to 4 オ"


class share(Variable):
    value_type = float
    entity = Person
    definition_period = DateUnit.MONTH
    label = "Three tenths"

    def formula(person: Any, period: Any) -> Any:
        return person("cost", period) * 0.3


class refund(Variable):
    value_type = float
    entity = Household
    definition_period = DateUnit.MONTH
    label = "What comes back"

    def formula(household: Any, period: Any) -> Any:
        shares = household.members("share", period)
        counts = shares >= 21_000
        owed = household.sum(shares * counts)
        costs = household.sum(household.members("cost", period) * counts)
        row = household("income_class", period)
        above = max_(0, costs - THRESHOLDS[row])
        cap = BASES[row] + np.floor(above * PERCENTS[row] / 100 + 0.5)
        return max_(0, owed - cap)


def settle(country: TaxBenefitSystem, people: Any) -> Any:
    """Arrays in, yen per household out."""
    builder = SimulationBuilder()
    builder.create_entities(country)
    of = people["household"]
    builder.declare_person_entity("person", np.arange(len(of)))
    household = builder.declare_entity("household", np.arange(len(people["income_class"])))
    builder.join_with_persons(household, of, np.zeros(len(of), dtype=np.int64))
    simulation = builder.build(country)
    simulation.set_input("cost", MONTH, people["cost"])
    simulation.set_input("income_class", MONTH, people["income_class"])
    return simulation.calculate("refund", MONTH)


def main() -> None:
    """Times the whole way for the arrays of the first argument; the second takes the amounts."""
    people = dict(np.load(sys.argv[1]))
    country = TaxBenefitSystem([Person, Household])
    for variable in (cost, income_class, share, refund):
        country.add_variable(variable)
    found = []
    for _ in range(int(sys.argv[3])):
        start = time.perf_counter()
        yen = settle(country, people)
        found.append(time.perf_counter() - start)
    np.savez(sys.argv[2], refund=yen)
    print(json.dumps({"version": version("OpenFisca-Core"), "seconds": min(found)}))


if __name__ == "__main__":
    main()
