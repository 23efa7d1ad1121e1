"""What is left for the newcomer: an open programme in Madiun, its lists, and a messy workbook to upload."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from payung.language import Text
from payung.office.demonstration.characters import Office
from payung.office.demonstration.setting_up import add_list
from payung.office.funding import actions as funding
from payung.office.funding.models import Sponsor
from payung.office.programmes import actions as programmes
from payung.office.programmes.actions.quotas import TOTAL
from payung.office.programmes.models import Programme
from payung.synthetic.examples import FILES, write_examples
from payung.synthetic.plan import Reference

NAME = "Siaga Kita 2027"
LISTS_DATED = date(2026, 10, 31)


def open_programme(
    office: Office, folder: Path, *, first_month: int = 202701, valid_from: date = date(2026, 10, 1)
) -> Programme:
    """The programme that takes proposals now. ``folder`` gets the workbook and the lists."""
    folder.mkdir(parents=True, exist_ok=True)
    write_examples(folder)
    manager, area = office.manager, office.region.code
    programme = programmes.create_programme(
        manager,
        area,
        programmes.ProgrammeFacts(
            name=NAME,
            first_month=first_month,
            months=12,
            purpose="Perlindungan pekerja rentan tahun 2027 (peragaan)",
        ),
    )
    rules = {
        "min_age": 18,
        "max_age": 65,
        "registry_required": True,
        "max_decile": 5,
        "excluded_groups": ["ASN", "TNI", "POLRI", "Pensiunan"],
    }
    programmes.add_criteria(manager, programme, rules, valid_from=valid_from)
    programmes.set_quotas(manager, programme, {TOTAL: 4_500})
    sponsor = Sponsor.objects.filter(area_id=area).earliest("pk")
    fund = funding.create_fund(
        manager,
        sponsor,
        area_code=area,
        name="APBD Kota Madiun",
        payer="apbd",
        year=first_month // 100,
        ceiling=1_000_000_000,
    )
    funding.link_fund(manager, programme, fund)
    for kind, name in FILES.items():
        source = Text(f"Daftar contoh {name}", f"Sample list {name}")
        add_list(office, Reference(kind, folder / name, LISTS_DATED, source, 0))
    return programme
