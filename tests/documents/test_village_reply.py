import io
from dataclasses import replace
from datetime import date

import pytest
from pypdf import PdfReader

from documents.people import SIGNATORY
from payung.documents.village_reply import Dropped, Reason, Reply, village_reply_pdf
from payung.errors import UnusableInput

REPLY = Reply(
    number="560/46/DTK/2026",
    written=date(2026, 4, 20),
    addressee="Wali Nagari Aie Amo",
    village="Nagari Aie Amo",
    district="Kamang Baru",
    programme="Satu Nagari 100 Pekerja Rentan",
    file="usulan.xlsx",
    received=date(2026, 4, 1),
    proposed=100,
    eligible=40,
    answer_by=date(2026, 5, 4),
    contact="Petugas Contoh",
    phone="0754 000000",
    signatory=SIGNATORY,
)
NIK = Reason(
    reason="NIK hanya 15 angka",
    mend="Salin dari KTP",
    evidence="Lembar usulan",
    evidence_date=date(2026, 4, 1),
)
DEAD = Reason(
    reason="Tercatat meninggal",
    mend="Usulkan warga lain",
    evidence="Daftar kematian Dukcapil",
    evidence_date=date(2026, 3, 31),
)


def dropped(count=60):
    return [
        Dropped(
            row=at + 5,
            name=f"Warga-{at:02}",
            nik=f"130304010580{at:04}",
            outcome="refused" if at % 3 == 0 else "review",
            reasons=[DEAD, NIK] if at % 3 == 0 else [NIK],
        )
        for at in range(count)
    ]


def text(content):
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)


def test_every_dropped_person_has_reason_evidence_and_what_to_mend():
    shown = text(village_reply_pdf(REPLY, dropped()))
    for person in dropped():
        assert shown.count(person["name"]) == 1
    assert shown.count("Tercatat meninggal") == 20
    assert shown.count("NIK hanya 15 angka") == 60
    assert shown.count("Usulkan warga lain") == 20
    assert " ".join(shown.split()).count("Daftar kematian Dukcapil, 31 Maret 2026") == 20


def test_counts_and_the_last_day_stand_on_it():
    shown = text(village_reply_pdf(REPLY, dropped()))
    for line in ("Memenuhi syarat 40", "diperiksa 40", "diterima 20", "Diusulkan 100"):
        assert line in " ".join(shown.split())
    assert "4 Mei 2026" in " ".join(shown.split())


def test_the_nik_is_masked():
    shown = text(village_reply_pdf(REPLY, dropped()))
    assert "130304******0007" in shown
    assert "1303040105800007" not in shown


def test_a_person_left_out_of_the_letter_is_noticed():
    with pytest.raises(UnusableInput) as error:
        village_reply_pdf(REPLY, dropped()[1:])
    assert "100 orang diusulkan, tetapi 40 memenuhi syarat dan 59 dijelaskan" in error.value.to("id")


@pytest.mark.parametrize("fault", [{"reasons": []}, {"outcome": "eligible"}])
def test_nobody_is_dropped_without_a_reason(fault):
    people = dropped()
    people[3].update(fault)
    with pytest.raises(UnusableInput) as error:
        village_reply_pdf(REPLY, people)
    assert "Warga-03 (baris 8)" in error.value.to("id")


def test_a_village_whose_people_all_pass_is_told_so_without_a_table():
    shown = text(village_reply_pdf(replace(REPLY, eligible=100), []))
    assert "Yang perlu dilakukan" not in shown
    assert "Memenuhi syarat 100" in " ".join(shown.split())


def test_a_cell_taller_than_a_page_goes_on_over_pages():
    people = dropped()
    people[0]["reasons"] = [Reason(reason=" ".join(f"kata{at}" for at in range(3000)), mend="x")]
    shown = text(village_reply_pdf(REPLY, people)).split()
    assert {f"kata{at}" for at in range(3000)} <= set(shown)


def test_the_same_rows_give_the_same_bytes():
    assert village_reply_pdf(REPLY, dropped()) == village_reply_pdf(REPLY, dropped())
