"""Papers of a claim to download."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.text import slugify
from django.views.decorators.http import require_POST

from payung.office.accounts.guards import needs
from payung.office.accounts.permissions import May
from payung.office.claims import letters
from payung.office.claims.views.claim import found

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_NAMES = {
    "death_claim": "pengajuan-jkm",
    "accident_report": "laporan-tahap-1",
    "accident_claim": "laporan-tahap-2",
    "benefit_contest": "keberatan-jumlah",
}


@require_POST
@needs(May.REPORT_EVENT)
def letter(request: HttpRequest, public_id: str) -> HttpResponse:
    claim = found(request, public_id)
    kind = request.POST.get("surat", "")
    content = letters.letter(request.user, claim, kind)
    name = f"{_NAMES[kind]}-{slugify(claim.person.name)}.docx"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=_WORD, headers=headers)
