"""The API: the same eyes as the pages. Every endpoint by list, by search and by guessed identifier."""

from datetime import date, timedelta

import pytest
import schemathesis
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import ignored_auth
from schemathesis.specs.openapi.checks import positive_data_acceptance

from office import cover_world
from office.kept import kept
from payung.office.accounts import actions as accounts
from payung.office.accounts.models import ApiToken
from payung.office.accounts.tokens import create_token, revoke_token
from payung.office.insight.models import CoverageFigure
from payung.office.journal.models import Entry
from payung.office.proposals.models import Submission
from payung.office.wsgi import application

pytestmark = pytest.mark.django_db


@kept
def world(manager, treasurer):
    world = cover_world.at_every_gate(manager, treasurer)
    CoverageFigure.objects.create(
        area_id="13.03",
        segment="all",
        definition="Aktif",
        numerator=935_079,
        denominator=1_873_899,
        published=5088,
        source="Siaran pers",
        dated=date(2024, 3, 1),
    )
    return world


def get(client, path, **more):
    return client.get(f"/api/v1{path}", **more)


def bearer(user):
    _made, token = create_token(user, name="laporan", days=30)
    return {"headers": {"Authorization": f"Bearer {token}"}}


def test_a_key_opens_what_its_user_may_see(client, world, manager):
    key = bearer(manager)
    assert [each["name"] for each in get(client, "/programmes", **key).json()["items"]] == ["Satu Nagari 100"]
    january = get(client, f"/programmes/{world.programme.public_id}/counts", **key).json()[0]
    assert (january["code"], january["billed"], january["paid_rupiah"]) == ("202601", 6, 5 * 16_800)
    assert get(client, "/decisions", **key).json()["items"][0]["number"] == "188.45/1/2026"
    (share,) = get(client, "/coverage", **key).json()["items"]
    assert (share["share"], share["published"], share["matches"]) == (49.9, 50.88, False)


def test_rows_carry_masked_niks_only(client, world, verifier):
    submission = Submission.objects.get()
    answer = get(client, f"/submissions/{submission.public_id}/rows", **bearer(verifier))
    assert [row["name"] for row in answer.json()["items"]] == cover_world.NAMES
    assert not any(nik in answer.content.decode() for nik in cover_world.NIKS)


def test_without_a_key_nothing_opens(client, world):
    for path in ("/programmes", "/submissions", "/decisions", "/coverage", "/areas"):
        assert get(client, path).status_code == 401
        assert get(client, path, headers={"Authorization": "Bearer payung_x"}).status_code == 401


@pytest.mark.parametrize(
    ("who", "counted", "money"), [("clerk", 3, False), ("sponsor", None, True), ("auditor", 6, True)]
)
def test_counts_and_money_are_those_of_the_pages(request, client, world, who, counted, money):
    client.force_login(request.getfixturevalue(who))
    rows = get(client, f"/programmes/{world.programme.public_id}/counts").json()
    assert [row["decided"] for row in rows[:1]] == ([] if counted is None else [counted])
    assert all((row["paid_rupiah"] is not None) == money for row in rows)


def test_an_outsider_finds_nothing_by_list_search_or_guess(client, world, outsider):
    key, submission = bearer(outsider), Submission.objects.get()
    searched = (
        "/programmes",
        "/submissions",
        f"/submissions?programme={world.programme.public_id}",
        "/decisions",
        "/coverage",
    )
    for path in searched:
        assert get(client, path, **key).json() == {"items": [], "count": 0}
    assert get(client, "/areas?parent=13.03", **key).json()["items"] == []
    for path in (
        f"/programmes/{world.programme.public_id}",
        f"/programmes/{world.programme.public_id}/counts",
        f"/submissions/{submission.public_id}",
        f"/submissions/{submission.public_id}/rows",
        f"/decisions/{world.decision.public_id}",
    ):
        assert get(client, path, **key).status_code == 404


@pytest.mark.parametrize("who", ["sponsor", "treasurer"])
def test_who_sees_no_names_gets_no_rows(request, client, world, who):
    key = bearer(request.getfixturevalue(who))
    assert get(client, "/submissions", **key).status_code == 403
    assert get(client, f"/submissions/{Submission.objects.get().public_id}/rows", **key).status_code == 404


