"""What stands beside the person-months in bench/office_scale.py: deaths, claims, complaints, overpayments, meetings,
plans, an award, the standing of everybody, and the red flags, in the numbers that a province may have."""

from __future__ import annotations

import os
import re
import time
from datetime import date
from typing import Any

from django.db import connection, transaction

# VILLAGE is the village of the g-th, AFTER the month after a day; the constraints' triggers are off.
_AFTER = r"to_char(date_trunc('month', \1) + interval '1 month', 'YYYYMM')::int"
CASES = (
    """INSERT INTO sweeps_sweep (public_id, kind, members, found, added, silent, ran, area_id, ran_by_id)
    SELECT 'sw' || k, k, %(people)s, %(people)s / 60, %(people)s / 60, 0, now(), '13.03', %(user)s
    FROM unnest(ARRAY['death', 'payer']) k""",
    # Of deaths in a list one in a hundred has no day, and three in ten are confirmed; one in twenty of the dead was
    # refused by BPJS and was no member. What the day of death paid is reckoned as the sweep does it.
    """INSERT INTO sweeps_match (public_id, kind, how, score, sealed, key, died, payer, first_month, claim, state, why,
        decided_by_id, decided, person_id, village_id, sweep_id)
    SELECT 'm' || g, 'death', CASE WHEN g %% 10 < 7 THEN 'certain' WHEN g %% 10 = 7 THEN 'name' ELSE 'probable' END,
        0.9, ''::bytea, decode(md5('m' || g), 'hex'), day, '', AFTER(day),
        CASE g %% 23 WHEN 1 THEN 'claimed' WHEN 2 THEN 'never' ELSE 'unknown' END, state,
        CASE state WHEN 'open' THEN '' ELSE 'Akta kematian' END, CASE WHEN state <> 'open' THEN %(user)s END,
        CASE WHEN state <> 'open' THEN now() END, p.id, p.village_id,
        (SELECT id FROM sweeps_sweep WHERE kind = 'death')
    FROM generate_series(1, %(people)s / 60) g JOIN people_person p ON p.id = 1000 + g * 47,
    LATERAL (SELECT CASE WHEN g %% 100 > 0 THEN date '2026-01-10' + g * 7 %% 170 END AS day) d,
    LATERAL (SELECT CASE WHEN day IS NULL THEN 'open' WHEN g %% 10 < 3 THEN 'confirmed' WHEN g %% 19 = 4 THEN 'rejected'
        ELSE 'open' END AS state) s""",
    """UPDATE people_person p SET died = m.died FROM sweeps_match m WHERE m.person_id = p.id AND m.state = 'confirmed'""",
    """INSERT INTO sweeps_match (public_id, kind, how, sealed, key, payer, first_month, last_month, claim, state, why,
        person_id, village_id, sweep_id)
    SELECT 'w' || g, 'payer', 'nik', ''::bytea, decode(md5('w' || g), 'hex'),
        (ARRAY['Pemerintah provinsi', 'Baznas', 'Koperasi petani', 'Perusahaan perkebunan'])[1 + g %% 4], 202601 + g %% 5,
        CASE WHEN g %% 3 > 0 THEN 202606 + g %% 7 END, 'unknown', 'open', '', p.id, p.village_id,
        (SELECT id FROM sweeps_sweep WHERE kind = 'payer')
    FROM generate_series(1, %(people)s / 120) g JOIN people_person p ON p.id = 1000 + g * 53""",
    # One in five of those of whom there is word is only not seen any more: no day, and nothing that can be reckoned.
    """INSERT INTO unclaimed_notice (public_id, source, died, last_month, sealed, state, why, noted, noted_by_id, person_id,
        village_id)
    SELECT 'n' || g, source, CASE WHEN source <> 'silent' THEN date '2026-02-01' + g %% 120 END,
        CASE source WHEN 'silent' THEN 202603 END, ''::bytea, 'open', '', now(),
        CASE WHEN source NOT IN ('silent', 'decree') THEN %(user)s END, p.id, p.village_id
    FROM generate_series(1, %(people)s / 200) g JOIN people_person p ON p.id = 1000 + g * 59,
    LATERAL (SELECT (ARRAY['village', 'silent', 'village', 'family', 'village', 'silent', 'registry', 'village', 'decree',
        'family'])[1 + g %% 10] AS source) s""",
    """INSERT INTO claims_claim (public_id, kind, day, outcome, died_on, state, occupation, sealed, owed, owed_scholarship, paid,
        paid_scholarship, why_refused, dispute, reported, complete, paid_on, fund_id, person_id, programme_id, reported_by_id,
        village_id)
    SELECT 'c' || g, 'death', day, 'death', day, state, CASE g %% 3 WHEN 0 THEN 'petani' ELSE 'Nelayan' END, ''::bytea, 42000000,
        174000000 * (g %% 4 = 0)::int, CASE state WHEN 'paid' THEN 42000000 ELSE 0 END, 0, '', '', now(), day + 20 + g %% 30,
        CASE state WHEN 'paid' THEN day + 30 + g %% 41 END, %(fund)s, 1002 + g * 45, %(programme)s, %(user)s, VILLAGE
    FROM generate_series(1, %(people)s / 50) g, LATERAL (SELECT date '2026-01-10' + g %% 200 AS day, (ARRAY['reported',
        'gathered', 'handed', 'paid', 'paid', 'paid', 'refused', 'granted'])[1 + g %% 8] AS state) s""",
    """INSERT INTO claims_paper (public_id, name, name_en, fetcher, medical, came, spared, claim_id)
    SELECT 'q' || c.id || '-' || n, 'Surat ' || n, 'Paper ' || n, 'family', n = 6, CASE WHEN c.state <> 'reported' OR n < 4 THEN
        c.day + n END, '', c.id FROM claims_claim c, generate_series(1, 6) n""",
    """INSERT INTO claims_visit (public_id, months, due_on, done_on, "use", business, income_before, income_after, children,
        at_school, decile, sealed, claim_id)
    SELECT 'v' || c.id || '-' || n, n, c.paid_on + n * 30, CASE n WHEN 1 THEN c.paid_on + 40 END,
        CASE n WHEN 1 THEN (ARRAY['business', 'school', 'debt', 'daily'])[1 + c.id %% 4] ELSE '' END,
        CASE n WHEN 1 THEN c.id %% 2 = 0 END, CASE n WHEN 1 THEN 2000000 END, CASE n WHEN 1 THEN 1500000 + c.id %% 1000000 END,
        CASE n WHEN 1 THEN 2 END, CASE n WHEN 1 THEN 1 END, CASE n WHEN 1 THEN 3 END, ''::bytea, c.id
    FROM claims_claim c, unnest(ARRAY[1, 6, 12]) n WHERE c.state = 'paid'""",
    """INSERT INTO claims_child (public_id, name_index, birth_date, level, grade, ended_why, sealed, claim_id)
    SELECT 'h' || id, decode(md5(id::text) || md5(id::text), 'hex'), '2015-01-01', 'SD', 4, '', ''::bytea, id
    FROM claims_claim WHERE state = 'paid' AND id %% 4 = 0""",
    """INSERT INTO claims_schoolyear (public_id, year, starts, due_on, level, planned_level, amount, state, proof, paid, child_id)
    SELECT 'y' || id || '-' || n, (2025 + n) || '/' || (2026 + n), make_date(2025 + n, 7, 15), make_date(2025 + n, 7, 1), 'SD',
        'SD', 1500000, 'planned', '', 0, id FROM claims_child, generate_series(1, 10) n""",
    """INSERT INTO complaints_complaint (public_id, kind, sealed, anonymous, token, received, due_on, level, state, answer,
        answered_on, in_time, village_id)
    SELECT 'k' || g, (ARRAY['excluded', 'unpaid', 'fee', 'other'])[1 + g %% 4], ''::bytea, true, 't' || g,
        date '2026-01-01' + g %% 300, date '2026-01-15' + g %% 300, g %% 3,
        CASE WHEN g %% 10 = 0 THEN 'open' ELSE 'answered' END, ''::bytea,
        CASE WHEN g %% 10 > 0 THEN date '2026-01-10' + g %% 300 END, CASE WHEN g %% 10 > 0 THEN true END, VILLAGE
    FROM generate_series(1, %(people)s / 10) g""",
    """INSERT INTO overpayments_finding (public_id, key, kind, first_month, last_month, months, rupiah, evidence, state, why,
        document, found, fund_id, person_id, programme_id)
    SELECT 'o' || g, 'o' || g, (ARRAY['death', 'job', 'twice'])[1 + g %% 3], 202603, 202604, 2, 33600, '', 'found', '',
        '', now(), %(fund)s, 1000 + g * 19, %(programme)s
    FROM generate_series(1, %(people)s / 20) g""",
    """INSERT INTO overpayments_item (finding_id, person_id, month, people, paid, rupiah, whole)
    SELECT f.id, f.person_id, m, 1, 16800, 16800, true FROM overpayments_finding f, unnest(ARRAY[202603, 202604]) m""",
    """INSERT INTO outreach_activity (public_id, kind, title, day, place, agenda, state, held_on, cards_handed, sealed,
        why_cancelled, code, attendance_open, made, area_id, made_by_id, programme_id)
    SELECT 'a' || g, 'socialisation', 'Sosialisasi ' || g, date '2026-01-01' + g %% 200, 'Balai', '', 'held',
        date '2026-01-01' + g %% 200, 20, ''::bytea, '', 'a' || g, false, now(), VILLAGE, %(user)s, %(programme)s
    FROM generate_series(1, %(people)s / 200) g""",
    """INSERT INTO outreach_activity_villages (activity_id, area_id) SELECT id, area_id FROM outreach_activity""",
    """INSERT INTO outreach_attendance (name, institution, way, key, at, activity_id, village_id)
    SELECT 'Warga ' || n, '', 'list', n::text, now(), a.id, a.area_id
    FROM outreach_activity a, generate_series(1, 20) n""",
    """INSERT INTO plans_plan (public_id, number, first_month, months, aim, changes, note, stage, done, attempt, tries,
        problem_id, problem_en, inputs, inputs_hash, plan_hash, people, covered, waiting, rupiah, short, loss, proven,
        facts, made, finished, made_by_id, programme_id)
    SELECT 'p' || g, g, 202601, 12, 'people', '{}', '', 'ready', 100, 0, 0, '', '', '{}', 'x', 'x', %(people)s, 1, 1, 1, 0,
        0, true, '{}', now(), now(), %(user)s, %(programme)s FROM generate_series(1, 500) g""",
)  # fmt: skip


