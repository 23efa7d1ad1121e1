"""Everything in docs/ that is generated: the data dictionary, the parameters of the law, the guide's pictures.

python scripts/docs.py                 all of it (pictures need chromium)
python scripts/docs.py --no-pictures   what needs no browser
python scripts/docs.py --check         fail where a generated page is not current
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))
sys.path.append(str(Path(__file__).parent.parent / "tests"))

import gallery
import guide_walk
from generated_pages import GENERATED, set_up_django

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs/pictures"
SIZES = {"phone": (360, 740), "desktop": (1280, 800)}
# (picture, who, address or a function of the database that gives one)
PAGES: tuple[tuple[str, str, str], ...] = (  # besides those of the walk in guide_walk.py
    ("login", "", "/akun/login/"),
    ("home", "verifikator.madiun", "/"),
    ("submissions", "verifikator.madiun", "/usulan/"),
    ("submission", "verifikator.madiun", "/usulan/{submission}/"),
    ("row", "verifikator.madiun", "/usulan/orang/{row}/"),
    ("send", "petugas.madiun", "/usulan/kirim/"),
    ("desk", "verifikator.madiun", "/tinjau/"),
    ("case", "verifikator.madiun", "/tinjau/{row}/"),
    ("sweeps", "verifikator.madiun", "/penyisiran/"),
    ("deaths", "verifikator.madiun", "/penyisiran/kematian/"),
    ("death", "verifikator.madiun", "/penyisiran/temuan/{match}/"),
    ("reasons", "verifikator.madiun", "/sebab/"),
    ("references", "verifikator.madiun", "/daftar-acuan/"),
    ("reference-new", "verifikator.madiun", "/daftar-acuan/baru/"),
    ("programmes", "pengelola.madiun", "/program/"),
    ("programme", "pengelola.madiun", "/program/{programme}/"),
    ("criteria", "pengelola.madiun", "/program/{programme}/syarat/"),
    ("quotas", "pengelola.madiun", "/program/{programme}/kuota/"),
    ("bases", "pengelola.madiun", "/program/-/dasar-hukum/"),
    ("agreements", "pengelola.madiun", "/program/-/pks/"),
    ("agreement-new", "pengelola.madiun", "/program/-/pks/baru/"),
    ("agreements-ending", "pengelola.sawahlunto", "/program/-/pks/"),
    ("activities", "pengelola.sijunjung", "/kegiatan/"),
    ("reach", "pengelola.sijunjung", "/kegiatan/-/jangkauan/"),
    ("follow-ups", "pengelola.sijunjung", "/kegiatan/-/tindak-lanjut/"),
    ("aids", "pengelola.madiun", "/bantuan/"),
    ("awards", "pengelola.sijunjung", "/penghargaan/"),
    ("fund", "pengelola.madiun", "/dana/{fund}/"),
    ("plan", "pengelola.sawahlunto", "/rencana/{plan}/"),
    ("plan-compare", "pengelola.sawahlunto", "/rencana/{plan}/banding/{supposed}/"),
    ("decisions", "pengelola.madiun", "/keputusan/"),
    ("decision", "pengelola.madiun", "/keputusan/{decision}/"),
    ("enrolments", "bpjs.madiun", "/kepesertaan/"),
    ("enrolment", "bpjs.madiun", "/kepesertaan/{decision}/"),
    ("bills", "bendahara.madiun", "/tagihan/"),
    ("bill", "bendahara.madiun", "/tagihan/{bill}/"),
    ("bill-pay", "bendahara.madiun", "/tagihan/{bill}/bayar/"),
    ("bill-file", "bendahara.madiun", "/tagihan/{bill}/berkas/"),
    ("books", "bendahara.madiun", "/pembukuan/"),
    ("reconciliation", "pengelola.madiun", "/rekonsiliasi/?program={programme}"),
    ("participants", "bpjs.madiun", "/peserta/"),
    ("participant", "bpjs.madiun", "/peserta/{person}/"),
    ("claims", "verifikator.sawahlunto", "/klaim/"),
    ("claim-report", "verifikator.sawahlunto", "/klaim/lapor/{member}/"),
    ("claim", "verifikator.sawahlunto", "/klaim/{claim}/"),
    ("claim-school", "verifikator.sawahlunto", "/klaim/{claim}/beasiswa/"),
    ("claim-late", "bpjs.sawahlunto", "/klaim/{waiting}/"),
    ("visits", "verifikator.sawahlunto", "/kunjungan/"),
    ("visit-villages", "verifikator.sawahlunto", "/kunjungan/desa/"),
    ("unclaimed", "verifikator.sawahlunto", "/belum-diklaim/"),
    ("unclaimed-one", "verifikator.sawahlunto", "/belum-diklaim/{lead}/"),
    ("unclaimed-note", "verifikator.sawahlunto", "/belum-diklaim/kabar/"),
    ("samples", "pengelola.sawahlunto", "/contoh/"),
    ("sample", "pengelola.sawahlunto", "/contoh/{sample}/"),
    ("complain", "pengelola.sawahlunto", "/pengaduan/?daerah=13.73"),
    ("complaints", "pengelola.sawahlunto", "/pengaduan/daftar/"),
    ("complaint-figures", "pengelola.sawahlunto", "/pengaduan/angka/"),
    ("cover-check", "pengelola.sawahlunto", "/cek/"),
    ("workdays", "pengelola.sawahlunto", "/hari-kerja/?tahun=2026"),
    ("experience", "pengelola.sawahlunto", "/pengalaman-klaim/?per=pekerjaan"),
    ("continuity", "bendahara.sawahlunto", "/keberlanjutan/"),
    ("continuity-people", "pengelola.sawahlunto", "/keberlanjutan/orang/?keadaan=arrears"),
    ("vacancies", "verifikator.sawahlunto", "/pengganti/"),
    ("overpayments", "bendahara.sawahlunto", "/kelebihan/"),
    ("histories", "bendahara.sawahlunto", "/kelebihan/riwayat/"),
    (
        "budgets",
        "pengelola.sawahlunto",
        "/anggaran/?a-nama=APBD&a-orang=620&a-mulai=2026-01&a-bulan=12&a-dana=apbd&a-murni=6&a-perubahan=2026-10"
        "&b-nama=CSR&b-orang=620&b-mulai=2026-01&b-bulan=12&b-dana=csr",
    ),
    ("budget-cliff", "pengelola.sawahlunto", "/anggaran/tebing/?tahun=2026"),
    ("summary", "pengelola.madiun", "/ringkasan/"),
    ("insight", "pengelola.madiun", "/ringkasan/{programme}/"),
    ("coverage", "pengelola.sawahlunto", "/cakupan/"),
    ("leader", "pengelola.sawahlunto", "/pimpinan/13.73/"),
    ("track", "pengelola.sijunjung", "/cakupan/-/jalan/13.03/"),
    ("public", "pengelola.sawahlunto", "/publik/13.73/"),
    ("calculate", "petugas.madiun", "/hitung/"),
    (
        "contribution",
        "petugas.madiun",
        "/hitung/iuran/?month=2026-05&months=12&income=1.000.000&sector=other&payer=apbdes",
    ),
    ("benefit-case", "petugas.madiun", "/hitung/manfaat/kecelakaan/meninggal/"),
    ("benefit", "petugas.madiun", "/hitung/manfaat/kecelakaan/meninggal/"),
    ("rules", "petugas.madiun", "/hitung/aturan/?cabang=jkm"),
    ("rule", "petugas.madiun", "/hitung/aturan/jkm/death_grant/"),
    ("reports", "pengelola.sawahlunto", "/laporan/"),
    ("report", "pengelola.sawahlunto", "/laporan/{report}/"),
    ("audit", "pemeriksa.madiun", "/audit/"),
    ("audit-flag", "pemeriksa.madiun", "/audit/tanda/{flag}/"),
    ("audit-archives", "pemeriksa.madiun", "/audit/arsip/"),
    ("journal", "pemeriksa.madiun", "/jurnal/"),
    ("users", "admin.madiun", "/pengguna/"),
)
# Answers filled in and sent before the picture is taken: such a page has no address of its own.
ANSWERS = {
    "benefit": {
        "date": "2026-03-10",
        "income": "1.000.000",
        "registered": "2024-01-15",
        "paid_months": "27",
        "unable_days": "12",
        "children-0-born": "2018-07-01",
        "children-0-level": "SD",
        "children-0-grade": "1",
        "land": "1.200.000",
    }
}


def check() -> int:
    stale = [name for name, make in GENERATED.items() if (ROOT / name).read_text() != make()]
    for name in stale:
        print(f"{name} is not current: run make docs")
    return 1 if stale else 0


def chromium() -> str | None:
    return shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


@contextmanager
def demonstration() -> Iterator[tuple[str, dict[str, str]]]:
    """A copy of the demonstration, so that the walk through it can be repeated, served on a free port.

    Gives its address and the identifiers that pages need; long jobs wait for ``guide_walk.worker``.
    """
    state = Path(os.environ.get("PAYUNG_DOCS_STATE", ROOT / ".state/docs"))
    environment = os.environ | {"PAYUNG_STATE": str(state)}
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    payung = [sys.executable, "-m", "payung.cli"]
    subprocess.run([*payung, "demo", "--no-serve"], env=environment, check=True)
    copied = tempfile.TemporaryDirectory(prefix="payung-docs-")
    shutil.copytree(state, copied.name, dirs_exist_ok=True)
    os.environ["PAYUNG_STATE"] = environment["PAYUNG_STATE"] = copied.name
    found = subprocess.run(
        [sys.executable, str(Path(__file__).resolve()), "--identifiers"],
        env=environment, capture_output=True, text=True, check=True,
    )  # fmt: skip
    names = dict(line.split("=", 1) for line in found.stdout.split())
    server = subprocess.Popen([*payung, "serve", "--port", port, "--workers", "0"], env=environment)
    try:
        _wait(f"http://127.0.0.1:{port}/akun/login/")
        yield f"http://127.0.0.1:{port}", names
    finally:
        server.terminate()
        server.wait(timeout=30)
        copied.cleanup()


def _wait(address: str) -> None:
    for _ in range(120):
        try:
            urllib.request.urlopen(address, timeout=2).read()
            return
        except (urllib.error.URLError, OSError):
            time.sleep(0.5)
    raise SystemExit(f"{address} does not answer")


def identifiers() -> None:
    """Which rows the pictures show: of Madiun's programme of 2020."""
    set_up_django()
    from payung.office.audit.models import Flag
    from payung.office.billing.models import Bill
    from payung.office.claims.models import Claim
    from payung.office.decisions.models import Decision
    from payung.office.followup.models import Sample
    from payung.office.people.models import Person
    from payung.office.plans.models import Plan
    from payung.office.programmes.models import Programme
    from payung.office.proposals.models import Row, Submission
    from payung.office.reports.models import Report
    from payung.office.sweeps.models import Match

    farmers = Person.objects.filter(months__programme__name="Petani Sawahlunto 2025", claims=None)
    print(f"member={farmers.order_by('pk')[0].public_id}")
    print(f"claim={Claim.objects.filter(paid_scholarship__gt=0).earliest('pk').public_id}")
    print(f"sample={Sample.objects.earliest('pk').public_id}")
    unclaimed = Match.objects.filter(
        kind="death", village__regency="13.73", benefit__gt=0, person__claims=None
    )
    print(f"lead={unclaimed.exclude(state='rejected').earliest('pk').person.public_id}")
    print(f"waiting={Claim.objects.filter(state='handed').earliest('pk').public_id}")
    programme = Programme.objects.get(name="Siaga Kita 2020")
    refused = Row.objects.filter(programme=programme, reasons__contains="registry.probable").order_by("pk")
    match = Match.objects.filter(kind="death", village__regency="35.77", how="certain").earliest("pk")
    print(f"flag={Flag.objects.filter(area__regency='35.77').order_by('-rupiah', 'pk')[0].public_id}")
    quarter = Report.objects.filter(obligation__recipient="regent", obligation__area="13.73")
    print(f"report={quarter.order_by('-first_month')[0].public_id}")
    print(f"programme={programme.public_id}")
    print(f"match={match.public_id}")
    print(f"submission={Submission.objects.filter(programme=programme).earliest('pk').public_id}")
    print(f"row={refused[0].public_id}")
    print(f"decision={Decision.objects.get(programme=programme, state='approved').public_id}")
    print(f"bill={Bill.objects.filter(programme=programme).order_by('-month', '-people')[0].public_id}")
    plan = Plan.objects.filter(base=None, stage="ready").earliest("pk")
    print(f"plan={plan.public_id}")
    print(f"supposed={plan.derived.earliest('pk').public_id}")
    print(f"fund={programme.fund_links.earliest('rank').fund.public_id}")
    print(
        f"person={Person.objects.filter(months__programme=programme, months__payment__isnull=False).order_by('pk')[0].public_id}"
    )


