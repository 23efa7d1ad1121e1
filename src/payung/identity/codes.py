"""Codes that registers write instead of words: sex, occupation, marital status.

The occupation and marital codes are those of the family card (Permendagri 109/2019, form F-1.01), which SIAK,
BIP and OpenSID share.
"""

from __future__ import annotations

import re

from rapidfuzz import fuzz, process

_SEXES = {
    "L": "l lk laki lakilaki laki2 lelaki pria male man m 1 lklk cowok jantan lki llk lk2 lakilki lklaki ♂",
    "P": "p pr perempuan prp wanita w female woman f 2 pr/p cewek wnt ♀",
}
_SEX = {word: sex for sex, words in _SEXES.items() for word in words.split()}
_SEX_IN_FULL = {"lakilaki": "L", "laki": "L", "perempuan": "P", "pria": "L", "wanita": "P"}
_WORDS = re.compile(r"[a-z]+|\d+")

_OCCUPATIONS = """
Belum/Tidak Bekerja|Mengurus Rumah Tangga|Pelajar/Mahasiswa|Pensiunan|Pegawai Negeri Sipil|TNI|Kepolisian RI
Perdagangan|Petani/Pekebun|Peternak|Nelayan/Perikanan|Industri|Konstruksi|Transportasi|Karyawan Swasta
Karyawan BUMN|Karyawan BUMD|Karyawan Honorer|Buruh Harian Lepas|Buruh Tani/Perkebunan
Buruh Nelayan/Perikanan|Buruh Peternakan|Pembantu Rumah Tangga|Tukang Cukur|Tukang Listrik|Tukang Batu
Tukang Kayu|Tukang Sol Sepatu|Tukang Las/Pandai Besi|Tukang Jahit|Tukang Gigi|Penata Rias|Penata Busana
Penata Rambut|Mekanik|Seniman|Tabib|Paraji|Perancang Busana|Penterjemah|Imam Masjid|Pendeta|Pastor|Wartawan
Ustadz/Mubaligh|Juru Masak|Promotor Acara|Anggota DPR-RI|Anggota DPD|Anggota BPK|Presiden|Wakil Presiden
Anggota Mahkamah Konstitusi|Anggota Kabinet/Kementerian|Duta Besar|Gubernur|Wakil Gubernur|Bupati
Wakil Bupati|Walikota|Wakil Walikota|Anggota DPRD Provinsi|Anggota DPRD Kabupaten/Kota|Dosen|Guru|Pilot
Pengacara|Notaris|Arsitek|Akuntan|Konsultan|Dokter|Bidan|Perawat|Apoteker|Psikiater/Psikolog|Penyiar Televisi
Penyiar Radio|Pelaut|Peneliti|Sopir|Pialang|Paranormal|Pedagang|Perangkat Desa|Kepala Desa|Biarawati
Wiraswasta
"""
_OCCUPATION = {
    str(code): name for code, name in enumerate(_OCCUPATIONS.strip().replace("\n", "|").split("|"), start=1)
}
# The trades of the social registry's forms (BDT 2015, block V, column 20), which are not the family card's codes.
_TRADES = """
Pertanian tanaman padi dan palawija|Hortikultura|Perkebunan|Perikanan tangkap|Perikanan budidaya|Peternakan
Kehutanan dan pertanian lainnya|Pertambangan/penggalian|Industri pengolahan|Listrik dan gas|Bangunan/konstruksi|Perdagangan
Hotel dan rumah makan|Transportasi dan pergudangan|Informasi dan komunikasi|Keuangan dan asuransi|Jasa pendidikan
Jasa kesehatan|Jasa kemasyarakatan, pemerintahan dan perorangan|Pemulung|Lainnya
"""
_TRADE = {str(code): name for code, name in enumerate(_TRADES.strip().replace("\n", "|").split("|"), start=1)}
_MARITAL = {"1": "Belum Kawin", "2": "Kawin", "3": "Cerai Hidup", "4": "Cerai Mati"}


def sex(text: str) -> str:
    """``L``, ``P``, or empty where the text says neither.

    >>> sex("Laki-laki"), sex("2"), sex("PR."), sex("?")
    ('L', 'P', 'P', '')
    """
    lower = text.lower()
    squeezed = "".join(sign for sign in lower if sign.isalnum()) or lower.strip()
    if squeezed in _SEX:
        return _SEX[squeezed]
    if not 2 <= len(squeezed) <= 24:
        return ""
    # "1. Laki-laki", "Perempuan (P)": every part of it must say the same.
    parts = _WORDS.findall(lower.replace("laki-laki", "laki").replace("laki laki", "laki"))
    said = {_SEX.get(part) or _misspelt_sex(part) for part in parts}
    return said.pop() if len(said) == 1 else ""


def _misspelt_sex(word: str) -> str:
    if len(word) < 5:
        return ""
    near = process.extractOne(word, list(_SEX_IN_FULL), scorer=fuzz.ratio, score_cutoff=80)
    return _SEX_IN_FULL[near[0]] if near else ""


def occupation(text: str) -> str:
    """The occupation that a family-card code stands for; any other text as it is.

    >>> occupation("09"), occupation("20"), occupation("Ojek")
    ('Petani/Pekebun', 'Buruh Tani/Perkebunan', 'Ojek')
    """
    return _OCCUPATION.get(text.lstrip("0"), text) if text.isdigit() else text


def trade(text: str) -> str:
    """The trade that a code of the social registry stands for; empty for a code that it does not have.

    >>> trade("01"), trade("20"), trade("0"), trade("Perdagangan")
    ('Pertanian tanaman padi dan palawija', 'Pemulung', '', 'Perdagangan')
    """
    return _TRADE.get(text.lstrip("0"), "") if text.isdigit() else text


def marital_status(text: str) -> str:
    """The marital status that a family-card code stands for; any other text as it is."""
    return _MARITAL.get(text.strip(), text)
