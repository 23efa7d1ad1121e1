"""Decided on a cluster of several processes, everything is the same to the byte."""

from __future__ import annotations

import importlib.util
import shutil
from collections.abc import Iterator

import pyarrow.parquet as pq
import pytest

from payung.errors import UnusableInput
from payung.verification import ReferenceList, buckets, output, verify
from payung.verification.references import parquet
from verification.lists import ON, listing, people, person, programme

MISSING = [
    name
    for name, there in (("PySpark", importlib.util.find_spec("pyspark")), ("Java", shutil.which("java")))
    if not there
]
spark = pytest.mark.skipif(bool(MISSING), reason=f"{' and '.join(MISSING)} not installed")

ASKED = programme(
    min_age=18, max_age=65, registry_required=True, max_decile=5, occupations=["pemulung", "ojek"]
)
FIRST = ("BUDI", "SITI", "SLAMET", "RINA", "AGUS", "DEWI")
LAST = ("SANTOSO", "AMINAH", "RIYADI", "WATI", "SUJONO", "LESTARI", "HARAHAP")


def somebody(at: int, **changes: str) -> dict[str, str]:
    day, month, year = 1 + at % 28, 1 + at % 12, 60 + at % 40
    return {
        "nik": f"357703{day:02}{month:02}{year:02}{1 + at:04}",
        "name": f"{FIRST[at % 6]} {LAST[at % 7]}",
        "birth_date": f"19{year}-{month:02}-{day:02}",
        "sex": "L",
        "kk": f"35770312058{at // 4:05}",
        "village_code": ("35.77.03.1009", "35.77.01.1001")[at % 2],
        **changes,
    }


def lists() -> tuple[ReferenceList, ...]:
    """Two hundred in the registry; of the others each holds some of them."""
    all_of_them = [somebody(at) for at in range(200)]
    return (
        listing("registry", *({**one, "decile": str(1 + at % 8)} for at, one in enumerate(all_of_them))),
        listing("active", *({"nik": one["nik"], "segment": "PU"} for one in all_of_them[::17])),
        listing("deaths", *({**one, "nik": "" if at % 2 else one["nik"], "birth_date": one["birth_date"][8:] + one["birth_date"][4:8] + one["birth_date"][:4],
                             "death_date": "2025-06-01"} for at, one in enumerate(all_of_them[::13]))),
        listing("excluded", *({"nik": one["nik"], "group": "ASN"} for one in all_of_them[::19])),
        listing("other-payers", *({"nik": one["nik"], "payer": "BAZNAS", "from": "Januari 2026", "to": ""} for one in all_of_them[::23])),
    )  # fmt: skip


def proposed() -> list[dict[str, str]]:
    """Right NIKs, wrong ones, none at all, slips in date and name, repeated in one list and across lists."""
    rows = [person(**somebody(at)) for at in range(60)]
    rows += [person(**somebody(at, nik=f"35770301010000{at:02}")) for at in range(60, 75)]
    rows += [person(**somebody(at, nik="", problems="nik.missing")) for at in range(75, 90)]
    rows += [
        person(**somebody(at, nik="", birth_date="1960-01-01", problems="nik.missing")) for at in (90, 91)
    ]
    rows += [person(**somebody(at, name="Entah Siapa")) for at in (92, 93)]
    rows += [
        person(**somebody(1)),
        person(**somebody(2), file="lain.xlsx"),
        person(**somebody(3, birth_date="2015-01-01")),
    ]
    rows += [person(nik="3577030101990001", name="Zulkarnain Pohan", birth_date="1999-01-01")]
    return rows  # fmt: skip


@pytest.fixture(scope="module")
def cluster() -> Iterator[None]:
    """Two executors, each a process of its own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PAYUNG_SPARK_MASTER", "local-cluster[2,1,1024]")
        yield
        from pyspark.sql import SparkSession

        if session := SparkSession.getActiveSession():
            session.stop()


@spark
@pytest.mark.spark
def test_two_executors_decide_as_one_process_does(cluster, tmp_path):
    table, given = people(proposed()), lists()
    pq.write_table(given[0].data, tmp_path / "registry.parquet")
    on_file = (parquet(tmp_path / "registry.parquet", "registry", dated=given[0].dated), *given[1:])
    here = verify(table, ASKED, on_file, on=ON)
    there = verify(table, ASKED, on_file, on=ON, engine="spark")
    for name, result in (("here", here), ("there", there)):
        output.write(result, tmp_path / name)
    for file in ("decisions.csv", "summary.json"):
        assert (tmp_path / "here" / file).read_bytes() == (tmp_path / "there" / file).read_bytes()
    assert here.findings.equals(there.findings)
    found = set(here.summary["by_reason"])
    # The comparison is worth something only where everything that a cluster could part has happened.
    assert found >= {
        "duplicate.in_list", "duplicate.across_lists", "nik.missing", "registry.absent", "registry.probable",
        "registry.name_differs", "registry.decile_above", "deceased", "deceased.probable", "active.elsewhere",
        "excluded.group", "payer.other", "age.below",
    }  # fmt: skip

    assert _executors() == 2

    wrong = listing("other-payers", {"nik": somebody(0)["nik"], "payer": "BAZNAS", "from": "entah", "to": ""})
    with pytest.raises(UnusableInput) as refusal:
        verify(table, ASKED, (*on_file[:-1], wrong), on=ON, engine="spark")
    assert "“entah” is no month" in refusal.value.to("en")


def _executors() -> int:
    """How many executors there are, by the cluster's own account, which counts the driver as one more."""
    from pyspark.sql import SparkSession

    session = SparkSession.getActiveSession()
    assert session is not None
    return len(session.sparkContext._jsc.sc().statusTracker().getExecutorInfos()) - 1


def test_without_spark_it_is_said_what_to_install(monkeypatch):
    import builtins

    real = builtins.__import__

    def without(name, *rest):
        if name.startswith("pyspark"):
            raise ImportError(name)
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(UnusableInput) as refusal:
        verify(people([person()]), ASKED, lists(), on=ON, engine="spark")
    assert "pip install 'payung[spark]'" in refusal.value.to("en")


@spark
def test_without_java_it_is_said_what_to_install(monkeypatch):
    monkeypatch.setenv("PATH", "")
    monkeypatch.delenv("JAVA_HOME", raising=False)
    with pytest.raises(UnusableInput) as refusal:
        verify(people([person()]), ASKED, lists(), on=ON, engine="spark")
    assert "needs Java 17" in refusal.value.to("en")


def test_an_executors_complaint_arrives_whole():
    from payung.errors import Place
    from payung.language import Text

    def work() -> None:
        raise UnusableInput(
            Text("salah", "wrong"), Text("benahi", "mend it"), Place(file="a.csv", column="b")
        )

    with pytest.raises(RuntimeError) as passed_on:
        buckets.telling(work)()
    told = buckets.told(f"Traceback ...\nRuntimeError: {passed_on.value}\n\tat org.apache.spark")
    assert told is not None
    assert told.to("id") == "salah (berkas a.csv, kolom b). benahi"
    assert buckets.told("something else") is None


def test_people_without_a_nik_are_strewn_over_all_buckets():
    """The bucket of a person is made of the NIK, or of the place in the list where there is none to look up."""
    from payung.verification import spark as engine

    assert "concat('#', position)" in engine.PERSON_BUCKET
