"""What offices do beside the lists: agreements that end, meetings in every kecamatan, rice, an award."""

from __future__ import annotations

import csv
import tempfile
from datetime import date, timedelta
from pathlib import Path

from django.utils import timezone

from payung.office.aid.actions import drawing, handing, stock
from payung.office.aid.drawing import Rule
from payung.office.areas.models import Area
from payung.office.areas.models import Level as AreaLevel
from payung.office.award import actions as award
from payung.office.award.evidence import FULL_IN_VILLAGE, SOURCES
from payung.office.award.models import Level
from payung.office.demonstration.characters import MADIUN, SAWAHLUNTO, SIJUNJUNG, Office
from payung.office.demonstration.setting_up import ONE_ORDER
from payung.office.outreach.actions import attending, following, planning
from payung.office.outreach.actions.planning import Plan
from payung.office.outreach.models import Activity, Campaign, Kind
from payung.office.people.models import Person
from payung.office.programmes import actions as programmes
from payung.office.programmes.models import Agreement, BasisKind, LegalBasis, Programme

PACKS, RESERVE = 400, 20  # two tonnes of rice in packs of 5 kg
_HANDED = "1-312"
_PRESENT = 18  # names on each attendance list


def add(offices: dict[str, Office]) -> None:
    today = timezone.localdate()
    _ground(offices[MADIUN.code], offices[SAWAHLUNTO.code], today)
    _discussion(offices[MADIUN.code], today)
    _meetings(offices[SIJUNJUNG.code], today)
    _cards(offices[SAWAHLUNTO.code], today)
    _rice(offices[MADIUN.code], today)
    _award(offices[SIJUNJUNG.code])


def _ground(madiun: Office, sawahlunto: Office, today: date) -> None:
    """Madiun's regulation of 2020 was replaced in 2023; Sawahlunto's agreement ends with the year."""
    newer = programmes.add_basis(
        madiun.manager,
        madiun.region.code,
        number="Peraturan Daerah Kota Madiun Nomor 7 Tahun 2023",
        about="Jaminan sosial ketenagakerjaan",
        dated=date(2023, 1, 1),
        kind=BasisKind.PERDA,
    )
    older = LegalBasis.objects.filter(area=madiun.region.code, number__endswith="Nomor 6 Tahun 2020").get()
    programmes.change_basis(
        madiun.manager,
        older,
        number=older.number,
        about=older.about,
        dated=older.dated,
        kind=older.kind,
        replaced_by=newer,
        why="Diganti peraturan baru (peragaan)",
    )
    newest = Agreement.objects.filter(area=sawahlunto.region.code).order_by("-ends")[0]
    programmes.change_agreement(
        sawahlunto.manager,
        newest,
        number=newest.number,
        branch=newest.branch,
        starts=newest.starts,
        ends=newest.ends,
        extends=newest.extends,
        parties="Pemerintah Kota Sawahlunto",
        about="Perlindungan jaminan sosial bagi pekerja rentan",
        start_rule="agreement",
        why="Dilengkapi dari naskahnya (peragaan)",
    )
    programmes.remind_if_due(today)


def _discussion(office: Office, today: date) -> None:
    """The FGD of the city and BPJS."""
    said = Plan(
        kind=Kind.FGD,
        title="FGD penyelenggaraan Siaga Kita bersama BPJS Ketenagakerjaan",
        day=today - timedelta(days=40),
        place="Balai Kota Madiun",
        agenda="Kepesertaan, kuota, dan data sosial",
    )
    held = planning.plan(office.manager, office.region.code, said)
    _came(office, held, ("Dinas Tenaga Kerja", "BPJS Ketenagakerjaan", "DPRD Komisi III", "Lurah"))
    planning.hold(
        office.manager,
        held,
        held_on=held.day,
        minutes="Lurah mengirim usulan susulan sampai kuota 4.500 terisi. Dinas Sosial memadankan data sosial.",
    )
    following.agree(
        office.manager,
        held,
        what="Kirim padanan data sosial terbaru",
        owner="Dinas Sosial",
        due=today - timedelta(days=5),
    )
    done = following.agree(
        office.manager, held, what="Umumkan sisa kuota", owner="Lurah", due=today - timedelta(days=20)
    )
    following.end(office.manager, done, how="done", ended_on=today - timedelta(days=22), note="Diumumkan")


