"""患者をつくる: who is ill for long, and the certificates that go with it."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from .coverage import Covers
from .families import Families
from .figures import Bools, Draws, Ints, by_band, figures

# National programmes of the long-term ill: row 0 is none.
PROGRAMS = ("", "intractable", "childhood", "mental")
NUMBERS = ("", "54", "52", "21")
INTRACTABLE, CHILDHOOD, MENTAL = 1, 2, 3
NO_LIMIT = -1
NO_AID = -1
ALWAYS = -1_000_000  # before every month

# The sorts of certificates, as bits of a bill's column.
ASSISTANCE, NATIONAL, DISEASE, REHABILITATION, AID, AID_PHARMACY = (1 << i for i in range(6))
SUFFIX = {
    ASSISTANCE: "12",
    NATIONAL: "national",
    DISEASE: "disease",
    REHABILITATION: "15",
    AID: "aid",
    AID_PHARMACY: "aid-pharmacy",
}


class Patients(NamedTuple):
    """患者の列: one entry a person."""

    program: Ints  # row of PROGRAMS
    limit: Ints  # of that programme, yen a month; NO_LIMIT
    used: Ints  # yen filled in elsewhere
    since: Ints  # first month of that certificate, counted; ALWAYS
    dialysis: Bools
    haemophilia: Bools
    rehabilitation: Bools  # programme 15 beside dialysis
    aid: Ints  # row of child_aid.sort, NO_AID
    aid_last: Ints  # last month of local aid, counted


def patients(draws: Draws, f: Families, c: Covers, start: int, months: int) -> Patients:
    """長期の患者: by the published shares; nobody on public assistance, whose bills go to programme 12."""
    n = len(f.age)
    t = figures()
    insured = ~c.assisted
    dialysis = draws.chance(by_band("dialysis", "share")[f.band], n) & insured
    haemophilia = draws.chance(t["haemophilia"]["share"], n) & insured & ~f.woman & ~dialysis
    program = np.zeros(n, dtype=np.int64)
    limit, used = np.full(n, NO_LIMIT), np.zeros(n, dtype=np.int64)
    for row, name in enumerate(PROGRAMS[1:], 1):
        ill = draws.chance(by_band(name, "share")[f.band], n)
        limits = np.array(t[name]["limits"])[draws.pick(t[name]["limit_shares"], n)]
        ill &= insured & (program == 0) & ~dialysis & ~haemophilia
        program[ill] = row
        limit[ill] = np.where(limits == 0, NO_LIMIT, limits)[ill]
    sheet = (program != 0) & (limit >= 5000) & draws.chance(t["certificates"]["used"], n)
    used[sheet] = 500 * (1 + draws.below(limit // 1000, n))[sheet]
    late = (program != 0) & draws.chance(t["certificates"]["late"], n)
    since = np.where(late, start + draws.below(months, n), ALWAYS)
    aid, aid_last = _child_aid(draws, f, insured, start)
    return Patients(
        program=program,
        limit=limit,
        used=used,
        since=since,
        dialysis=dialysis,
        haemophilia=haemophilia,
        rehabilitation=dialysis & draws.chance(t["dialysis"]["with_15"], n),
        aid=aid,
        aid_last=aid_last,
    )


def aid_sorts() -> list[dict[str, Any]]:
    """子ども医療費助成の種類: the sorts of municipalities."""
    found: list[dict[str, Any]] = figures()["child_aid"]["sort"]
    return found


def per_visit() -> Bools:
    """1回ごとか: whether a sort counts visits; pharmacies are then free."""
    return np.array([s["per"] == "visit" for s in aid_sorts()])


def _child_aid(draws: Draws, f: Families, insured: Bools, start: int) -> tuple[Ints, Ints]:
    """The sort of a child's local aid and its last month: March of the school year of the age."""
    sort = draws.pick([s["share"] for s in aid_sorts()], f.number)[f.family]
    until = np.array([s["until"] for s in aid_sorts()])[sort]
    birth = f.birth.astype("datetime64[M]").astype(np.int64) + 1970 * 12
    reached = birth + 12 * until
    last = reached + (2 - reached) % 12  # March on or after it
    return np.where(insured & (last >= start), sort, NO_AID), last
