"""実行する: runs the law over a packed case, plain or traced, and names what is missing."""

from __future__ import annotations

from ..engine.tables import Tables
from ..engine.trace import Raw, Step, recorder
from ..engine.trace import steps as named_steps
from ..errors import Choice, MissingFact
from ..law.facts import CAP_FIGURE, SHARE, Missing
from ..law.household import settle_month
from ..law.shapes import Work
from . import form
from .context import Facts
from .pack import Packed, pack
from .sheets import Turns, turns


def run_plain(packed: Packed) -> Work:
    """平文の実行: the plain run over a packed case."""
    work = packed.work()
    settle_month(*packed.columns, work)
    return work


def run_traced(packed: Packed) -> tuple[Work, list[Raw]]:
    """記録しながらの実行: the traced run over a packed case, with a recorder of its own."""
    work = packed.work()
    space, log = recorder()
    space["settle_month"](*packed.columns, work)
    return work, log


def run(case: form.Case, law: Tables, facts: Facts, traced: bool) -> tuple[Packed, Work, list[Step]]:
    """実行: packs a case and runs it; the steps are empty for the plain run. Raises MissingFact."""
    packed = pack(case, law, facts)
    if own := in_turn(case, law, facts).own:
        packed = pack(case, law, facts, own)
    try:
        if traced:
            work, log = run_traced(packed)
            return packed, work, named_steps(log)
        return packed, run_plain(packed), []
    except Missing as error:
        raise _as_missing(error, case, packed) from None


def in_turn(case: form.Case, law: Tables, facts: Facts) -> Turns:
    """受診の順: what each bill takes from a running sheet whose visits alternate. Raises MissingFact."""

    def plain(one: form.Case) -> tuple[Packed, Work]:
        packed, work, _ = run(one, law, facts, traced=False)
        return packed, work

    return turns(case, plain)


def _as_missing(error: Missing, case: form.Case, packed: Packed) -> MissingFact:
    bill = case.bills[error.bill]
    if error.fact == SHARE:
        return MissingFact(
            "share", bill.person, [Choice(1, "1割", "one tenth"), Choice(2, "2割", "two tenths")]
        )
    if error.fact == CAP_FIGURE:
        return MissingFact(
            "cap",
            str(error.row),
            [
                Choice("zero", "限度額が0円の場合", "if the cap were 0 yen"),
                Choice("none", "限度額がない場合", "if there were no cap"),
            ],
        )
    raise error
