"""Fifty users approve replacements at once: one place is filled once, and one who waits comes once."""

from datetime import date

from office.test_decisions_concurrency import MANY, AtOnce, approve_at_once, office
from office.world import MUARO, accepted, approved, nik, programme
from payung.office.cover.models import PersonMonth
from payung.office.decisions import actions
from payung.office.decisions.models import Decision, Vacancy, Withdrawal
from payung.office.journal import chain
from payung.office.programmes.models import Quota


def replacement(manager, decree, place, at):
    """A submitted draft in a round of its own, so that rounds do not keep the drafts apart."""
    Vacancy.objects.update(draft=None)
    draft = actions.propose_replacements(manager, decree, [place], first_month=202608)
    sent = actions.submit(manager, draft)
    Decision.objects.filter(pk=sent.pk).update(cycle=100 + at)
    return sent


def reported(manager, decree, *numbers):
    lines = list(decree.lines.filter(taken=True, number__in=numbers).order_by("number"))
    return actions.report(manager, decree, lines, why="died", since=date(2026, 6, 3))


class ReplacementsAtOnce(AtOnce):
    def test_fifty_newcomers_and_one_place(self):
        manager, other = office()
        made = programme(manager, quotas={MUARO: 1})
        accepted(made, manager, [MUARO])
        decree = approved(manager, other, made)
        place = reported(manager, decree, 1)[0]
        drafts = []
        for at in range(MANY):  # each draft another newcomer's
            accepted(made, manager, [{"village": MUARO, "nik": nik(1000 + at)}])
            drafts.append(replacement(manager, decree, place, at))
            made.rows.exclude(standing="decided").update(standing="open")
        made.rows.filter(standing="open").update(standing="accepted")
        came = approve_at_once(drafts, other)
        assert came.count("approved") == 1
        assert sum("left by another decree" in said for said in came) == MANY - 1, set(came)
        assert Quota.objects.get().taken == 1
        assert Withdrawal.objects.filter(decision__state="approved").count() == 1
        standing = PersonMonth.objects.filter(withdrawn_by=None)
        assert standing.count() == 2 + 5  # of who died May and June, of who came August to December
        assert standing.values("month").distinct().count() == standing.count()
        assert chain.verify().broken is None

    def test_fifty_places_and_one_who_waits(self):
        manager, other = office()
        made = programme(manager, quotas={MUARO: MANY})
        accepted(made, manager, [MUARO] * MANY)
        decree = approved(manager, other, made)
        places = reported(manager, decree, *range(1, MANY + 1))
        accepted(made, manager, [{"village": MUARO, "nik": nik(2000)}])
        drafts = [replacement(manager, decree, place, at) for at, place in enumerate(places)]
        came = approve_at_once(drafts, other)
        assert came.count("approved") == 1
        assert sum("no longer accepted" in said for said in came) == MANY - 1
        assert Quota.objects.get().taken == MANY
        new = PersonMonth.objects.filter(line__decision__changes=decree)
        assert sorted(new.values_list("month", flat=True)) == [202608, 202609, 202610, 202611, 202612]
        assert PersonMonth.objects.filter(withdrawn_by__isnull=False).count() == 6
