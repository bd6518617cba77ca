"""在留資格の英語名: statuses of residence as a residence card prints them in English.

The law's table knows them by their Japanese names; an application may write either.
"""

from __future__ import annotations

from typing import Literal

EnglishStatus = Literal[
    "Diplomat", "Official", "Professor", "Artist", "Religious Activities", "Journalist",
    "Highly Skilled Professional", "Business Manager", "Legal/Accounting Services", "Medical Services",
    "Researcher", "Instructor", "Engineer/Specialist in Humanities/International Services",
    "Intra-company Transferee", "Nursing Care", "Entertainer", "Skilled Labor", "Specified Skilled Worker",
    "Technical Intern Training", "Cultural Activities", "Temporary Visitor", "Student", "Trainee", "Dependent",
    "Designated Activities", "Permanent Resident", "Spouse or Child of Japanese National",
    "Spouse or Child of Permanent Resident", "Long-Term Resident", "Special Permanent Resident",
    "Landing Permission for Temporary Refuge", "Provisional Stay", "Transitional Stay", "None",
]  # fmt: skip

JAPANESE: dict[str, str] = {
    "Diplomat": "外交",
    "Official": "公用",
    "Professor": "教授",
    "Artist": "芸術",
    "Religious Activities": "宗教",
    "Journalist": "報道",
    "Highly Skilled Professional": "高度専門職",
    "Business Manager": "経営・管理",
    "Legal/Accounting Services": "法律・会計業務",
    "Medical Services": "医療",
    "Researcher": "研究",
    "Instructor": "教育",
    "Engineer/Specialist in Humanities/International Services": "技術・人文知識・国際業務",
    "Intra-company Transferee": "企業内転勤",
    "Nursing Care": "介護",
    "Entertainer": "興行",
    "Skilled Labor": "技能",
    "Specified Skilled Worker": "特定技能",
    "Technical Intern Training": "技能実習",
    "Cultural Activities": "文化活動",
    "Temporary Visitor": "短期滞在",
    "Student": "留学",
    "Trainee": "研修",
    "Dependent": "家族滞在",
    "Designated Activities": "特定活動",
    "Permanent Resident": "永住者",
    "Spouse or Child of Japanese National": "日本人の配偶者等",
    "Spouse or Child of Permanent Resident": "永住者の配偶者等",
    "Long-Term Resident": "定住者",
    "Special Permanent Resident": "特別永住者",
    "Landing Permission for Temporary Refuge": "一時庇護",
    "Provisional Stay": "仮滞在",
    "Transitional Stay": "経過滞在",
    "None": "なし",
}


def japanese(status: str) -> str:
    """在留資格: its Japanese name."""
    return JAPANESE.get(status, status)
