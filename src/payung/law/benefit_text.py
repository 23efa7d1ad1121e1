"""The benefit as a person would write it out for a family: lines, school years, doubts, dates, papers."""

from __future__ import annotations

from itertools import groupby

from payung.language import Language, Text, rupiah
from payung.law.benefit import Benefit
from payung.law.line import BenefitLine
from payung.law.month import date_in_words
from payung.law.parameters.model import CONFIDENCE_WORDS
from payung.law.scholarship import SchoolYear

EVENT_WORDS = {
    "accident": Text("Kecelakaan kerja {day}", "Work accident of {day}"),
    "disease": Text("Penyakit akibat kerja, didiagnosis {day}", "Occupational disease diagnosed on {day}"),
    "death": Text("Meninggal bukan karena kerja, {day}", "Death not from work, {day}"),
}
CODE_WORDS = {
    "medical": Text("Perawatan", "Medical care"),
    "transport": Text("Angkutan", "Transport"),
    "temporary_inability": Text("Pengganti penghasilan (STMB)", "Income while unable to work (STMB)"),
    "partial_disability": Text("Cacat sebagian", "Partial disability"),
    "total_disability": Text("Cacat total tetap", "Permanent total disability"),
    "death_grant": Text("Santunan kematian", "Death grant"),
    "funeral": Text("Biaya pemakaman", "Funeral cost"),
    "periodic": Text("Santunan berkala", "Periodic benefit"),
    "scholarship": Text("Beasiswa", "Scholarship"),
    "late_payment": Text("Kompensasi keterlambatan", "Compensation for late payment"),
}
_BASIS = Text("Dasar upah {wage}", "Wage basis {wage}")
_TOTAL = Text("Jumlah: {total}", "Total: {total}")
_SCHOOL = Text("Beasiswa, diajukan setiap tahun:", "Scholarship, claimed every year:")
_CHILD = Text("Anak {n}: {sum}", "Child {n}: {sum}")
_YEARS = Text(
    "{level} {first} – {last}: {count} tahun × {amount}", "{level} {first} – {last}: {count} years × {amount}"
)
_SCHOOL_TOTAL = Text("Jumlah beasiswa: {total}", "Scholarships: {total}")
_GRAND = Text("Seluruhnya: {total}", "All together: {total}")
_UNSETTLED = Text("Belum pasti:", "Unsettled:")
_DATES = Text("Tenggat:", "Deadlines:")
_PAPERS = Text("Dokumen:", "Documents:")


def as_text(answer: Benefit, language: Language) -> str:
    """Several lines of plain text, ending with a line feed."""
    case = answer.case
    head = EVENT_WORDS[case.event].to(language).format(day=date_in_words(case.day, language))
    said = [head, _BASIS.to(language).format(wage=rupiah(case.wage)), ""]
    for line in answer.lines:
        said += _say_line(line, language)
    said += ["", _TOTAL.to(language).format(total=rupiah(answer.total))]
    if answer.scholarship.years:
        said += ["", _SCHOOL.to(language), *_say_school(answer.scholarship.years, language)]
        said.append(_SCHOOL_TOTAL.to(language).format(total=rupiah(answer.scholarship.total)))
        said += ["", _GRAND.to(language).format(total=rupiah(answer.grand_total))]
    if answer.doubts:
        said += ["", _UNSETTLED.to(language), *(f"- {doubt.sentence(language)}" for doubt in answer.doubts)]
    said += ["", _DATES.to(language)]
    for deadline in answer.deadlines:
        day = f"{date_in_words(deadline.by, language)}: " if deadline.by else ""
        said.append(f"- {day}{deadline.what.to(language)} [{deadline.rule.cited(language)}]")
    said += ["", _PAPERS.to(language), *(f"- {paper.to(language)}" for paper in answer.documents)]
    return "\n".join(said) + "\n"


def _say_line(line: BenefitLine, language: Language) -> list[str]:
    mark = "" if line.confidence == "verified" else f", {CONFIDENCE_WORDS[line.confidence].to(language)}"
    return [
        f"{CODE_WORDS[line.code].to(language)}: {rupiah(line.amount)}",
        f"    {line.working.to(language)}",
        f"    [{line.citation(language)}{mark}]",
    ]


def _say_school(years: tuple[SchoolYear, ...], language: Language) -> list[str]:
    said = []
    for child, of_child in groupby(years, key=lambda year: year.child):
        own = list(of_child)
        sum_said = rupiah(sum(year.amount for year in own))
        said.append("  " + _CHILD.to(language).format(n=child, sum=sum_said))
        for (level, amount), of_level in groupby(own, key=lambda year: (year.level, year.amount)):
            run = list(of_level)
            said.append(
                "    "
                + _YEARS.to(language).format(
                    level=level, first=run[0].year, last=run[-1].year, count=len(run), amount=rupiah(amount)
                )
            )
    return said
