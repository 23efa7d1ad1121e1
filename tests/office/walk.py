"""The steps of the walk: what each user does, what must be seen, and which buttons are not theirs."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path
from typing import Any

from office.visitor import Visitor

RATE = 16_800  # rupiah a month, JKK and JKM
SK = "188.45/77/2026"


def sends(clerk: Visitor, workbook: Path) -> None:
    """From the phone: the file, and what was understood of it. The progress outlives a reload and the page."""
    clerk.choose("Usulan")
    clerk.press("Kirim daftar")
    clerk.page.set_input_files("main [name=file]", workbook)
    clerk.press("Lihat apa yang dipahami")
    clerk.reads("Ditemukan 40 orang", "N I K", "Tempat, Tgl Lahir", "Jumlah: 2")
    clerk.press("Sudah benar: periksa daftar ini")
    clerk.reads("Dalam antrean", "Halaman ini boleh ditutup")
    clerk.page.reload()
    assert clerk.page.locator("main progress").count() == 1
    clerk.choose("Usulan")
    clerk.page.get_by_role("link", name="usulan.xlsx").click()
    clerk.reads("Dalam antrean")


def ends_checked(clerk: Visitor) -> None:
    """The progress page gives way by itself when the worker is done; then the findings stand there."""
    clerk.page.wait_for_selector("main .figure-row")


def hand_out(village: Visitor, office: Visitor) -> None:
    """The findings, the same for both; the village cannot review or reply, the office can."""
    village.reads("Mengapa", "Tidak ada dalam register sosial")
    figures = village.figures()
    assert figures["Orang"] == "40"
    assert int(figures["Memenuhi syarat"]) + int(figures["Perlu ditinjau"]) + int(figures["Ditolak"]) == 40
    assert not village.offered("Balas ke desa")
    assert not village.offered("Tinjau")
    office.page.goto(village.page.url)
    assert office.figures() == figures
    office.press("Balas ke desa")
    office.press("Buat balasan")
    office.reads("Balasan sudah dibuat")


def mends(clerk: Visitor, cards: dict[str, str]) -> Path:
    """The clerk downloads the reply, writes the NIK of the identity card where it was wrong, and sends the workbook.

    ``cards``: the NIK on the card by the name in the list.
    """
    import openpyxl

    clerk.page.reload()
    clerk.reads("Dinas sudah membalas")
    reply = clerk.download("Buku kerja")
    book = openpyxl.load_workbook(reply)
    sheet = book.worksheets[0]
    rows = {str(cell.value): cell.row for column in sheet.columns for cell in column if cell.value in cards}
    heading = next(cell for row in sheet.iter_rows() for cell in row if cell.value == "NIK")
    for name, nik in cards.items():
        sheet.cell(rows[name], heading.column, nik)
    mended = reply.with_name("balasan-dibenahi.xlsx")
    book.save(mended)
    clerk.press("Kirim baris yang dibenahi")
    clerk.page.set_input_files("main [name=file]", mended)
    clerk.press("Lihat apa yang dipahami")
    clerk.reads("Daftar ini membenahi")
    clerk.press("Sudah benar: periksa daftar ini")
    ends_checked(clerk)
    clerk.reads("Membenahi")
    figures = clerk.figures()
    assert figures["Orang"] == figures["Memenuhi syarat"] == str(len(cards))
    return reply


def reviews(verifier: Visitor) -> int:
    """Every case by keyboard: the first accepted, one dropped with a reason of its own, the rest dropped by one key."""
    from playwright.sync_api import expect

    verifier.choose("Tinjau")
    verifier.reads("menunggu")
    verifier.keys("j")
    verifier.page.wait_for_selector("#case")
    case = verifier.page.locator("main h1")
    seen: list[str] = []
    while verifier.page.locator("#case").count():
        seen.append(case.inner_text())
        if len(seen) == 1:
            verifier.keys("a")
        elif len(seen) == 2:
            verifier.keys("o", "ArrowDown", "Tab")
            verifier.page.keyboard.type("Pindah ke kota lain menurut RT")
            verifier.keys("Enter")
        else:
            verifier.keys("d")
        expect(case).not_to_have_text(seen[-1])
    verifier.reads("Itu kasus terakhir", "Tidak ada yang menunggu tinjauan")
    verifier.choose("Orang diusulkan", "Orang yang diusulkan")
    verifier.fill(cari=seen[1])
    verifier.page.get_by_role("link", name=seen[1], exact=True).click()
    verifier.reads("Pindah ke kota lain menurut RT", "Gugur")
    return len(seen)


def draws_up(manager: Visitor, people: int) -> str:
    """The list, drawn up and submitted; who submits cannot approve."""
    manager.choose("Keputusan")
    manager.press("Susun daftar")
    manager.page.select_option("main [name=programme]", index=1)
    manager.press("Susun daftar")
    manager.reads("Daftar sudah disusun", "Rancangan")
    assert manager.figures()["Orang di daftar"] == str(people)
    manager.press("Ajukan")
    manager.reads("Pengguna lain yang menyetujui")
    manager.press("Ajukan daftar")
    manager.reads("Anda yang mengajukan daftar ini")
    assert not manager.offered("Setujui")
    return str(manager.page.url)


def approves(head: Visitor, at: str, people: int) -> None:
    head.page.goto(at)
    head.press("Setujui")
    head.fill(number=SK)
    head.press("Lanjutkan")
    head.reads(SK, f"{people} orang", "Daftar dikunci: perubahan perlu SK baru")
    head.press("Setujui dan kunci daftar")
    head.reads("Daftar disetujui dan dikunci", SK)
    assert not head.offered("Setujui")


def takes_papers(manager: Visitor, people: int) -> None:
    """The annex as PDF and workbook and the letter, each opened."""
    import docx
    import openpyxl
    import pypdf

    manager.page.reload()
    text = "".join(page.extract_text() for page in pypdf.PdfReader(manager.download("Lampiran (PDF)")).pages)
    assert SK in text
    assert "Lasmi" in text
    sheet = openpyxl.load_workbook(manager.download("Lampiran (lembar kerja)")).worksheets[0]
    names = {str(cell.value) for row in sheet.iter_rows() for cell in row}
    assert {"Lasmi", "Sunarti Indrawati"} <= names
    letter = docx.Document(str(manager.download("Naskah (Word)")))
    assert SK in "\n".join(paragraph.text for paragraph in letter.paragraphs)
    assert not manager.offered("Dengan NIK lengkap")


def registers(manager: Visitor, people: int) -> list[tuple[str, str]]:
    """The registration file; gives NIK and name of each. Taking the return list in is the branch's."""
    import openpyxl

    manager.choose("Kepesertaan")
    manager.press(SK)
    manager.reads("Cabang BPJS mengunggahnya di sini")
    assert not manager.offered("Unggah daftar balikan")
    rows = list(openpyxl.load_workbook(manager.download("Unduh berkas pendaftaran")).worksheets[0].values)
    head = next(row for row in rows if row and "NIK" in row)
    at_nik, at_name = (
        head.index("NIK"),
        next(at for at, cell in enumerate(head) if "nama" in str(cell).lower()),
    )
    found = [(str(row[at_nik]), str(row[at_name])) for row in rows[rows.index(head) + 1 :] if row[at_nik]]
    assert len(found) == people
    assert all(len(nik) == 16 and nik.isdigit() for nik, _name in found)
    return found


