"""For whom a contribution is asked: the facts on which its rules depend, checked once."""

from __future__ import annotations

from dataclasses import dataclass

from payung.language import Text
from payung.law.fields import check_choice, check_count, check_rupiah, unusable
from payung.law.month import Month

SEGMENTS = ("bpu", "pu", "construction", "pmi")
SECTORS = ("transport", "other")
PAYERS = ("self", "apbn", "apbd", "apbdes", "csr", "baznas", "donor")
RISK_CLASSES = 5


@dataclass(frozen=True, slots=True)
class Member:
    """``registered`` None: of long standing with nothing owed. ``paid_through``: last month paid without a gap.

    ``income`` is the declared income of BPU, the wage of PU and construction. ``contract_value`` (without
    VAT) is for construction whose wages are not known. Raises UnusableInput naming the field.
    """

    income: int
    sector: str
    payer: str
    segment: str = "bpu"
    jht: bool = False
    registered: Month | None = None
    paid_through: Month | None = None
    employer: bool = False
    risk_class: int = 1
    jkp: bool = False
    labour_intensive: bool = False
    contract_value: int | None = None

    def __post_init__(self) -> None:
        check_rupiah("income", self.income)
        check_choice("sector", self.sector, SECTORS)
        check_choice("payer", self.payer, PAYERS)
        check_choice("segment", self.segment, SEGMENTS)
        check_count("risk_class", self.risk_class, 1)
        if self.risk_class > RISK_CLASSES:
            raise unusable(
                "risk_class",
                Text("Kelas risiko hanya 1 sampai 5", "Risk classes run from 1 to 5"),
                Text("Tulis 1, 2, 3, 4, atau 5", "Write 1, 2, 3, 4 or 5"),
            )
        if self.contract_value is not None:
            check_rupiah("contract_value", self.contract_value)
        self._check_fit()

    def _check_fit(self) -> None:
        """Options that mean nothing in the segment would silently change nothing: refuse them."""
        for field, used, segments in (
            ("contract_value", self.contract_value is not None, ("construction",)),
            ("jkp", self.jkp, ("pu",)),
            ("labour_intensive", self.labour_intensive, ("pu",)),
            ("employer", self.employer, ("bpu",)),
            ("jht", self.jht, ("bpu", "pu")),
        ):
            if used and self.segment not in segments:
                raise unusable(
                    field,
                    Text(f"Tidak berlaku bagi segmen {self.segment}", f"Not for segment {self.segment}"),
                    Text(
                        f"Hapus isian ini, atau pilih segmen {' / '.join(segments)}",
                        f"Leave it out, or choose segment {' / '.join(segments)}",
                    ),
                )
        if self.jkp and self.labour_intensive:
            raise unusable(
                "jkp",
                Text(
                    "Pengalihan ke JKP bersama keringanan padat karya belum dibaca aturannya",
                    "How the move to JKP combines with the labour-intensive relief has not been read",
                ),
                Text("Hitung salah satu", "Compute one of the two"),
            )

    @property
    def billed_once(self) -> bool:
        """A contract or a placement is billed as a whole, not by the month."""
        return self.contract_value is not None or self.segment == "pmi"
