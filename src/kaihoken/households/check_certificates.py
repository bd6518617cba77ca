"""受給者証の矛盾: refuses a certificate that contradicts itself, naming the field."""

from __future__ import annotations

from ..engine.tables import Tables
from ..errors import InputError
from ..forms.read import day
from . import form
from .certificates import DESIGNATED, LOCAL
from .field_names import named

# Which fields only one sort of certificate has: their name, the sort, and how to mend.
LOCAL_ONLY = ("per", "most_times", "month_limit", "in_kind")
NATIONAL_ONLY = ("tier", "category", "household_limits", "used")


def _belongs(c: form.Certificate) -> None:
    """証の種類に合わない欄: a field that this sort of certificate does not have would be passed over in silence."""
    plain = form.Certificate(c.id, c.person, c.program)
    national = c.program not in (LOCAL, DESIGNATED)
    foreign = {
        "of local aid": () if c.program == LOCAL else LOCAL_ONLY,
        "of a national programme": () if national else NATIONAL_ONLY,
        "of a designated disease": () if c.program == DESIGNATED else ("disease",),
    }
    for sort, names in foreign.items():
        for name in names:
            if getattr(c, name) != getattr(plain, name):
                raise InputError(
                    f"certificate '{c.id}' of programme {c.program} has a field that only a certificate {sort} has.",
                    name,
                    "Take it out, or correct the programme.",
                    f"受給者証{c.id}の制度には、{named(name)}の欄がありません。消すか、制度を直してください。",
                )
    if c.tier is not None and c.limit is not None:
        raise InputError(
            f"certificate '{c.id}' has both an income tier and a limit.",
            "tier",
            "Keep the limit, as the certificate states it.",
            ja=f"受給者証{c.id}に所得の階層（`tier`）と上限額（`limit`）の両方があります。受給者証に書かれた上限額だけを残してください。",
        )


def check_certificate(c: form.Certificate, tables: Tables) -> None:
    """受給者証を確かめる: its days, its programme, and fields that go together. Raises InputError."""
    for text, what in ((c.from_, "the certificate's first day"), (c.to, "the certificate's last day")):
        if text is not None:
            day(text, what)
    if c.from_ and c.to and c.from_ > c.to:
        raise InputError(
            "the certificate ends before it begins.",
            "to",
            "Exchange from and to.",
            "受給者証の有効期間のおわりが、はじめより前です。",
        )
    _belongs(c)
    if c.program == LOCAL:
        if c.per == "tenths" and isinstance(c.limit, int) and c.limit > 10:
            raise InputError(
                f"local aid '{c.id}' lets the family pay {c.limit} tenths.",
                "limit",
                "Write 0 to 10; for yen write `per: visit` or `per: month`.",
                ja=f"自治体の医療費助成{c.id}の自己負担が{c.limit}割になっています。0から10で書いてください。円の額なら、単位を1回または1か月にしてください（`per: visit`、`per: month`）。",
            )
        if c.limit is None or c.limit == "none":
            raise InputError(
                f"local aid '{c.id}' has no amount.",
                "limit",
                "Write what the family pays (per visit, month or tenths); 0 where it is free.",
                "自治体の医療費助成で家族が払う額（1か月または1回）を書いてください。無料なら0です。",
            )
        return
    if c.program == DESIGNATED:
        if c.limit not in (None, 10000, 20000):
            raise InputError(
                f"a designated disease has no limit of {c.limit}.",
                "limit",
                "Leave it out: it is 10,000 yen, or 20,000 for dialysis in the upper classes.",
                "特定疾病の上限は1万円、上位の区分の人工透析は2万円です。この欄は空けておいてください。",
            )
        return
    rows = tables.series["program"].periods[-1][1]
    if str(c.program) not in rows:
        raise InputError(
            f"there is no national subsidy programme {c.program}.",
            "program",
            f"Known are {', '.join(sorted(rows, key=int))}; local aid is 'local'.",
            f"法別番号{c.program}の公費はありません。公費負担者番号のはじめの2桁を確かめてください。",
        )
    if rows[str(c.program)].values["limit"] == "no" and isinstance(c.limit, int):
        raise InputError(
            f"programme {c.program} has no monthly limit.",
            "limit",
            "Leave the limit out.",
            f"公費{c.program}に月の上限額はありません。この欄は空けておいてください。",
        )
