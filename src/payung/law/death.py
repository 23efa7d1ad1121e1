"""What a death not from work pays (JKM: PP 44/2015 art 34, PP 82/2019 art 34, Permenaker 1/2025)."""

from __future__ import annotations

from datetime import date

from payung.language import Text, rupiah
from payung.law.doubt import Doubt
from payung.law.line import Part, benefit_line
from payung.law.parameters import Parameters
from payung.law.periodic import funeral, periodic
from payung.law.unpaid import unpaid_months
from payung.law.waiting import Waiting, waiting

_COUNT = Text(
    "Tiga bulan dihitung sebagai bulan kalender sejak terdaftar; ada sumber yang menghitung {other}, dan itu "
    "memberi {amount}.",
    "Three months are counted as calendar months from registration; some sources count {other}, which gives "
    "{amount}.",
)
_DAYS = Text("{days} hari", "{days} days")
_CONTRIBUTIONS = Text("bulan iuran", "contribution months")
_ARTICLE = Text(
    "Aturan tiga bulan (Permenaker 1/2025) pasalnya belum dibaca; bila tidak berlaku, haknya penuh {full}.",
    "The article of the three-month rule (Permenaker 1/2025) has not been read; if it does not apply, {full} is due.",
)
_SEGMENT = Text(
    "Aturan tiga bulan diberitakan bagi BPU; apakah berlaku juga bagi PU belum dibaca.",
    "The three-month rule is reported for BPU; whether it holds for PU too has not been read.",
)
_UNBROKEN = Text(
    "Apakah tiga bulan harus terus-menerus, dan mulai lagi setelah bulan kosong, belum terbaca dalam hukum.",
    "Whether the three months must be unbroken, and start again after a gap, has not been read in the law.",
)
_SHORT = Text(
    "Kepesertaan kurang dari {months} bulan: {amount} saja",
    "Membership of less than {months} months: only {amount}",
)


def full_death_benefit(death: date, parameters: Parameters) -> Part:
    """Death grant, funeral and the periodic benefit, by the law on the day of death."""
    grant = parameters.at("jkm/death_grant", death)
    working = Text(f"Santunan kematian {rupiah(grant.value)}", f"Death grant {rupiah(grant.value)}")
    return Part(
        (
            benefit_line("death_grant", grant.value, 1, working, grant),
            funeral("jkm", death, parameters),
            periodic("jkm", death, parameters),
        )
    )


def death_benefit(
    registered: date, paid_months: int, death: date, segment: str, parameters: Parameters
) -> Part:
    """JKM of a member registered on a day with so many months paid; scholarship apart.

    Membership counts from registration. It is taken as broken only where that is certain: fewer months paid
    than the rule asks and more unpaid than arrears allow.
    """
    full = full_death_benefit(death, parameters)
    rule = waiting(registered, death, segment, parameters)
    broken = _surely_broken(registered, paid_months, death, rule, parameters)
    too_short = rule.applies and (broken or not rule.by_months)
    paid = _short_benefit(rule) if too_short else full
    gap = unpaid_months(registered, paid_months, death) > 0
    return Part(paid.lines, _doubts(rule, paid.total, full.total, gap=gap, broken=broken))


def _short_benefit(rule: Waiting) -> Part:
    working = _SHORT.format(months=rule.rule.value["months"], amount=rupiah(rule.amount))
    return Part((benefit_line("funeral", rule.amount, 1, working, rule.rule),))


def _surely_broken(
    registered: date, paid_months: int, death: date, rule: Waiting, parameters: Parameters
) -> bool:
    window = parameters.amount("membership/arrears_months", death)
    missing = unpaid_months(registered, paid_months, death)
    return paid_months < rule.rule.value["months"] and missing > window


def _doubts(rule: Waiting, paid: int, full: int, *, gap: bool, broken: bool) -> tuple[Doubt, ...]:
    if not rule.applies:
        undecided = rule.amount > 0 and not rule.by_months
        return (Doubt("jkm_waiting_segment", _SEGMENT, rule.amount - full),) if undecided else ()
    doubts = []
    if not broken:
        readings = (
            ("jkm_waiting_days", rule.by_days, _DAYS.format(days=rule.rule.value["days"])),
            ("jkm_waiting_contribution_months", rule.by_contribution_months, _CONTRIBUTIONS),
        )
        for code, is_full, other in readings:
            if is_full != rule.by_months:
                amount = full if is_full else rule.amount
                doubts.append(Doubt(code, _COUNT.format(other=other, amount=rupiah(amount)), amount - paid))
    if paid < full:
        doubts.append(Doubt("jkm_waiting_article", _ARTICLE.format(full=rupiah(full)), full - paid))
    if broken or (gap and rule.by_months):
        other_amount = full if broken else rule.amount
        doubts.append(Doubt("jkm_waiting_unbroken", _UNBROKEN, other_amount - paid))
    return tuple(doubts)
