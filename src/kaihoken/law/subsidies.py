"""公費負担医療: what each subsidy leaves, in the legal order, down to its limit."""

from __future__ import annotations

from .marks import helper, rule
from .rounding import down_to_ten, half_up
from .shapes import NONE, Program, Programs

# Article 41, the paragraph by which the insurer's cap meets a subsidised part.
PUBLIC_FIRST = 0
GENERAL_SUBSIDY = 6
INTRACTABLE = 7
ASSISTANCE = 8


@helper("programme", ja="公費の表")
def program_at(table: Programs, row: int) -> Program:
    """公費の表の行: one subsidy programme."""
    return table[row]


@rule("limit left on the sheet", ja="上限額の残り")
def limit_left(limit: int, used: int) -> int:
    """上限額の残り: what the running sheet still allows this month, yen; NONE without a limit."""
    if limit == NONE:
        return limit
    return max(0, limit - used)


@rule(
    "what the subsidy leaves",
    ja="公費適用後の患者負担",
    says="Programme {program.number} leaves {result} of {owed} yen to the patient and pays the rest.",
    says_ja="公費{program.number}により{owed}円のうち{result}円が患者の負担となり、残りを公費が支払います。",
    quiet="owed",
)
def after_subsidy(owed: int, program: Program, cost: int, left: int) -> int:
    """公費適用後の患者負担: never more than owed, than the programme's share, than its limit.

    owed: what the insurer, and earlier programmes, left; cost: of the part, yen;
    left: what the monthly limit still allows, NONE without one.
    """
    result = min(owed, half_up(cost * program.percent, 100))
    if left == NONE:
        return result
    return min(result, left)


@rule(
    "stronger paragraph",
    ja="適用する項",
)
def stronger_paragraph(found: int, paragraph: int) -> int:
    """適用する項: of two programmes on one part, the one whose paragraph of article 41 holds.

    Public money that comes before insurance, then ⑦ (certified by the insurer), ⑥, ⑧: the text of
    ⑥ excepts ⑦ and the text of ⑧ excepts every subsidised part (令41条6項・8項).
    """
    if found == NONE:
        return paragraph
    if min(found, paragraph) == PUBLIC_FIRST:
        return PUBLIC_FIRST
    if found == INTRACTABLE or paragraph == INTRACTABLE:
        return INTRACTABLE
    return min(found, paragraph)


@rule("apportioned limit", ja="按分後の自己負担上限月額")
def apportioned_limit(limit: int, largest: int, total: int) -> int:
    """按分後の自己負担上限月額: one certificate's limit where a household holds several.

    limit × largest ÷ total, below ten yen dropped (児童福祉法施行令22条2項, 難病法施行令1条2項).
    """
    if not total:
        return limit
    return down_to_ten(limit * largest, total)
