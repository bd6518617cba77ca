"""都道府県: the prefectures as people write them: 東京都, 東京, Tokyo."""

from __future__ import annotations

from ..errors import InputError
from ..forms.messages import did_you_mean

_LIST = """
北海道 Hokkaido 青森県 Aomori 岩手県 Iwate 宮城県 Miyagi 秋田県 Akita 山形県 Yamagata 福島県 Fukushima
茨城県 Ibaraki 栃木県 Tochigi 群馬県 Gunma 埼玉県 Saitama 千葉県 Chiba 東京都 Tokyo 神奈川県 Kanagawa
新潟県 Niigata 富山県 Toyama 石川県 Ishikawa 福井県 Fukui 山梨県 Yamanashi 長野県 Nagano 岐阜県 Gifu
静岡県 Shizuoka 愛知県 Aichi 三重県 Mie 滋賀県 Shiga 京都府 Kyoto 大阪府 Osaka 兵庫県 Hyogo 奈良県 Nara
和歌山県 Wakayama 鳥取県 Tottori 島根県 Shimane 岡山県 Okayama 広島県 Hiroshima 山口県 Yamaguchi
徳島県 Tokushima 香川県 Kagawa 愛媛県 Ehime 高知県 Kochi 福岡県 Fukuoka 佐賀県 Saga 長崎県 Nagasaki
熊本県 Kumamoto 大分県 Oita 宮崎県 Miyazaki 鹿児島県 Kagoshima 沖縄県 Okinawa
"""
_NAMES = _LIST.split()
PREFECTURES = tuple(_NAMES[::2])
ENGLISH = dict(zip(_NAMES[::2], _NAMES[1::2], strict=True))


def _known() -> dict[str, str]:
    """Every way of writing a prefecture with its full name."""
    found: dict[str, str] = {}
    for ja, en in ENGLISH.items():
        short = ja if ja == "北海道" else ja[:-1]
        found |= dict.fromkeys(
            (ja, short, en.lower(), f"{en}-{'do' if ja == '北海道' else 'ken'}".lower()), ja
        )
    return found


KNOWN = _known()


def prefecture(text: str, where: str) -> str:
    """都道府県: the full name. Raises InputError for a word that is none."""
    found = KNOWN.get(text.strip()) or KNOWN.get(text.strip().lower())
    if found is None:
        hint, hint_ja = did_you_mean(text.strip().lower(), KNOWN)
        raise InputError(
            f"'{text}' is no prefecture.",
            where,
            f"{hint}Write it as 東京都 or Tokyo: that of the office's branch.",
            f"「{text}」という都道府県はありません。{hint_ja}事業所の協会けんぽ支部の都道府県を、東京都のように書いてください。",
        )
    return found
