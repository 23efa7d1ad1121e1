"""Words that name what people do, where a name could stand too."""

from __future__ import annotations

import re

_WORDS = (
    r"(?:pe|ber)?(?:tani|kebun|dagang|ternak)|buruh|kuli|ojek|ojol|pkl|sopir|supir|nelayan|tukang|pemulung|wiraswasta|wirausaha"
    r"|karyawan|swasta|(?:ibu )?rumah tangga|mengurus rumah tangga|irt|pelajar|mahasiswa|becak|penjahit|kader|marbot|ga?h?arin|gharim"
    r"|guru|honorer|serabutan|pengemudi|pengrajin|perajin|asisten rumah|pembantu rumah|juru parkir|pedagang|asongan|penyadap|penderes"
)
_TRADE = re.compile(rf"(?:{_WORDS})(?:an)?\b", re.I)


def is_trade(text: str) -> bool:
    """Whether the text names what people do.

    >>> is_trade("Buruh Tani"), is_trade("Ojek"), is_trade("Taniar")
    (True, True, False)
    """
    return bool(_TRADE.match(text))
