"""The API for other programs: the same permissions as the pages, by session or by a personal key.

Described at /api/v1/openapi.json. There is no page to try it on: the usual one loads scripts from elsewhere.
"""

from datetime import date, datetime
from typing import Annotated, Any, Literal

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Field, File, Form, NinjaAPI, Query, Schema, UploadedFile
from ninja.errors import AuthenticationError
from ninja.pagination import LimitOffsetPagination, paginate
from ninja.security import HttpBearer, SessionAuth
from pydantic import StringConstraints

from payung import __version__
from payung.errors import UnusableInput
from payung.office.accounts.permissions import May, Refused, Scope, duties_of, may, scope
from payung.office.accounts.tokens import user_of
from payung.office.areas.models import Area, Level
from payung.office.core import uploads
from payung.office.core.language import page_language
from payung.office.core.vault import masked
from payung.office.decisions.models import Decision, State
from payung.office.insight import coverage as coverage_queries
from payung.office.insight import leader
from payung.office.insight import queries as insight
from payung.office.insight.overview import SUMS, Overview
from payung.office.programmes.models import Programme
from payung.office.proposals import queries as proposals
from payung.office.proposals.actions.submitting import upload
from payung.office.proposals.models import Row, Stage, Submission
from payung.office.rules.api import router as law

Identifier = Annotated[str, StringConstraints(pattern=r"^[0-9a-z]{1,12}$")]
AreaCode = Annotated[str, StringConstraints(pattern=r"^\d{2}(\.\d{2}(\.\d{2}(\.\d{4})?)?)?$")]


class Key(HttpBearer):
    """``Authorization: Bearer payung_...``"""

    def authenticate(self, request: HttpRequest, token: str) -> Any:
        user = user_of(token)
        if user:
            request.user = user
        return user


api = NinjaAPI(
    title="Payung",
    version="1",
    description=f"Payung {__version__}. Every answer is confined to what the user may see on the pages.",
    auth=[Key(), SessionAuth()],
    docs_url=None,
    urls_namespace="api-1",
)


class Problem(Schema):
    detail: str


class Pages(LimitOffsetPagination):
    class Input(Schema):
        limit: int = Field(100, ge=1, le=200)
        # Beyond what a database counts, an offset would be a fault of ours.
        offset: int = Field(0, ge=0, le=100_000_000)


@api.exception_handler(Refused)
def refused(request: HttpRequest, error: Refused) -> HttpResponse:
    return api.create_response(request, {"detail": error.text.to(page_language())}, status=403)


@api.exception_handler(UnusableInput)
def unusable(request: HttpRequest, error: UnusableInput) -> HttpResponse:
    return api.create_response(request, {"detail": error.to(page_language())}, status=422)


