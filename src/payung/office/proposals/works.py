"""The programme's own catalogue of work: the code and sector of what people wrote."""

from __future__ import annotations

from payung.intake.fields import squeeze
from payung.office.programmes.models import Programme
from payung.office.proposals.rows import Work


class Works:
    """Names and synonyms of a programme's occupations, compared without case, spaces and signs."""

    def __init__(self, programme: Programme) -> None:
        self._known: dict[str, Work] = {}
        for occupation in programme.occupations.order_by("pk"):
            work = Work(occupation.code, occupation.sector)
            for word in (occupation.name, *occupation.synonyms):
                self._known.setdefault(squeeze(str(word)), work)

    def of(self, written: str) -> Work:
        return self._known.get(squeeze(written), Work()) if written else Work()
