"""What citizens complain of, and what a second look at families finds: a few made-up answers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from django.utils import timezone

from payung.office.areas.models import Area, Level
from payung.office.complaints import actions
from payung.office.complaints.actions import Said
from payung.office.demonstration.characters import Office
from payung.office.followup import actions as followup
from payung.office.followup.models import Outcome

# Kind, words, name, how many days ago, after how many days it was answered (none: open still), the answer.
_SAID: tuple[tuple[str, str, str, int, int | None, str], ...] = (
    ("excluded", "Nama saya tidak ada di daftar, padahal tahun lalu ada. Saya penyadap karet.", "Warga A", 75, 4,
     "NIK Anda tercatat dibayar BAZNAS pada bulan yang sama; satu bulan hanya boleh satu pembayar."),
    ("unpaid", "Suami saya meninggal bulan Mei, uangnya belum kami terima.", "Warga B", 60, 6,
     "Surat ahli waris belum lengkap; petugas desa sudah dihubungi untuk membantu."),
    ("fee", "Yang mencatat nama meminta uang dua puluh ribu rupiah.", "", 48, 5,
     "Pendaftaran tidak dipungut biaya. Uangnya sudah dikembalikan dan petugasnya ditegur."),
    ("other", "Kartu saya hilang waktu banjir. Ke mana meminta yang baru?", "Warga C", 30, 2,
     "Kartu pengganti dapat diambil di kantor desa."),
    ("excluded", "Ibu saya dicoret karena umur, padahal baru enam puluh empat tahun.", "", 20, None, ""),
    ("unpaid", "Beasiswa anak saya tahun ini belum cair.", "Warga D", 2, None, ""),
)  # fmt: skip


def add(offices: Mapping[str, Office]) -> None:
    """The same few in each region, each in another village; what is late was passed on by the clock."""
    today = timezone.localdate()
    for code, office in offices.items():
        villages = list(Area.objects.filter(regency=code, level=Level.VILLAGE).order_by("code"))
        for at, (kind, words, name, ago, after, reply) in enumerate(_SAID):
            received = today - timedelta(days=ago)
            said = Said(kind, words, name)
            village = villages[at * 7 % len(villages)]
            made = actions.file(None, village, said, token=f"peragaan-{code}-{at}", today=received)
            if after is not None:
                who = office.manager if made.level else office.verifier
                actions.answer(who, made, reply, today=_day(received, after))
    actions.raise_overdue(today)


_FOUND = (Outcome.AGREES, Outcome.AGREES, Outcome.DIFFERS, Outcome.AGREES, Outcome.ABSENT)


def look_again(office: Office) -> None:
    """A sample of Sawahlunto's families, half of it looked at by somebody other than the visitor."""
    year = {"paid_from": date(2025, 1, 1), "paid_until": date(2025, 12, 31)}
    made = followup.draw(office.manager, office.region.code, size=8, seed="20260115", **year)
    today = timezone.localdate()
    for drawn, outcome in zip(made.families.select_related("claim"), _FOUND, strict=False):
        note = "Usahanya sudah berhenti" if outcome == Outcome.DIFFERS else ""
        received = outcome != Outcome.ABSENT
        followup.check(
            office.manager, drawn, outcome=outcome, money_received=received, note=note, dated=today
        )


def _day(received: date, after: int) -> date:
    return received + timedelta(days=after)