def answers(branch: Visitor, people: list[tuple[str, str]]) -> None:
    """The branch's return list: a member number for all but the last, whom it refuses with the reason."""
    path = branch.folder / "balikan.csv"
    with path.open("w", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(["NIK", "Nama", "KPJ", "Status", "Keterangan", "Tanggal Mulai"])
        start = f"{date.today().replace(day=1):%d-%m-%Y}"
        for at, (nik, name) in enumerate(people[:-1], start=1):
            writer.writerow([nik, name, f"99{at:09}", "Berhasil", "", start])
        writer.writerow([*people[-1], "", "Ditolak", "Nama tidak sesuai KTP-el", ""])
    branch.choose("Kepesertaan")
    branch.press(SK)
    branch.press("Unggah daftar balikan")
    branch.page.set_input_files("main [name=file]", path)
    branch.page.locator("main form button[type=submit]").click()
    branch.reads("Periksa daftar balikan")
    assert branch.figures()["Terdaftar"] == str(len(people) - 1)
    assert branch.figures()["Ditolak BPJS"] == "1"
    branch.press("Muat daftar")
    branch.reads("Daftar balikan sudah dimuat", "Nama tidak sesuai KTP-el")
    assert branch.figures()["Orang-bulan terdaftar"] == str((len(people) - 1) * 12)


def prints_cards(branch: Visitor, cards: int) -> None:
    import pypdf

    branch.choose("Kepesertaan")
    branch.press(SK)
    text = "".join(
        page.extract_text() for page in pypdf.PdfReader(branch.download("Kartu (PDF) Kartoharjo")).pages
    )
    assert text.count("99000000") == cards


def bills(treasurer: Visitor, people: int) -> None:
    """A bill of this month, its figures said before it is issued, and the payment code of BPJS."""
    treasurer.choose("Tagihan")
    treasurer.press("Terbitkan tagihan")
    treasurer.page.select_option("main [name=programme]", index=1)
    treasurer.fill(month=f"{date.today():%Y-%m}")
    treasurer.press("Lanjutkan")
    treasurer.reads("Periksa sebelum menagih", f"{people} orang", rupiah(people * RATE))
    treasurer.press("Terbitkan tagihan")
    treasurer.reads("Ditagih", rupiah(people * RATE))
    treasurer.page.locator("main tbody th a").first.click()
    treasurer.press("Kode iuran")
    treasurer.fill(code="202611000077")
    treasurer.press("Simpan")
    treasurer.reads("202611000077", f"{people} × Rp16.800 = {rupiah(people * RATE)}")


def pays(treasurer: Visitor, people: int) -> None:
    """Two hundred thousand first: whole people are settled and the residual is shown; then the rest."""
    whole = people * RATE
    first = 200_000
    treasurer.press("Catat pembayaran")
    treasurer.fill(document="SP2D/001", dated=f"{date.today()}", amount="200.000")
    treasurer.press("Simpan")
    settled = first // RATE
    told = treasurer.figures()
    assert told["Terlunasi"] == rupiah(settled * RATE)
    assert told["Sisa"] == rupiah(first - settled * RATE)
    assert told["Orang yang belum dibayar"] == str(people - settled)
    treasurer.reads("Dibayar sebagian")
    treasurer.press("Catat pembayaran")
    treasurer.fill(document="SP2D/002", dated=f"{date.today()}", amount=str(whole - first))
    treasurer.press("Simpan")
    told = treasurer.figures()
    assert (told["Terlunasi"], told["Belum terlunasi"], told["Sisa"]) == (rupiah(whole), "Rp0", "Rp0")
    assert told["Orang yang belum dibayar"] == "0"
    treasurer.reads("Lunas", "SP2D/001", "SP2D/002")


def counts(manager: Visitor) -> dict[str, int]:
    """The four counts as the page tells them."""
    manager.choose("Ringkasan")
    manager.page.locator("main h2 a").first.click()
    manager.reads("Semua cocok sampai rupiah terakhir")
    return {name: int(value.replace(".", "")) for name, value in manager.figures().items()}


def rupiah(amount: int) -> str:
    return f"Rp{amount:,}".replace(",", ".")


def has_no_button(visitor: Visitor, at: str, *names: str) -> None:
    """Other people's buttons are not on this page for this user."""
    visitor.page.goto(at)
    offered = [name for name in names if visitor.offered(name)]
    assert offered == [], at


def is_refused(visitor: Visitor, at: str) -> None:
    """The address of somebody else's work, guessed: refused or not found, and said in words."""
    from contextlib import suppress

    answer: Any = None
    with suppress(AssertionError):
        answer = visitor.page.goto(at)
    assert answer.status in (403, 404), (at, answer.status)
    visitor.page.complaints.clear()  # the browser itself writes refused addresses into its console
