"""What the leadership looks at: BPJS's table of Sijunjung by segment, and the numbers that every region shows to all."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from payung.office.areas.models import Area
from payung.office.demonstration import characters
from payung.office.demonstration.characters import SIJUNJUNG, Office
from payung.office.insight import importing, publishing
from payung.office.insight.models import Segment

_TABLE = "Wilayah,PU,BPU\nKabupaten Sijunjung,14468,17143\nJumlah,14468,17143\n"
_DAY = date(2023, 8, 31)


def add(offices: dict[str, Office]) -> None:
    office = offices[SIJUNJUNG.code]
    area = Area.objects.get(pk=SIJUNJUNG.code)
    table = importing.upload(
        office.manager,
        area=area,
        file_name="peserta-per-segmen.csv",
        chunks=[_TABLE.encode()],
        source="BPJS Ketenagakerjaan, Agustus 2023",
        dated=_DAY,
        segment=Segment.ALL,
        protected="Peserta BPJS Ketenagakerjaan",
        workforce="Potensi pekerja",
    )
    importing.keep(office.manager, table)
    for code, each in offices.items():
        characters.leader(each)
        publishing.publish(each.manager, Area.objects.get(pk=code), timezone.localdate())