def pictures() -> None:
    from playwright.sync_api import sync_playwright

    browser_path = chromium()
    if browser_path is None:
        raise SystemExit("no chromium found: pictures are left as they are")
    PICTURES.mkdir(parents=True, exist_ok=True)
    with demonstration() as (address, names), sync_playwright() as play:
        browser = play.chromium.launch(
            executable_path=browser_path, args=["--no-sandbox", "--disable-background-networking"]
        )
        for size, (width, height) in SIZES.items():
            who, page = None, None
            for picture, user, where in PAGES:
                if page is None or user != who:
                    page = browser.new_context(
                        viewport={"width": width, "height": height}, locale="id-ID"
                    ).new_page()
                    who = user
                    if user:
                        log_in(page, address, user)
                page.goto(address + where.format(**names))
                if picture in ANSWERS:
                    answer(page, ANSWERS[picture])
                page.wait_for_load_state("networkidle")
                page.screenshot(path=PICTURES / f"{picture}-{size}.png")
        every_page(browser, address)
        guide_walk.walk(browser, address, Path(os.environ["PAYUNG_STATE"]), shoot, log_in)
        browser.close()


def every_page(browser: Any, address: str) -> None:
    """docs/panduan/halaman.md with its pictures."""
    set_up_django()
    from office.test_pages_browser import PAGES as NAMED  # type: ignore[import-not-found]

    gallery.PICTURES.mkdir(parents=True, exist_ok=True)
    for old in gallery.PICTURES.glob("*.webp"):
        old.unlink()
    told = subprocess.run(
        [sys.executable, str(Path(__file__).resolve()), "--addresses"],
        env=os.environ, capture_output=True, text=True, check=True,
    )  # fmt: skip
    found = [gallery.Shown(*page) for page in json.loads(told.stdout.splitlines()[-1]) if page[0] in NAMED]
    gallery.of_the_demonstration(browser, address, found, SIZES, log_in)
    missing = set(NAMED) - {page.name for page in found}
    found += gallery.of_the_small_office(browser, missing, SIZES)
    (ROOT / "docs/panduan/halaman.md").write_text(gallery.page_of_pictures(found), encoding="utf-8")