@api.exception_handler(AuthenticationError)
def unknown(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    return api.create_response(request, {"detail": "Unauthorized"}, status=401)


_FAULTS = {401: Problem, 403: Problem, 404: Problem}


def _needs(request: HttpRequest, *mays: May) -> None:
    if not scope(request.user, *mays):
        raise Refused(mays[0])


class AreaOut(Schema):
    code: str
    name: str
    level: int
    parent: str | None

    @staticmethod
    def resolve_parent(area: Area) -> str | None:
        return area.parent_id


@api.get("/areas", response={200: list[AreaOut], **_FAULTS}, tags=["areas"])
@paginate(Pages)
def areas(
    request: HttpRequest,
    parent: Annotated[AreaCode | None, Query(description="only areas directly inside this one")] = None,
    level: Level | None = None,
) -> QuerySet[Area]:
    """Areas that the user's duties lie in, those inside and those above."""
    mine = Scope(frozenset(duty.area_id for duty in duties_of(request.user)))
    above = {code.rsplit(".", n)[0] for code in mine.codes for n in range(1, code.count(".") + 1)}
    found = Area.objects.filter(mine.within("") | Q(code__in=above)).order_by("code")
    if parent:
        found = found.filter(parent_id=parent)
    return found.filter(level=level) if level else found


class ProgrammeOut(Schema):
    public_id: str
    name: str
    area: str
    first_month: int
    months: int
    closed: bool

    @staticmethod
    def resolve_area(programme: Programme) -> str:
        return programme.area_id


@api.get("/programmes", response={200: list[ProgrammeOut], **_FAULTS}, tags=["programmes"])
@paginate(Pages)
def programmes(request: HttpRequest) -> QuerySet[Programme]:
    _needs(request, May.SEE_INSIGHT)
    return insight.programmes(request.user)


@api.get("/programmes/{public_id}", response={200: ProgrammeOut, **_FAULTS}, tags=["programmes"])
def programme(request: HttpRequest, public_id: Identifier) -> Programme:
    return get_object_or_404(insight.programmes(request.user), public_id=public_id)


class CountOut(Schema):
    """Person-months, people (each once) and rupiah at each gate; rupiah only for who may see money."""

    code: str
    name: str | None = None
    decided: int
    decided_people: int
    enrolled: int
    enrolled_people: int
    billed: int
    billed_people: int
    paid: int
    paid_people: int
    not_enrolled: int
    not_billed: int
    unpaid: int
    decided_rupiah: int | None = None
    enrolled_rupiah: int | None = None
    billed_rupiah: int | None = None
    paid_rupiah: int | None = None
    unpaid_rupiah: int | None = None


@api.get("/programmes/{public_id}/counts", response={200: list[CountOut], **_FAULTS}, tags=["counts"])
def counts(
    request: HttpRequest, public_id: Identifier, by: Literal["month", "fund", "village"] = "month"
) -> list[dict[str, Any]]:
    """The four counts of a programme. A month's code is yyyymm, a fund's its public id, a village's its area code."""
    found = get_object_or_404(insight.programmes(request.user), public_id=public_id)
    rows = [row | {"code": str(row["code"])} for row in insight.counts(request.user, by, found)]
    if insight.sees_money(request.user):
        return rows
    return [{key: value for key, value in row.items() if not key.endswith("_rupiah")} for row in rows]


class SubmissionOut(Schema):
    public_id: str
    programme: str
    area: str
    file_name: str
    stage: Stage
    uploaded: datetime
    people: int
    skipped: int
    eligible: int
    review: int
    refused: int
    problem: str

    @staticmethod
    def resolve_programme(submission: Submission) -> str:
        return submission.programme.public_id

    @staticmethod
    def resolve_area(submission: Submission) -> str:
        return submission.area_id

    @staticmethod
    def resolve_problem(submission: Submission) -> str:
        return submission.problem_id if page_language() == "id" else submission.problem_en


@api.get("/submissions", response={200: list[SubmissionOut], **_FAULTS}, tags=["submissions"])
@paginate(Pages)
def submissions(
    request: HttpRequest, programme: Identifier | None = None, stage: Stage | None = None
) -> QuerySet[Submission]:
    _needs(request, May.SEE_PROPOSALS)
    found = proposals.submissions(request.user).order_by("-pk")
    if programme:
        found = found.filter(programme__public_id=programme)
    return found.filter(stage=stage) if stage else found


@api.get("/submissions/{public_id}", response={200: SubmissionOut, **_FAULTS}, tags=["submissions"])
def submission(request: HttpRequest, public_id: Identifier) -> Submission:
    return get_object_or_404(proposals.submissions(request.user), public_id=public_id)


class SubmissionIn(Schema):
    programme: Identifier
    area: AreaCode


@api.post("/submissions", response={201: SubmissionOut, **_FAULTS, 422: Any}, tags=["submissions"])
def submit(request: HttpRequest, given: Form[SubmissionIn], file: File[UploadedFile]) -> Any:
    """Send a list. It is read and then waits for its sender's confirmation on the pages."""
    uploads.check(request)
    programme = get_object_or_404(proposals.open_programmes(request.user), public_id=given.programme)
    area = get_object_or_404(proposals.proposing_areas(request.user, programme), pk=given.area)
    made = upload(
        request.user, programme=programme, area=area, file_name=file.name or "", chunks=file.chunks()
    )
    return 201, made


class RowOut(Schema):
    """One proposed person. The NIK is masked but for its tail."""

    public_id: str
    sheet: str
    row: int
    name: str
    nik: str
    birth_date: date | None
    sex: str
    village: str
    occupation: str
    outcome: str
    reasons: list[str]
    standing: str

    @staticmethod
    def resolve_nik(row: Row) -> str:
        return masked(row.nik_tail)

    @staticmethod
    def resolve_village(row: Row) -> str:
        return row.village_id

    @staticmethod
    def resolve_reasons(row: Row) -> list[str]:
        return [code for code in row.reasons.split(";") if code]


@api.get("/submissions/{public_id}/rows", response={200: list[RowOut], **_FAULTS}, tags=["submissions"])
@paginate(Pages)
def rows(request: HttpRequest, public_id: Identifier) -> QuerySet[Row]:
    found = get_object_or_404(proposals.submissions(request.user), public_id=public_id)
    return proposals.rows(request.user).filter(submission=found).order_by("position")


class DecisionOut(Schema):
    public_id: str
    programme: str
    number: str
    dated: date | None
    first_month: int
    months: int
    people: int
    rupiah: int | None
    list_hash: str

    @staticmethod
    def resolve_programme(decision: Decision) -> str:
        return decision.programme.public_id

    @staticmethod
    def resolve_rupiah(decision: Decision, context: Any) -> int | None:
        sees = may(context["request"].user, May.SEE_MONEY, decision.programme.area_id)
        return decision.rupiah if sees else None


def _decisions(user: Any) -> QuerySet[Decision]:
    """Approved ones: a draft is nobody's business outside the office."""
    return (
        Decision.objects.filter(
            scope(user, May.SEE_DECISIONS).around("programme__area"), state=State.APPROVED
        )
        .select_related("programme")
        .order_by("-pk")
    )


@api.get("/decisions", response={200: list[DecisionOut], **_FAULTS}, tags=["decisions"])
@paginate(Pages)
def decisions(request: HttpRequest) -> QuerySet[Decision]:
    _needs(request, May.SEE_DECISIONS)
    return _decisions(request.user)


@api.get("/decisions/{public_id}", response={200: DecisionOut, **_FAULTS}, tags=["decisions"])
def decision(request: HttpRequest, public_id: Identifier) -> Decision:
    return get_object_or_404(_decisions(request.user), public_id=public_id)


class CoverageOut(Schema):
    """A share with its parts; ``share`` is theirs, ``published`` what was printed, both in percent."""

    public_id: str
    area: str
    segment: str
    definition: str
    numerator: int
    denominator: int
    share: float
    published: float | None
    matches: bool
    source: str
    dated: date

    @staticmethod
    def resolve_area(figure: Any) -> str:
        code: str = figure.area_id
        return code

    @staticmethod
    def resolve_share(figure: Any) -> float:
        return float(coverage_queries.share(figure).percent)

    @staticmethod
    def resolve_published(figure: Any) -> float | None:
        return None if figure.published is None else figure.published / 100

    @staticmethod
    def resolve_matches(figure: Any) -> bool:
        return coverage_queries.share(figure).matches


@api.get("/coverage", response={200: list[CoverageOut], **_FAULTS}, tags=["coverage"])
@paginate(Pages)
def coverage(request: HttpRequest) -> QuerySet[Any]:
    _needs(request, May.SEE_INSIGHT)
    return coverage_queries.figures(request.user)


class OverviewOut(Schema):
    """The leadership's figures of an area: people of ``month`` (yyyymm), rupiah and families since the beginning."""

    area: str
    month: int
    figures: dict[str, int]
    villages: list[dict[str, Any]]


@api.get("/overview/{area_code}", response={200: OverviewOut, **_FAULTS}, tags=["counts"])
def overview(request: HttpRequest, area_code: AreaCode) -> dict[str, Any]:
    """The same figures as the page "At a glance", and the villages that they are sums of."""
    _needs(request, May.SEE_MONEY)
    seen = Overview(
        request.user, get_object_or_404(leader.areas(request.user), pk=area_code), timezone.localdate()
    )
    villages = [
        {"code": each.code, "name": each.name, **{name: getattr(each, name) for name in SUMS}}
        for each in seen.villages
    ]
    return {"area": area_code, "month": seen.month, "figures": seen.sums, "villages": villages}


api.add_router("/law", law)

urls = api.urls
for _pattern in urls[0]:
    # Each operation asks for a session or a key itself; a program must not be sent to the login page.
    _pattern.callback.login_required = False  # type: ignore[union-attr]
