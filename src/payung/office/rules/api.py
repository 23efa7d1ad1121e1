"""The law through the API: the same answers as ``payung contribution`` and ``payung benefit``.

Complaints are the engine's own, in the page's language, and name the field.
"""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema

from payung.language import Text
from payung.law.benefit import benefit as reckon_benefit
from payung.law.case import EVENTS, OUTCOMES, read_case
from payung.law.case import SEGMENTS as CASE_SEGMENTS
from payung.law.contribution import contribution as reckon_contribution
from payung.law.fields import unusable
from payung.law.month import Month
from payung.law.parameters import Confidence, current
from payung.law.scholarship import LEVELS
from payung.law.transport import MODES
from payung.office.core.language import page_language

router = Router(tags=["law"])

LARGEST_CASE = 64_000  # bytes
_LONGEST_NUMBER = 15  # digits
_MONTH = r"^\d{4}-(0[1-9]|1[0-2])$"
_MOST = 10**15


class Unusable(Schema):
    """What is wrong and how to mend it: in words, or field by field where the form of the question is wrong."""

    detail: str | list[Any]


_FAULTS = {401: Unusable, 422: Unusable}


class DoubtOut(Schema):
    """An unsettled point that the figure rests on; ``effect``: the change in rupiah if the other reading holds."""

    code: str
    text: str
    effect: int | None


class ContributionIn(Schema):
    month: str = Field(pattern=_MONTH, description="first contribution month, such as 2026-05; from 2015-07")
    months: int = Field(1, ge=1, le=1200, description="how many months; of placement for pmi")
    income: int | None = Field(
        None,
        ge=0,
        le=_MOST,
        description="monthly income (bpu) or wage in whole rupiah; not for pmi, nor beside contract_value",
    )
    sector: Literal["transport", "other"] = "other"
    payer: Literal["self", "apbn", "apbd", "apbdes", "csr", "baznas", "donor"] = Field(
        description="whose money; palm-oil and tobacco shares (DBH) count as apbd"
    )
    jht: bool = Field(False, description="with old-age savings")
    segment: Literal["bpu", "pu", "construction", "pmi"] = "bpu"
    registered: str | None = Field(
        None,
        pattern=_MONTH,
        description="first month of membership; left out: of long standing, nothing owed",
    )
    paid_through: str | None = Field(
        None, pattern=_MONTH, description="last month paid without a gap, where something is owed"
    )
    employer: bool = Field(False, description="a bpu who employs others")
    risk_class: int = Field(1, ge=1, le=5, description="JKK risk class (pu)")
    jkp: bool = Field(False, description="member of JKP (pu)")
    labour_intensive: bool = Field(False, description="labour-intensive industry (pu)")
    contract_value: int | None = Field(
        None, ge=0, le=_MOST, description="construction contract in rupiah without VAT"
    )


class LineOut(Schema):
    month: str
    programme: str
    base: int
    normal: int
    relief: str | None
    due: int


class ContributionOut(Schema):
    start: str = Field(alias="from")
    months: int
    lines: list[LineOut]
    normal: int
    due: int
    citations: list[str]
    doubts: list[DoubtOut]


@router.get("/contribution", response={200: ContributionOut, **_FAULTS}, by_alias=True)
def contribution(request: HttpRequest, given: Annotated[ContributionIn, Query()]) -> dict[str, Any]:
    """What is due, month by month, with reliefs, citations and doubts; amounts in whole rupiah."""
    if given.income is None and given.contract_value is None and given.segment != "pmi":
        raise unusable(
            "income",
            Text("Penghasilan belum diisi", "The income is missing"),
            Text("Tambahkan income, misalnya income=1000000", "Add income, such as income=1000000"),
        )
    asked = given.dict() | {"income": given.income or 0, "month": Month.parse(given.month)}
    for name in ("registered", "paid_through"):
        asked[name] = asked[name] and Month.parse(asked[name])
    return reckon_contribution(**asked).to_json(page_language())


class BenefitLineOut(Schema):
    code: str
    amount: int
    quantity: float
    working: str
    citation: str
    confidence: Confidence


class SchoolYearOut(Schema):
    child: int
    year: str
    level: str
    amount: int


class DeadlineOut(Schema):
    what: str
    by: str | None
    citation: str


class BenefitOut(Schema):
    law_versions: list[str]
    lines: list[BenefitLineOut]
    total: int
    scholarship: list[SchoolYearOut]
    scholarship_total: int
    grand_total: int
    doubts: list[DoubtOut]
    deadlines: list[DeadlineOut]
    documents: list[str]