def answer(page: Any, answers: dict[str, str]) -> None:
    for name, value in answers.items():
        field = page.locator(f"[name={name}]")
        if field.evaluate("field => field.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)
    page.click(".form-buttons button")
    page.wait_for_selector("[name=change]")


def shoot(page: Any, picture: str) -> None:
    """The page as it stands, in every size: for pages that no address alone gives."""
    page.wait_for_load_state("networkidle")
    for size, (width, height) in SIZES.items():
        page.set_viewport_size({"width": width, "height": height})
        page.evaluate("scrollTo(0, 0)")
        page.screenshot(path=PICTURES / f"{picture}-{size}.png")


def log_in(page: Any, address: str, user: str) -> None:
    page.goto(f"{address}/akun/login/")
    page.fill("input[name=login]", user)
    page.fill("input[name=password]", "payung-peragaan")
    page.press("input[name=password]", "Enter")
    page.wait_for_url(lambda address: "/login/" not in address)


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--no-pictures", action="store_true")
    parser.add_argument("--identifiers", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--addresses", action="store_true", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.identifiers:
        identifiers()
        return 0
    if arguments.addresses:
        set_up_django()
        print(json.dumps(gallery.found()))
        return 0
    if arguments.check:
        return check()
    for name, make in GENERATED.items():
        (ROOT / name).write_text(make())
        print(name)
    if not arguments.no_pictures:
        pictures()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
