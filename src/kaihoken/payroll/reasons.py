"""決まらない理由: why a row of a payroll cannot be settled, in both languages."""

from __future__ import annotations

REASONS = {
    "name_missing": ("従業員の番号がありません", "the employee has no name or number"),
    "twice": ("同じ番号の従業員が2行以上あります", "the same employee stands in several rows"),
    "birth_wrong": ("生年月日がないか、暦にない日、または未来の日です", "the birth date is missing, no day, or in the future"),
    "day_wrong": ("入社日・退職日・休業の日が日付として読めません", "a day of joining, leaving or leave is no day"),
    "left_before_joined": ("退職日が入社日より前です", "the last day is before joining"),
    "leave_wrong": (
        "休業には種類（maternity, childcare）、開始日、開始日以後の終了日が必要です",
        "a leave needs its kind (maternity, childcare), first day, and last day not before it",
    ),
    "prefecture_unknown": ("都道府県名がないか、読めません", "the prefecture is missing or none is called so"),
    "society_unknown": ("健保組合の料率の行がありません", "the society has no row in the rates table"),
    "rate_unknown": (
        "この期間の料率が表にありません（rates の表に書いてください）",
        "the rate of these months is not in the tables: write it in the rates table",
    ),
    "standard_wrong": ("標準報酬月額表にない額です", "a standard monthly remuneration is none of the list"),
    "bonus_wrong": (
        "賞与は支給月順に、対象月の範囲内の年月と0以上の額で書いてください",
        "bonuses need a month within the months asked, in order, and an amount not below zero",
    ),
    "allowance_wrong": (
        "手当金には標準報酬月額の合計、その月数（1〜12）、日数が0以上の額で必要です",
        "an allowance needs the sum of the standards, their months (1 to 12) and its days, none below zero",
    ),
    "average_missing": (
        "12か月に満たない手当金には保険者の平均（allowance_average）が必要です",
        "an allowance of less than twelve months needs the insurer's average (allowance_average)",
    ),
}  # fmt: skip