def send(client, programme, area, **more):
    file = SimpleUploadedFile(
        "usulan.csv", b"Nama,NIK,Tanggal Lahir,Pekerjaan\nYusuf,1303040101800001,01-01-1980,Petani\n"
    )
    return client.post(
        "/api/v1/submissions", {"programme": programme.public_id, "area": area, "file": file}, **more
    )


def test_a_clerk_sends_a_list_that_waits_for_confirmation(client, world, clerk):
    answer = send(client, world.programme, "13.03.04.2001", **bearer(clerk))
    assert (answer.status_code, answer.json()["stage"]) == (201, "preview")
    assert Entry.objects.filter(act="proposals.submit").count() == 1


@pytest.mark.parametrize(
    ("who", "area"),
    [("clerk", "13.03.08.2001"), ("outsider", "13.03.04.2001"), ("treasurer", "13.03.04.2001")],
)
def test_nobody_sends_for_an_area_that_is_not_theirs(request, client, world, who, area):
    key = bearer(request.getfixturevalue(who))
    assert send(client, world.programme, area, **key).status_code in (403, 404)
    assert Submission.objects.count() == 1


def test_a_session_needs_the_csrf_token_to_write(world, clerk):
    from django.test import Client

    strict = Client(enforce_csrf_checks=True)
    strict.force_login(clerk)
    assert get(strict, "/submissions").status_code == 200
    assert send(strict, world.programme, "13.03.04.2001").status_code == 403
    assert Submission.objects.count() == 1


def test_a_key_is_shown_once_and_kept_as_a_digest(client, manager):
    client.force_login(manager)
    page = client.post(reverse("tokens"), {"name": "laporan", "days": "30"})
    token = page.context["token"]
    assert token in page.content.decode()
    assert token not in client.get(reverse("tokens")).content.decode()
    assert not ApiToken.objects.filter(digest__contains=token).exists()
    assert token not in str(list(Entry.objects.values_list("facts", flat=True)))


@pytest.mark.parametrize("how", ["revoked", "expired", "closed", "reset"])
def test_a_key_that_ended_opens_nothing(client, world, clerk, administrator, how):
    made, token = create_token(clerk, name="x", days=30)
    key = {"headers": {"Authorization": f"Bearer {token}"}}
    assert get(client, "/submissions", **key).status_code == 200
    if how == "revoked":
        revoke_token(clerk, made)
    elif how == "expired":
        ApiToken.objects.update(expires=timezone.localdate() - timedelta(days=1))
    elif how == "closed":
        accounts.close_user(administrator, clerk)
    else:
        accounts.reset_password(administrator, clerk)
    assert get(client, "/submissions", **key).status_code == 401


def test_nobody_revokes_the_key_of_another(client, clerk, other_clerk):
    made, _token = create_token(clerk, name="x", days=30)
    client.force_login(other_clerk)
    assert client.post(reverse("token_revoke", args=[made.public_id])).status_code == 404
    assert ApiToken.objects.get().revoked is None


def test_lists_ask_a_constant_number_of_queries(client, world, verifier, django_assert_max_num_queries):
    key = bearer(verifier)
    with django_assert_max_num_queries(6):
        get(client, f"/submissions/{Submission.objects.get().public_id}/rows", **key)


@pytest.fixture
def in_process():
    """Asked through WSGI in a test's own transaction, the database connection must outlive each request."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def test_every_answer_keeps_to_the_description(world, manager, in_process):
    """Arguments made up from the description: no fault of ours, and every answer in the form that is described."""
    _made, token = create_token(manager, name="uji", days=30)
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)

    operations = [operation.ok() for operation in schema.include(method="GET").get_all_operations()]
    assert len(operations) >= 9
    for operation in operations:
        _try(operation, token)


def _try(operation, token):
    @given(case=operation.as_strategy())
    @settings(max_examples=5, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    def holds(case):
        response = case.call(headers={"Authorization": f"Bearer {token}", "Accept-Encoding": "identity"})
        assert response.status_code < 500
        # Asking without a key has tests of its own: here the key is in every question.
        excluded = [ignored_auth]
        if operation.path.endswith("/law/contribution"):
            # Fields that are good one by one may contradict each other, such as a month before the law.
            excluded.append(positive_data_acceptance)
        case.validate_response(response, excluded_checks=excluded)

    holds()
