"""Fifty users approve at once where one place, or the money for one, is left: the database admits exactly one."""

from __future__ import annotations

import sqlite3
import tempfile
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

from django.db import connection
from django.db.models import F
from django.test import TransactionTestCase

from office.world import MUARO, SK_DATE, accepted, nik, programme, submitted
from payung.errors import UnusableInput
from payung.office.accounts.models import Role, User
from payung.office.cover.models import PersonMonth
from payung.office.decisions.actions import approve
from payung.office.decisions.models import Decision
from payung.office.funding.actions import link_fund
from payung.office.funding.models import Fund
from payung.office.journal import chain
from payung.office.journal.models import Head
from payung.office.programmes.actions.quotas import TOTAL
from payung.office.programmes.models import Quota

MANY = 50


class AtOnce(TransactionTestCase):
    """What a test prepares is committed, so that other threads see it; afterwards the database is as before.

    Django's own clearing would be refused: the journal is append-only. On SQLite the test's database lies in
    memory; a copy on disk takes its place, with real file locks.
    """

    @classmethod
    def _fixture_setup(cls):
        if connection.vendor != "sqlite":
            return
        cls.folder = tempfile.TemporaryDirectory()
        path = f"{cls.folder.name}/office.sqlite3"
        connection.ensure_connection()
        with closing(sqlite3.connect(path)) as copy:
            connection.connection.backup(copy)
        cls.memory, connection.connection = connection.connection, None
        cls.name, connection.settings_dict["NAME"] = connection.settings_dict["NAME"], path

    def _fixture_teardown(self):
        if connection.vendor == "sqlite":
            connection.connection.close()
            connection.connection = self.memory
            connection.settings_dict["NAME"] = self.name
            self.folder.cleanup()
            return
        tables = [name for name in connection.introspection.table_names() if name != "django_migrations"]
        with connection.cursor() as sql:
            sql.execute("SET session_replication_role = replica")
            sql.execute(f"TRUNCATE {', '.join(tables)} RESTART IDENTITY CASCADE")
            sql.execute("RESET session_replication_role")
        Head.objects.create(id=1, seq=0, hash=chain.GENESIS)


def office():
    from office.conftest import AREAS, character
    from payung.office.areas.models import Area

    Area.objects.bulk_create(
        Area(
            code=code,
            name=name,
            level=level,
            parent_id=code.rpartition(".")[0] or None,
            province=code[:2],
            regency=code[:5],
            district=code[:8],
        )
        for code, name, level in AREAS
    )
    duty = (Role.PROGRAMME_MANAGER, "13.03")
    return character("pengelola", "Pengelola", duty), character("kepala", "Kepala", duty)


def approve_at_once(decisions, user):
    """Every approval in a thread with a connection of its own; returns what each came to."""
    start = threading.Barrier(len(decisions))

    def run(job):
        at, decision = job
        try:
            actor = User.objects.get(pk=user.pk)
            start.wait()
            approve(actor, Decision.objects.get(pk=decision.pk), number=f"SK/{at + 1}/2026", dated=SK_DATE)
        except UnusableInput as error:
            return error.to("en")
        finally:
            connection.close()
        return "approved"

    with ThreadPoolExecutor(len(decisions)) as pool:
        return list(pool.map(run, enumerate(decisions)))


class ApprovalsAtOnce(AtOnce):
    def test_fifty_lists_of_one_round_and_one_place(self):
        manager, other = office()
        made = programme(manager, quotas={TOTAL: 1, MUARO: 1})
        accepted(made, manager, [MUARO])
        came = approve_at_once([submitted(manager, made) for _ in range(MANY)], other)
        assert came.count("approved") == 1
        assert PersonMonth.objects.count() == 8
        assert list(Quota.objects.values_list("taken", flat=True)) == [1, 1]
        assert chain.verify().broken is None

    def test_fifty_different_people_and_one_place_are_kept_apart_by_the_quota_alone(self):
        manager, other = office()
        made = programme(manager, quotas={TOTAL: 1})
        lists = []
        for at in range(
            MANY
        ):  # each list another person's, and a round of its own: only the quota stands in the way
            accepted(made, manager, [{"village": MUARO, "nik": nik(at)}])
            sent = submitted(manager, made)
            made.rows.update(standing="open")
            Decision.objects.filter(pk=sent.pk).update(cycle=at + 1)
            lists.append(sent)
        made.rows.update(standing="accepted")
        came = approve_at_once(lists, other)
        assert came.count("approved") == 1
        assert sum("the programme: 1 asked, 0 left" in said for said in came) == MANY - 1
        assert Quota.objects.get().taken == 1
        assert PersonMonth.objects.values("person").distinct().count() == 1

    def test_programmes_that_share_a_fund_never_pass_its_ceiling(self):
        manager, other = office()
        lists = []
        shared = None
        for at in range(20):
            made = programme(manager, f"Program {at}", ceiling=2 * 134_400 if at == 0 else None)
            if shared is None:
                shared = made.fund_links.get().fund
            else:
                made.fund_links.all().delete()
                link_fund(manager, made, shared)
            accepted(made, manager, [{"village": MUARO, "nik": nik(at)}])
            lists.append(submitted(manager, made))
        came = approve_at_once(lists, other)
        assert came.count("approved") == 2
        assert sum("Rp0 left" in said for said in came) == 18
        assert Fund.objects.get(pk=shared.pk).committed == 2 * 134_400

    def test_programmes_that_list_the_same_people_have_one_payer_a_month_and_no_deadlock(self):
        manager, other = office()
        lists = []
        for at in range(10):
            made = programme(manager, f"Program {at}")
            people = [{"village": MUARO, "nik": nik(number)} for number in range(20)]
            accepted(made, manager, people if at % 2 else people[::-1])
            lists.append(submitted(manager, made))
        came = approve_at_once(lists, other)
        assert came.count("approved") == 1
        assert sum("20 people by" in said for said in came) == 9
        assert not PersonMonth.objects.exclude(programme=F("line__decision__programme")).exists()
        assert PersonMonth.objects.count() == 160
