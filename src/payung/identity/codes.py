"""Codes that registers write instead of words: sex, occupation, marital status.

The occupation and marital codes are those of the family card (Permendagri 109/2019, form F-1.01), which SIAK,
BIP and OpenSID share.
"""

from __future__ import annotations

_SEXES = {
    "L": "l lk laki lakilaki laki2 lelaki pria male man m 1 lklk cowok jantan",
    "P": "p pr perempuan prp wanita w female woman f 2 pr/p cewek wnt",
}
_SEX = {word: sex for sex, words in _SEXES.items() for word in words.split()}

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
_MARITAL = {"1": "Belum Kawin", "2": "Kawin", "3": "Cerai Hidup", "4": "Cerai Mati"}


def sex(text: str) -> str:
    """``L``, ``P``, or empty where the text says neither.

    >>> sex("Laki-laki"), sex("2"), sex("PR."), sex("?")
    ('L', 'P', 'P', '')
    """
    squeezed = "".join(sign for sign in text.lower() if sign.isalnum())
    return _SEX.get(squeezed, "")


def occupation(text: str) -> str:
    """The occupation that a family-card code stands for; any other text as it is.

    >>> occupation("09"), occupation("20"), occupation("Ojek")
    ('Petani/Pekebun', 'Buruh Tani/Perkebunan', 'Ojek')
    """
    return _OCCUPATION.get(text.lstrip("0"), text) if text.isdigit() else text


def marital_status(text: str) -> str:
    """The marital status that a family-card code stands for; any other text as it is."""
    return _MARITAL.get(text.strip(), text)