def _meetings(office: Office, today: date) -> None:
    """A meeting in each kecamatan, under the campaign's name; the last is still to come."""
    campaign = planning.add_campaign(
        office.manager,
        office.region.code,
        name="Kerja Keras Bebas Cemas Masuk Desa",
        about="Warga tiap kecamatan mengenal program dan menerima kartu peserta",
    )
    districts = list(
        Area.objects.filter(regency=office.region.code, level=AreaLevel.DISTRICT).order_by("code")
    )
    for at, district in enumerate(districts):
        day = today - timedelta(days=3 * (len(districts) - at) - 8)
        _meeting(office, district, campaign, day, today)


def _meeting(office: Office, district: Area, campaign: Campaign, day: date, today: date) -> None:
    said = Plan(
        kind=Kind.SOCIALISATION,
        title=f"Sosialisasi di Kecamatan {district.name}",
        day=day,
        place=f"Kantor Camat {district.name}",
        campaign=campaign,
    )
    made = planning.plan(office.manager, district.code, said)
    if day > today:
        return
    _came(office, made, ("Wali nagari", "Bamus", "Warga", "PKK"))
    planning.hold(
        office.manager,
        made,
        held_on=day,
        minutes="Nagari mengirim daftar seratus pekerja rentan dengan berita acara.",
        cards_handed=25,
    )
    following.agree(
        office.manager,
        made,
        what="Kirim usulan nagari yang belum masuk",
        owner=f"Camat {district.name}",
        due=day + timedelta(days=14),
    )


def _cards(office: Office, today: date) -> None:
    """Cards handed to the farmers."""
    said = Plan(
        kind=Kind.CARDS,
        title="Penyerahan kartu peserta kepada petani",
        day=today - timedelta(days=20),
        place="Lapangan Segitiga Sawahlunto",
    )
    made = planning.plan(office.manager, office.region.code, said)
    _came(office, made, ("Kelompok tani", "Penyuluh"))
    planning.hold(
        office.manager, made, held_on=made.day, minutes="Kartu diserahkan oleh wali kota.", cards_handed=620
    )


def _came(office: Office, activity: Activity, institutions: tuple[str, ...]) -> None:
    """An attendance list with synthetic names, spread over the activity's villages."""
    villages = list(activity.villages.order_by("code").values_list("name", flat=True))
    names = Person.objects.filter(village__in=activity.villages.all()).order_by(*ONE_ORDER)[:_PRESENT]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "daftar-hadir.csv"
        with path.open("w", newline="", encoding="utf-8") as stream:
            writer = csv.writer(stream)
            writer.writerow(["Nama", "Instansi", "Desa"])
            for at, person in enumerate(names):
                writer.writerow(
                    [person.name, institutions[at % len(institutions)], villages[at % len(villages)]]
                )
        attending.take_list(office.manager, activity, path, file_name=path.name)


def _rice(office: Office, today: date) -> None:
    """Two tonnes of rice for participants of the first programme, most of it handed out."""
    programme = Programme.objects.filter(area=office.region.code).earliest("first_month")
    rice = stock.plan(
        office.manager,
        office.region.code,
        name="Beras bagi peserta Siaga Kita",
        pack="karung beras 5 kg",
        programme=programme,
    )
    stock.receive(
        office.manager,
        rice,
        packs=PACKS,
        document="BAST/PERAGAAN/35.77/2020/01",
        giver="Pemerintah Kota Madiun",
        dated=today,
    )
    rule = Rule(programme.first_month, programme.pk)
    rice = drawing.draw(office.manager, rice, rule, seed="siaga kita", reserve=RESERVE)
    handing.hand_by_sheet(office.verifier, rice, _HANDED, dated=today)


def _award(office: Office) -> None:
    """Sijunjung's own award, and the league of its nagari with the same evidence."""
    weights = {code: {"weight": one.weight, "full": one.full} for code, one in SOURCES.items()}
    in_village = {
        code: {**said, "full": FULL_IN_VILLAGE.get(code, said["full"])} for code, said in weights.items()
    }
    for name, level, criteria in (
        ("Paritrana Award", Level.AREA, weights),
        ("Paritrana tingkat nagari", Level.VILLAGE, in_village),
    ):
        award.set_criteria(office.manager, office.region.code, name=name, level=level, criteria=criteria)
    award.add_innovation(
        office.manager,
        office.region.code,
        title="Satu Nagari 100 Pekerja Rentan",
        about="Nagari sendiri memutuskan siapa yang layak, dengan berita acara",
        dated=date(2023, 8, 1),
    )
