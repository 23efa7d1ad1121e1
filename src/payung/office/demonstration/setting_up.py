"""A programme of the plan, set up as its manager would: bases, agreement, money, criteria, quotas, lists."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from payung.language import Text
from payung.office.areas.models import Area, Level
from payung.office.demonstration.characters import Office
from payung.office.funding import actions as funding
from payung.office.funding.models import Fund, Sponsor
from payung.office.programmes import actions as programmes
from payung.office.programmes.actions.quotas import TOTAL
from payung.office.programmes.models import Agreement, BasisKind, LegalBasis, Programme
from payung.office.references import actions as references
from payung.office.references.models import Kind
from payung.synthetic.plan import Fund as PlannedFund
from payung.synthetic.plan import LegalBasis as PlannedBasis
from payung.synthetic.plan import ProgrammePlan, Reference

_CHUNK = 1 << 20
# People by what they are: their keys follow the blind index, which every installation keys for itself.
ONE_ORDER = ("village_id", "birth_date", "name", "nik_tail")
# The first words of a regulation tell its kind.
_KINDS = {
    "Peraturan Daerah": BasisKind.PERDA,
    "Peraturan Pemerintah": BasisKind.NATIONAL,
    "Instruksi": BasisKind.INSTRUCTION,
}


def set_up(office: Office, plan: ProgrammePlan) -> Programme:
    """The programme, ready for proposals."""
    manager, area = office.manager, plan.area
    rules = plan.criteria.mapping()
    programme = programmes.create_programme(
        manager,
        area,
        programmes.ProgrammeFacts(
            name=plan.name if plan.name[-4:].isdigit() else f"{plan.name} {plan.first_month.year}",
            first_month=plan.first_month.number,
            months=plan.months,
            purpose="Perlindungan kecelakaan kerja dan kematian bagi pekerja rentan (peragaan)",
            priority=plan.priority,
            delegated=plan.delegated,
            agreement=_agreement(office, plan),
            bases=[_basis(office, basis) for basis in plan.legal_bases],
        ),
    )
    for name in plan.criteria.occupations or ():
        programmes.save_occupation(manager, programme, name=name)
    programmes.add_criteria(
        manager, programme, rules, valid_from=plan.on, listed_work_only=bool(rules.get("occupations"))
    )
    programmes.set_quotas(manager, programme, _quotas(rules, area))
    for fund in plan.funds:
        programmes_fund = _fund(office, fund)
        funding.link_fund(manager, programme, programmes_fund, rank=fund.rank)
    for reference in plan.references:
        add_list(office, reference)
    return programme


def _quotas(rules: Mapping[str, Any], area: str) -> dict[str, int | None]:
    quota = rules.get("quota", {})
    places: dict[str, int | None] = dict(quota.get("villages", {}))
    if each := quota.get("per_village"):
        codes = Area.objects.filter(regency=area, level=Level.VILLAGE).values_list("code", flat=True)
        places |= dict.fromkeys(codes, each)
    if "total" in quota:
        places[TOTAL] = quota["total"]
    return places


def _basis(office: Office, basis: PlannedBasis) -> LegalBasis:
    found = LegalBasis.objects.filter(area_id=office.region.code, number=basis.number).first()
    kinds = (kind for words, kind in _KINDS.items() if basis.number.startswith(words))
    return found or programmes.add_basis(
        office.manager,
        office.region.code,
        number=basis.number,
        about=basis.about.id,
        dated=basis.dated,
        kind=next(kinds, BasisKind.OTHER),
    )


def _agreement(office: Office, plan: ProgrammePlan) -> Agreement:
    said = plan.agreement
    found = Agreement.objects.filter(number=said.number).first()
    return found or programmes.add_agreement(
        office.manager,
        plan.area,
        number=said.number,
        branch=said.branch,
        starts=said.first_day,
        ends=said.last_day,
        extends=Agreement.objects.filter(number=said.extends).first() if said.extends else None,
    )


def _fund(office: Office, said: PlannedFund) -> Fund:
    sponsor = Sponsor.objects.filter(area_id=office.region.code, name=said.payer).first()
    sponsor = sponsor or funding.create_sponsor(office.manager, office.region.code, name=said.payer)
    return funding.create_fund(
        office.manager,
        sponsor,
        area_code=said.area,
        name=said.name.id,
        payer=said.kind,
        year=said.year,
        ceiling=said.ceiling,
    )


def add_list(office: Office, reference: Reference) -> None:
    references.add_from_file(
        office.verifier,
        area=Area.objects.get(code=office.region.code),
        kind=Kind(reference.kind.replace("-", "_")),
        name=reference.source.id[:120],
        source=Text("Data peragaan", "Demonstration data").id,
        dated=reference.dated,
        chunks=chunks(reference.path),
        file_name=reference.path.name,
    )


def chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as stream:
        while block := stream.read(_CHUNK):
            yield block
