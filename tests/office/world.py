"""A programme ready to decide, for the tests of decisions, cover and billing: made through the acts, people in bulk."""

from __future__ import annotations

import csv
from datetime import date

from payung.office.core.bulk import insert_rows
from payung.office.core.identifiers import public_id
from payung.office.core.vault import blind_index, seal_fields
from payung.office.cover.actions import import_return
from payung.office.decisions import actions as decisions
from payung.office.funding.actions import create_fund, create_sponsor, link_fund
from payung.office.programmes.actions import ProgrammeFacts, add_criteria, create_programme, set_quotas
from payung.office.proposals.models import SEALED_ROW, Row, Stage, Standing, Submission

MUARO, PEMATANG, TANJUNG = "13.03.04.2001", "13.03.04.2002", "13.03.08.2001"
SK_DATE = date(2026, 4, 20)
_ROW = [
    "public_id",
    "submission",
    "programme",
    "position",
    "sheet",
    "row",
    "village",
    "village_known",
    "village_text",
    "nik_index",
    "nik_tail",
    "name",
    "birth_date",
    "sex",
    "occupation",
    "occupation_code",
    "sector",
    "income",
    "decile",
    "sealed",
    "outcome",
    "reasons",
    "standing",
    "mends",
    "review_reason",
]


def nik(number: int) -> str:
    return f"130304{12 + number % 2 * 40:02}0580{number % 9999 + 1:04}"


def programme(manager, name="Satu Nagari", *, quotas=None, area="13.03", ceiling=None, payer="apbd", **facts):
    """A programme with criteria in force and one fund; ``quotas`` as ``set_quotas`` takes them."""
    facts = {"first_month": 202605, "months": 8} | facts
    made = create_programme(manager, area, ProgrammeFacts(name=name, **facts))
    add_criteria(manager, made, {"min_age": 18, "max_age": 65}, valid_from=date(2020, 1, 1))
    if quotas:
        set_quotas(manager, made, quotas)
    link_fund(manager, made, fund(manager, f"Dana {name}", ceiling=ceiling, payer=payer, area=area))
    return made


def fund(manager, name="APBD", *, ceiling=None, payer="apbd", area="13.03", year=2026):
    sponsor = create_sponsor(manager, area, name=f"Penyandang {name}")
    return create_fund(manager, sponsor, area_code=area, name=name, payer=payer, year=year, ceiling=ceiling)


def accepted(programme, user, people, *, start=0):
    """Accepted rows. ``people`` are villages, or mappings of a row's fields with ``village``."""
    submission = Submission.objects.create(
        programme=programme,
        area_id=programme.area_id,
        file_name="usulan.xlsx",
        uploaded_by=user,
        stage=Stage.READY,
    )
    insert_rows(Row, _ROW, (_row(submission, at, one, start) for at, one in enumerate(people)))
    return list(Row.objects.filter(submission=submission).order_by("position"))


def _row(submission, at, one, start):
    said = one if isinstance(one, dict) else {"village": one}
    digits = said.get("nik") or nik(start + at)
    name = said.get("name", f"Warga {start + at}")
    private = {
        "nik": digits,
        "kk": "1303040000000001",
        "address": "Jorong Satu",
        "mother_name": "Ibu",
        "cells": [name],
    } | {key: said[key] for key in ("kk", "phone") if key in said}
    return (
        public_id(), submission.pk, submission.programme_id, at, "Lembar1", at + 2, said["village"], True, "",
        blind_index(digits), digits[-4:], name, said.get("born", date(1980, 5, 12)), said.get("sex", "L"),
        said.get("occupation", "petani"), "petani", said.get("sector", "other"), said.get("income"), said.get("decile"),
        seal_fields(private, SEALED_ROW), "eligible", "", Standing.ACCEPTED, None, "",
    )  # fmt: skip


def submitted(manager, programme, **options):
    return decisions.submit(manager, decisions.generate(manager, programme, **options))


def approved(manager, other_manager, programme, number="SK-1", **options):
    return decisions.approve(
        other_manager, submitted(manager, programme, **options), number=number, dated=SK_DATE
    )


def return_list(path, rows, *, start="01-05-2026"):
    """A return list as a branch sends it. ``rows``: (nik, kpj, status, reason)."""
    with open(path, "w", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(["NIK", "KPJ", "Status", "Keterangan", "Tanggal Mulai"])
        writer.writerows([*row, start] for row in rows)
    return path


def kpj(number):
    return f"{26_000_000_000 + number}"


def enrolled(branch, decision, folder, numbers, *, name="balikan.csv", start="01-05-2026"):
    """Everybody with these numbers (of ``nik``) is enrolled by a return list."""
    rows = [(nik(number), kpj(number), "Berhasil", "") for number in numbers]
    return import_return(branch, decision, return_list(folder / name, rows, start=start), file_name=name)
