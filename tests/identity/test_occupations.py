"""Kinds of work, recognised however they are spelt."""

from __future__ import annotations

from pathlib import Path

import pytest

from payung.identity import codes, occupations


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("pedagang keliling", "pedagang_keliling"),
        ("PKL", "pedagang_kaki_lima"),
        ("Gharim", "gharim"),
        ("Marbot", "gharim"),
        ("tukang sol", "tukang_sol_sepatu"),
        ("OJOL", "ojek_daring"),
        ("ojek on-line", "ojek_daring"),
        ("Ojeg", "tukang_ojek"),
        ("kuli bagunan", "kuli_bangunan"),
        ("Buruh Tani/Perkebunan", "buruh_tani"),
        ("BURUH  TANI", "buruh_tani"),
        ("TUKANG BEACK", "tukang_becak"),
        ("becak", "tukang_becak"),
        ("Pemulng", "pemulung"),
        ("supir angkot", "sopir_angkot"),
        ("petani karet", "pekebun"),
    ],
)
def test_local_words_and_slips_are_forgiven(text: str, code: str) -> None:
    found = occupations.recognise(text)
    assert found is not None
    assert found.code == code


@pytest.mark.parametrize(
    "text",
    [
        "",
        "-",
        "PNS",
        "Pegawai Negeri Sipil",
        "Mengurus Rumah Tangga",
        "Pelajar/Mahasiswa",
        "Dosen",
        "TNI",
        "Bupati",
    ],
)
def test_what_is_no_informal_work_is_not_forced_into_one(text: str) -> None:
    assert occupations.recognise(text) is None


def test_what_people_write_in_real_lists_is_understood() -> None:
    lines = (Path(__file__).parent / "occupation_spellings.txt").read_text(encoding="utf-8").splitlines()
    cases = [line.split(" = ") for line in lines if line and not line.startswith("#")]
    assert len(cases) >= 150
    said = {text: (found.code if (found := occupations.recognise(text)) else "-") for text, _ in cases}
    assert {text: said[text] for text, codes in cases if said[text] not in codes.split("|")} == {}


def test_the_catalogue_is_large_enough_and_without_contradiction() -> None:
    work = [each for each in occupations.catalogue() if not each.role]
    assert len(work) >= 56
    assert len({each.code for each in occupations.catalogue()}) == len(occupations.catalogue())
    assert all(each.name.id and each.name.en for each in occupations.catalogue())
    assert all(len(each.kbji) in (0, 4) for each in work)
    for each in work:
        for wording in (each.name.id, *each.synonyms):
            assert occupations.recognise(wording) == each


def test_sectors_follow_the_reading_of_the_relief() -> None:
    sectors = {each.code: each.sector for each in occupations.catalogue()}
    assert sectors["tukang_ojek"] == sectors["kurir"] == sectors["sopir_truk"] == "transport"
    assert sectors["buruh_tani"] == sectors["juru_parkir"] == "other"
    assert occupations.by_code()["tukang_becak"].doubt


def test_customary_roles_are_no_occupations() -> None:
    found = occupations.recognise("Ninik Mamak")
    assert found is not None
    assert found.role


def test_many_texts_at_once() -> None:
    found = occupations.recognise_all(["ojol", "PNS", "ojol"])
    assert found["PNS"] is None
    assert found["ojol"] is occupations.by_code()["ojek_daring"]


def test_family_card_codes_become_words() -> None:
    assert codes.occupation("9") == "Petani/Pekebun"
    assert codes.occupation("88") == "Wiraswasta"
    assert codes.occupation("Ojek") == "Ojek"
    assert codes.marital_status("2") == "Kawin"


@pytest.mark.parametrize(
    ("text", "sex"),
    [
        ("L", "L"),
        ("Laki-laki", "L"),
        ("LK", "L"),
        ("1", "L"),
        ("P", "P"),
        ("Pr.", "P"),
        ("PEREMPUAN", "P"),
        ("2", "P"),
        ("W", "P"),
        ("x", ""),
        ("3", ""),
    ],
)
def test_sexes_in_words_letters_and_codes(text: str, sex: str) -> None:
    assert codes.sex(text) == sex