FAMILY = 3  # people of a family card, but for every thousandth family, which is twice as large
OF_FAMILY = "(SELECT {} FROM bench_seal WHERE id = g %% (%(people)s / 3))"
KEPT = ("sealed", "phone_index", "kk_index")


def seals(people: int) -> None:
    """What rests sealed of each family, with the blind indexes by which red flags are found."""
    from payung.office.core.vault import seal_fields
    from payung.office.people.models import SEALED
    from payung.office.people.sharing import shared_indexes

    with connection.cursor() as sql:
        sql.execute(
            "CREATE TABLE bench_seal (id bigint PRIMARY KEY, sealed bytea, phone_index bytea, kk_index bytea)"
        )
        with sql.cursor.copy("COPY bench_seal FROM STDIN") as copy:
            for at in range(people // FAMILY):
                card = at - 1 if at % 1_000 == 1 else at
                private = {
                    "nik": "1303010101800001",
                    "kk": f"{card:016}",
                    "phone": f"0812{at:08}",
                    "address": "Jorong",
                }
                copy.write_row((at, seal_fields(private, SEALED), *shared_indexes(private).values()))


def of_families(statement: str) -> str:
    """The statement that makes people, with what is kept of their family."""
    return statement.replace("sealed,", f"{', '.join(KEPT)},", 1).replace(
        "''::bytea", ", ".join(map(OF_FAMILY.format, KEPT))
    )


def heirs() -> None:
    """One of each claim; one account in fifty is another family's too."""
    from payung.office.claims.models import SEALED_HEIR, Claim, Heir
    from payung.office.core.bulk import insert_rows
    from payung.office.core.vault import seal_fields

    insert_rows(
        Heir,
        ("public_id", "claim", "relation", "guarded", "sealed"),
        [
            (f"w{pk}", pk, "spouse", False, seal_fields({"name": "Ahli", "account": f"{pk // 50 if pk % 50 < 2 else pk:010}"},
                                                        SEALED_HEIR))
            for pk in Claim.objects.order_by("pk").values_list("pk", flat=True)
        ],
    )  # fmt: skip


def worth() -> None:
    """What the law pays for each death that is known, reckoned from the months that were paid, as the acts do it."""
    from payung.office.areas.models import Area
    from payung.office.sweeps.actions.running import reckon
    from payung.office.sweeps.standing import histories, reckoned
    from payung.office.unclaimed.models import Notice

    reckon(Area.objects.get(pk="13.03"))
    notices = list(Notice.objects.filter(died__isnull=False))
    of = histories({notice.person_id for notice in notices})
    for notice in notices:
        notice.benefit = reckoned(of[notice.person_id], notice.died)[1]
    Notice.objects.bulk_update(notices, ["benefit"], batch_size=500)


def build(people: int, manager: Any, programme: Any, villages: list[str]) -> None:
    from payung.office.award.evidence import SOURCES
    from payung.office.award.models import Scheme
    from payung.office.complaints.models import SEALED as SEALED_COMPLAINT
    from payung.office.continuity.actions import count
    from payung.office.core.vault import seal_fields
    from payung.office.sweeps.models import SEALED

    codes = ", ".join(f"'{code}'" for code in villages)
    village = f"(ARRAY[{codes}])[1 + g %% {len(villages)}]"
    fund = programme.fund_links.get().fund_id
    names = {"people": people, "user": manager.pk, "programme": programme.pk, "fund": fund}
    sealed = seal_fields({"name": "Warga", "nik": "1303010101800001"}, SEALED).hex()
    complaint = seal_fields({"text": "Belum terdaftar"}, SEALED_COMPLAINT).hex()
    with transaction.atomic(), connection.cursor() as sql:
        sql.execute("SET session_replication_role = replica")
        for statement in CASES:
            sql.execute(re.sub(r"AFTER\((\w+)\)", _AFTER, statement).replace("VILLAGE", village), names)
        sql.execute(f"UPDATE sweeps_match SET sealed = '\\x{sealed}'::bytea")
        sql.execute(f"UPDATE complaints_complaint SET sealed = '\\x{complaint}'::bytea")
        sql.execute("SET session_replication_role = DEFAULT")
        sql.execute("ANALYZE")
    worth()
    heirs()
    for level in ("area", "village"):
        weighed = {each.code: {"weight": each.weight, "full": each.full} for each in SOURCES.values()}
        Scheme.objects.create(
            area_id="13.03", name=f"Paritrana {level}", level=level, criteria=weighed, made_by=manager
        )
    count(None, date(2026, 6, 20))
    if "PAYUNG_BENCH_UNLOOKED" not in os.environ:
        timed_look()


def timed_look() -> None:
    """The red flags of the day, as the worker finds them: said apart, for no page waits for it."""
    from payung.office.audit.actions.flags import look

    began, worked = time.perf_counter(), time.process_time()
    made = look(None, date(2026, 6, 20))
    print(
        f"red flags: {made.found} found in {time.perf_counter() - began:.0f} s, {time.process_time() - worked:.0f} of them "
        "of this process"
    )
