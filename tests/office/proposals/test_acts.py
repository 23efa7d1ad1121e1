"""Every act: what it does, who may not do it, and that nothing changed then."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from office.kept import kept
from office.proposals.conftest import add_list, check, make_programme, send
from office.proposals.people import line, registry, workbook
from payung.errors import UnusableInput
from payung.office.accounts.permissions import Refused
from payung.office.areas.models import Area
from payung.office.journal.models import Entry
from payung.office.proposals import job, lease
from payung.office.proposals.actions import by_hand, importing, replying, reviewing, submitting
from payung.office.proposals.lease import Replaced
from payung.office.proposals.models import Finding, HandEntry, Reply, Row, Stage, Standing, Submission
from payung.office.references.models import Kind

pytestmark = pytest.mark.django_db
WITH_CASES = [line(1), line(2, NIK=""), line(5, **{"Nama Lengkap": "Orang Lain Sekali"}), line(61)]


@kept
def checked(clerk, programme, dtsen):
    return check(send(clerk, programme, workbook(WITH_CASES)))


def row_at(submission, position):
    return Row.objects.get(submission=submission, position=position)


class TestSending:
    @pytest.mark.parametrize("who", ["other_clerk", "outsider", "manager", "auditor", "treasurer", "branch"])
    def test_who_may_not(self, own_store, request, programme, who):
        with pytest.raises(Refused):
            send(request.getfixturevalue(who), programme)
        assert (Submission.objects.count(), Entry.objects.count(), own_store()) == (0, 0, 0)

    def test_a_clerk_sends_for_their_own_village_alone(self, clerk, programme):
        for area in ("13.03", "13.03.04", "13.03.08.2001"):
            with pytest.raises(Refused):
                send(clerk, programme, area=area)

    def test_a_programme_of_another_area_takes_nothing(self, clerk, areas):
        with pytest.raises(Refused):
            send(clerk, make_programme("13.73"))

    def test_a_closed_programme_takes_nothing(self, clerk, programme):
        programme.closed = True
        programme.save()
        with pytest.raises(UnusableInput, match="closed"):
            send(clerk, programme)

    def test_nothing_is_checked_before_it_is_confirmed(self, clerk, programme, dtsen):
        made = submitting.upload(
            clerk,
            programme=programme,
            area=Area.objects.get(code="13.03.04.2001"),
            file_name="a.xlsx",
            chunks=[workbook([line(1)])],
        )
        assert lease.take(made.pk) is None
        assert not Row.objects.exists()

    def test_confirming_is_the_senders_villages_business(self, clerk, other_clerk, programme):
        made = submitting.upload(
            clerk,
            programme=programme,
            area=Area.objects.get(code="13.03.04.2001"),
            file_name="a.xlsx",
            chunks=[workbook([line(1)])],
        )
        for act in (submitting.confirm, submitting.cancel):
            with pytest.raises(Refused):
                act(other_clerk, made)
        with pytest.raises(Refused):
            submitting.remap(other_clerk, made, {})
        made.refresh_from_db()
        assert made.stage == Stage.PREVIEW

    def test_what_was_confirmed_cannot_be_confirmed_again(self, clerk, programme):
        sent = send(clerk, programme)
        with pytest.raises(UnusableInput, match="moved on"):
            submitting.confirm(clerk, sent)


class TestStopping:
    def test_a_running_job_stops_at_its_next_step_and_leaves_no_row(self, clerk, programme, dtsen):
        sent = send(clerk, programme)
        hold = lease.take(sent.pk)
        submitting.cancel(clerk, sent)
        assert job.run(hold) == "replaced"
        assert not Row.objects.exists()
        sent.refresh_from_db()
        assert sent.stage == Stage.CANCELLED

    def test_what_is_checked_cannot_be_stopped(self, clerk, checked):
        with pytest.raises(UnusableInput, match="moved on"):
            submitting.cancel(clerk, checked)
        assert Row.objects.filter(submission=checked).count() == 4

    def test_a_job_taken_for_dead_can_write_nothing_more(self, clerk, programme, dtsen):
        sent = send(clerk, programme)
        slow = lease.take(sent.pk)
        Submission.objects.update(lease=timezone.now() - timedelta(seconds=1))
        quick = lease.take(sent.pk)
        assert lease.take(sent.pk) is None, "a live lease lets nobody in"
        assert job.run(quick) == "ready"
        with pytest.raises(Replaced):
            slow.renew()
        with pytest.raises(Replaced):
            importing.clear(slow)
        assert Row.objects.count() == 2

    def test_a_file_that_breaks_the_job_again_and_again_is_given_up(self, clerk, programme, dtsen):
        sent = send(clerk, programme)
        Submission.objects.update(tries=job.MOST_TRIES)
        assert job.run(lease.take(sent.pk)) == "unusable"
        sent.refresh_from_db()
        assert "terputus" in sent.problem_id

    def test_recovery_queues_what_a_dead_worker_left_once(self, clerk, programme, dtsen):
        from django_tasks_db.models import DBTaskResult

        sent = send(clerk, programme)
        DBTaskResult.objects.update(status="RUNNING")
        lease.take(sent.pk)
        assert job.recover() == 0, "the lease still lives"
        assert job.recover(timezone.now() + lease.LEASE * 2) == 1
        assert job.recover(timezone.now() + lease.LEASE * 2) == 0, "it waits in the queue already"
        assert sorted(DBTaskResult.objects.values_list("status", flat=True)) == ["FAILED", "READY"]

    def test_who_may_not_resume(self, clerk, other_clerk, outsider, programme):
        held = check(send(clerk, programme))
        for who in (other_clerk, outsider):
            with pytest.raises(Refused):
                submitting.resume(who, held)
        held.refresh_from_db()
        assert held.stage == Stage.HELD
        assert submitting.resume(clerk, held).stage == Stage.QUEUED


class TestReview:
    def test_a_verdict_has_a_reason_and_leaves_a_line(self, verifier, checked):
        row = reviewing.review(verifier, row_at(checked, 2), Standing.ACCEPTED, "KTP dilihat")
        assert (row.standing, row.outcome, row.reviewed_by) == (Standing.ACCEPTED, "review", verifier)
        entry = Entry.objects.get(act="proposals.review")
        assert (entry.why, entry.area_code, entry.facts["before"]) == ("KTP dilihat", "13.03.04.2001", "open")

    @pytest.mark.parametrize("who", ["clerk", "other_clerk", "outsider", "manager", "auditor", "branch"])
    def test_who_may_not(self, request, checked, who):
        row = row_at(checked, 2)
        with pytest.raises(Refused):
            reviewing.review(request.getfixturevalue(who), row, Standing.DROPPED, "tidak sesuai")
        with pytest.raises(Refused):
            reviewing.review_many(
                request.getfixturevalue(who), Row.objects.all(), Standing.DROPPED, "tidak", expected=2
            )
        row.refresh_from_db()
        assert (row.standing, Entry.objects.filter(act__startswith="proposals.review").count()) == (
            Standing.OPEN,
            0,
        )

    @pytest.mark.parametrize(
        ("position", "verdict", "why", "answer"),
        [
            (2, Standing.ACCEPTED, "  ", "reason is missing"),
            (2, Standing.DECIDED, "langsung saja", "verdict is not known"),
            (1, Standing.ACCEPTED, "dikenal baik", "without a NIK"),
            (3, Standing.ACCEPTED, "tetap mau", "moved on"),
            (0, Standing.DROPPED, "tetap tidak", "moved on"),
        ],
    )
    def test_what_cannot_be_decided_so(self, verifier, checked, position, verdict, why, answer):
        before = row_at(checked, position).standing
        with pytest.raises(UnusableInput, match=answer):
            reviewing.review(verifier, row_at(checked, position), verdict, why)
        assert row_at(checked, position).standing == before

    def test_a_reviewer_may_change_their_word_until_a_list_takes_it_up(self, verifier, checked):
        row = reviewing.review(verifier, row_at(checked, 2), Standing.ACCEPTED, "KTP dilihat")
        row = reviewing.review(verifier, row, Standing.DROPPED, "ternyata orang lain")
        assert row.standing == Standing.DROPPED
        Row.objects.filter(pk=row.pk).update(standing=Standing.LISTED)
        with pytest.raises(UnusableInput, match="moved on"):
            reviewing.review(verifier, row, Standing.DROPPED, "terlambat")

    def test_nobody_stands_twice_in_a_programme(self, verifier, other_clerk, checked, programme):
        twin = [line(1, Desa="Tanjung")]
        second = check(send(other_clerk, programme, workbook(twin), area="13.03.08.2001"))
        held = row_at(second, 0)
        assert (held.standing, held.reasons) == (Standing.OPEN, "duplicate.across_lists")
        with pytest.raises(UnusableInput, match="accepted already"):
            reviewing.review(verifier, held, Standing.ACCEPTED, "tetap diterima")
        assert row_at(second, 0).standing == Standing.OPEN

    def test_many_are_decided_by_one_act_with_the_figure_that_was_confirmed(self, verifier, checked):
        waiting = Row.objects.filter(submission=checked)
        with pytest.raises(UnusableInput, match="there are 2 now"):
            reviewing.review_many(verifier, waiting, Standing.DROPPED, "tidak lengkap", expected=3)
        assert reviewing.review_many(verifier, waiting, Standing.DROPPED, "tidak lengkap", expected=2) == 2
        entry = Entry.objects.get(act="proposals.review_many")
        assert (entry.facts["rows"], entry.area_code, entry.why) == (2, "13.03.04.2001", "tidak lengkap")
        assert Row.objects.filter(standing=Standing.DROPPED).count() == 3

    def test_accepting_many_leaves_those_without_a_nik(self, verifier, checked):
        done = reviewing.review_many(
            verifier, Row.objects.all(), Standing.ACCEPTED, "semua dilihat", expected=2
        )
        assert done == 1
        assert row_at(checked, 1).standing == Standing.OPEN
        assert row_at(checked, 2).standing == Standing.ACCEPTED


class TestEarlierProposals:
    def test_the_same_village_proposing_again_is_told_so(self, clerk, checked, programme):
        again = check(send(clerk, programme, workbook([line(1), line(7)])))
        assert [row.reasons for row in Row.objects.filter(submission=again)] == ["proposed.already", ""]
        assert Row.objects.filter(programme=programme, standing=Standing.ACCEPTED).count() == 2

    def test_who_is_dropped_may_be_proposed_again(self, clerk, verifier, checked, programme):
        add_list(verifier, Kind.REGISTRY, registry(range(1, 80)), days=2)
        again = check(send(clerk, programme, workbook([line(61)])))
        assert row_at(again, 0).standing == Standing.ACCEPTED

    def test_whom_another_programme_covers_is_refused(self, clerk, checked, cover):
        other = make_programme(name="Program Lain")
        cover(row_at(checked, 0), other)
        fresh = make_programme(name="Program Baru")
        done = check(send(clerk, fresh, workbook([line(1), line(3)])))
        assert [row.reasons for row in Row.objects.filter(submission=done)] == ["payer.other", ""]

    def test_a_village_that_is_not_known_is_held_and_stays_with_the_area(
        self, clerk, verifier, programme, dtsen
    ):
        lines = [
            line(1),
            line(2, Desa="Antah Berantah"),
            line(3, Desa="Tanjung"),
            line(4, Desa="Nagari Pematang Panjang"),
        ]
        done = check(send(verifier, programme, workbook(lines), area="13.03"))
        found = [
            (row.village_id, row.village_known, row.reasons) for row in Row.objects.filter(submission=done)
        ]
        assert found == [
            ("13.03.04.2001", True, ""),
            ("13.03", False, "residence.outside"),
            ("13.03.08.2001", True, ""),
            ("13.03.04.2002", True, ""),
        ]

    def test_a_clerk_cannot_put_rows_into_another_village(self, clerk, programme, dtsen):
        done = check(send(clerk, programme, workbook([line(1, Desa="Tanjung")])))
        row = row_at(done, 0)
        assert (row.village_id, row.village_known, row.standing) == ("13.03.04.2001", False, Standing.OPEN)


class TestReplyAndMending:
    @kept
    def reply(self, verifier, checked):
        return replying.send_reply(verifier, checked, timezone.localdate() + timedelta(days=10))

    @pytest.mark.parametrize("who", ["clerk", "outsider", "auditor"])
    def test_who_may_not_reply(self, own_store, request, checked, who):
        with pytest.raises(Refused):
            replying.send_reply(request.getfixturevalue(who), checked, timezone.localdate())
        assert not Reply.objects.exists()

    def test_a_reply_names_the_reason_the_evidence_and_the_day(self, clerk, outsider, reply):
        import io

        from python_calamine import CalamineWorkbook

        with pytest.raises(Refused):
            replying.take_reply(outsider, reply)
        content = replying.take_reply(clerk, reply)
        rows = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
        text = str(rows)
        assert reply.rows == 3
        assert "DTSEN 2026" in text
        assert line(61)["NIK"] in text
        assert line(1)["NIK"] not in text, "who passed is not in the reply"
        assert Entry.objects.get(act="proposals.reply_download").actor == clerk

    def test_the_letter_is_a_pdf(self, client, clerk, checked, reply):
        from django.urls import reverse

        client.force_login(clerk)
        answer = client.post(
            reverse("reply_take", args=[checked.public_id, reply.public_id]), {"bentuk": "pdf"}
        )
        assert answer.content.startswith(b"%PDF")

    def test_the_reply_sent_back_mends_only_what_was_mended(self, clerk, programme, checked, reply):
        mended = self.mend(replying.take_reply(clerk, reply), {line(61)["NIK"]: line(8)["NIK"]})
        done = check(send(clerk, programme, mended, mends=checked, file_name="balasan.xlsx"))
        assert (done.stage, done.people) == (Stage.READY, 1), done.problem_en
        new = Row.objects.get(submission=done)
        assert new.mends == row_at(checked, 3)
        assert new.mends.standing == Standing.MENDED
        assert new.mends.reasons == "registry.absent", "the history of both is kept"
        assert row_at(checked, 1).standing == Standing.OPEN
        whys = list(done.skipped_rows.filter(why="unchanged").values_list("row", flat=True))
        assert len(whys) == 2

    def test_a_list_without_identifiers_is_recognised_by_name_and_nik(self, clerk, programme, checked):
        mended = workbook([line(1), line(2), line(61, **{"Tanggal Lahir": "01-01-1999"})])
        done = check(send(clerk, programme, mended, mends=checked))
        assert {row.mends.position for row in Row.objects.filter(submission=done)} == {1, 3}
        assert done.skipped_rows.filter(why="standing").count() == 1, "who is accepted already is left alone"
        assert row_at(checked, 0).standing == Standing.ACCEPTED
        assert Row.objects.get(submission=done, position=0).standing == Standing.ACCEPTED

    def test_of_a_couple_in_one_row_the_one_that_was_mended_is_known_again(
        self, clerk, verifier, programme, dtsen
    ):
        couple = {
            "No": "1", "Nama Suami": line(7)["Nama Lengkap"], "NIK Suami": "", "Nama Istri": line(8)["Nama Lengkap"],
            "NIK Istri": "", "Desa": "Muaro",
        }  # fmt: skip
        both = check(send(clerk, programme, workbook([couple], only=True)))
        assert [row.row for row in Row.objects.filter(submission=both)] == [2, 2]
        reply = replying.send_reply(verifier, both, timezone.localdate() + timedelta(days=10))
        wife = row_at(both, 1)
        mended = self.mend(replying.take_reply(clerk, reply), {wife.name: "Nama Yang Dibenahi"})
        done = check(send(clerk, programme, mended, mends=both, file_name="balasan.xlsx"))
        assert (done.stage, done.people) == (Stage.READY, 1), done.problem_en
        assert Row.objects.get(submission=done).mends == wife

    def test_a_list_of_another_village_or_programme_cannot_be_mended(
        self, other_clerk, clerk, programme, checked
    ):
        with pytest.raises(UnusableInput, match="another programme or area"):
            send(other_clerk, programme, workbook([line(9)]), area="13.03.08.2001", mends=checked)
        with pytest.raises(UnusableInput, match="another programme or area"):
            send(clerk, make_programme(name="Lain"), workbook([line(9)]), mends=checked)

    def test_a_reply_workbook_is_recognised_though_nobody_said_what_it_mends(
        self, clerk, programme, checked, reply
    ):
        mended = self.mend(replying.take_reply(clerk, reply), {line(61)["NIK"]: line(8)["NIK"]})
        sent = send(clerk, programme, mended, file_name="balasan.xlsx")
        assert sent.mends == checked
        assert send(clerk, programme, workbook([line(30)]), file_name="baru.xlsx").mends is None
        assert (check(sent).people, Row.objects.get(submission=sent).mends) == (1, row_at(checked, 3))

    @kept
    def of_the_regency(self, verifier, programme, dtsen):
        """One list of two villages, with a person to mend in each."""
        people = [line(1), line(2, NIK=""), line(3, NIK="", Desa="Tanjung")]
        return check(send(verifier, programme, workbook(people), area="13.03", file_name="semua.xlsx"))

    def test_each_village_of_a_list_has_its_own_workbook_and_letter(
        self, client, verifier, clerk, outsider, of_the_regency
    ):
        import io

        from django.urls import reverse
        from python_calamine import CalamineWorkbook

        made = replying.send_reply(verifier, of_the_regency, timezone.localdate() + timedelta(days=10))
        muaro, tanjung = (Area.objects.get(code=code) for code in ("13.03.04.2001", "13.03.08.2001"))
        content = replying.take_village_reply(verifier, made, muaro)
        text = str(CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python())
        assert line(2)["Nama Lengkap"] in text
        assert line(3)["Nama Lengkap"] not in text
        assert "Diusulkan 2 orang" in text
        for who, where in ((outsider, muaro), (clerk, tanjung)):
            with pytest.raises(Refused):
                replying.take_village_reply(who, made, where)
        with pytest.raises(UnusableInput, match="no row"):
            replying.take_village_reply(verifier, made, Area.objects.get(code="13.03.04.2002"))
        client.force_login(verifier)
        page = client.get(reverse("submission", args=[of_the_regency.public_id]))
        assert [each["rows"] for each in page.context["reply_villages"]] == [1, 1]
        address = reverse("reply_take", args=[of_the_regency.public_id, made.public_id])
        letter = client.post(address, {"bentuk": "pdf", "desa": "13.03.08.2001"})
        assert letter.content.startswith(b"%PDF")
        assert client.post(address, {"bentuk": "pdf", "desa": "13.73.01.1001"}).status_code == 404

    def test_a_village_mends_its_own_rows_of_a_regencys_list_and_no_others(
        self, clerk, verifier, programme, of_the_regency
    ):
        made = replying.send_reply(verifier, of_the_regency, timezone.localdate() + timedelta(days=10))
        names = {line(n)["Nama Lengkap"]: f"{line(n)['Nama Lengkap']} Baru" for n in (2, 3)}
        whole = self.mend(replying.take_reply(verifier, made), names)
        done = check(send(clerk, programme, whole, file_name="balasan.xlsx"))
        assert done.mends == of_the_regency
        assert [row.mends for row in done.rows.exclude(mends=None)] == [row_at(of_the_regency, 1)]
        assert row_at(of_the_regency, 2).standing == Standing.OPEN, (
            "another village's row is not the clerk's to mend"
        )

    @staticmethod
    def mend(content: bytes, changes: dict[str, str]) -> bytes:
        import io

        import openpyxl

        book = openpyxl.load_workbook(io.BytesIO(content))
        for cells in book.active.iter_rows():
            for cell in cells:
                cell.value = changes.get(cell.value, cell.value)
        out = io.BytesIO()
        book.save(out)
        return out.getvalue()


class TestEntryByHand:
    def test_who_may_not(self, other_clerk, outsider, manager, programme):
        for who in (other_clerk, outsider, manager):
            with pytest.raises(Refused):
                by_hand.begin(who, programme, Area.objects.get(code="13.03.04.2001"))
        assert not HandEntry.objects.exists()

    def test_nobody_is_sent_without_a_name_or_without_anybody(self, clerk, programme):
        entry = by_hand.begin(clerk, programme, Area.objects.get(code="13.03.04.2001"))
        with pytest.raises(UnusableInput, match="name is missing"):
            by_hand.add_person(clerk, entry)
        with pytest.raises(UnusableInput, match="nobody"):
            by_hand.send(clerk, entry)

    def test_another_of_the_same_village_may_not_touch_it(self, clerk, verifier, programme):
        entry = by_hand.begin(clerk, programme, Area.objects.get(code="13.03.04.2001"))
        with pytest.raises(Refused):
            by_hand.answer(verifier, entry, {"name": "Budi"})
        assert by_hand.content(HandEntry.objects.get()) == ([], {})


def test_every_finding_names_its_list(checked):
    rests = {
        (finding.code, finding.list.name if finding.list else None)
        for finding in Finding.objects.filter(row__submission=checked).select_related("list")
    }
    assert ("registry.absent", "DTSEN 2026") in rests
    assert all(name == "DTSEN 2026" for code, name in rests if code.startswith("registry."))