def _whole(about: str) -> dict[str, Any]:
    return {"type": "integer", "minimum": 0, "description": about}


def _day(about: str) -> dict[str, Any]:
    return {"type": "string", "format": "date", "description": about}


def _one_of(choices: tuple[str, ...], about: str = "") -> dict[str, Any]:
    return {"type": "string", "enum": list(choices), "description": about}


def _listed(needed: str, fields: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": {"type": "object", "required": [needed], "properties": fields}}


_DAYS: dict[str, Any] = {"type": "array", "items": {"type": "string", "format": "date"}}
_SINCE = {"oneOf": [{"type": "boolean"}, {"type": "string", "format": "date"}]}
# Read by the engine itself, so that its complaints reach the asker; described here for those who write programs.
_CASE: dict[str, Any] = {
    "type": "object",
    "required": ["event", "date", "income"],
    "additionalProperties": False,
    "properties": {
        "event": _one_of(EVENTS, "death: not from work"),
        "date": _day("of the accident or diagnosis, or of the death if there was none; from 2015-07-01"),
        "segment": _one_of(CASE_SEGMENTS),
        "income": _whole("monthly, in rupiah: declared by a bpu, the wage of a pu"),
        "wage": _whole("the wage of a pu, instead of income"),
        "registered": _day("first day of membership; needed for the event death"),
        "paid_months": _whole("contribution months paid; needed for the event death"),
        "outcome": _one_of(OUTCOMES, "needed unless the event is death"),
        "unable_months": _whole("whole months unable to work"),
        "unable_days": _whole("days besides"),
        "disabilities": _listed(
            "part",
            {
                "part": {"type": "string", "description": "code of the disability table"},
                "loss": {"type": "number", "exclusiveMinimum": 0, "maximum": 1},
                "steps": _whole("for graded parts: how many times 10 dB or 10 percent"),
                "percent": {"type": "number", "description": "for ranges: the doctor's percent"},
            },
        ),
        "left_handed": {"type": "boolean"},
        "transport": {
            "type": "object",
            "additionalProperties": False,
            "properties": {mode: _whole(f"bills of transport by {mode}, rupiah") for mode in MODES},
        },
        "medical": _whole("medical bills, rupiah"),
        "children": _listed(
            "born",
            {
                "born": _day("of the child"),
                "level": _one_of(LEVELS, "school on the day of the event"),
                "grade": {"type": "integer", "minimum": 1},
                "married": _SINCE,
                "working": _SINCE,
                "working_as": {"type": "string"},
            },
        ),
        "born": _day("of the worker"),
        "doctor_statement": _day("starts the second report"),
        "documents_complete": _day("starts the time to pay"),
        "paid_on": _day("when BPJS paid"),
        "days_off": {
            **_DAYS,
            "description": "days without work besides weekends and the holidays of the calendar",
        },
        "days_on": {**_DAYS, "description": "days with work all the same"},
        "compensation_days": _whole("days paid late, where the dates are not known"),
    },
}
_BODY = {"requestBody": {"required": True, "content": {"application/json": {"schema": _CASE}}}}


@router.post("/benefit", response={200: BenefitOut, **_FAULTS}, openapi_extra=_BODY)
def benefit(request: HttpRequest) -> dict[str, Any]:
    """What a family is owed, line by line, with deadlines, documents and doubts.

    Send no name and no NIK: an unknown field is refused. The case is kept nowhere.
    """
    law = current()
    return reckon_benefit(read_case(_case(request), law), law).to_json(page_language())


def _integer(digits: str) -> int:
    if len(digits) > _LONGEST_NUMBER:
        raise unusable(
            "case",
            Text("Ada angka yang terlalu panjang", "A number is too long"),
            Text(f"Tulis paling banyak {_LONGEST_NUMBER} angka", f"Write at most {_LONGEST_NUMBER} digits"),
        )
    return int(digits)


def _case(request: HttpRequest) -> Any:
    if int(request.META.get("CONTENT_LENGTH") or 0) > LARGEST_CASE:
        raise unusable(
            "case",
            Text("Kasusnya terlalu besar", "The case is too large"),
            Text("Kirim satu kasus, paling besar 64 kB", "Send one case, of at most 64 kB"),
        )
    try:
        return json.loads(request.body.decode("utf-8-sig"), parse_float=Decimal, parse_int=_integer)
    except (ValueError, RecursionError) as error:
        raise unusable(
            "case",
            Text("Bukan JSON yang sah", "Not valid JSON"),
            Text("Kirim satu kasus sebagai objek JSON", "Send one case as a JSON object"),
        ) from error
