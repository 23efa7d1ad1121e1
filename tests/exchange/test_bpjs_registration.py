import csv
import io
from datetime import date

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from payung.errors import UnusableInput
from payung.exchange.bpjs_registration import registration_csv, registration_xlsx
from payung.exchange.registration_profile import FIELDS, FORMATS, Profile, ProfileColumn, default_profile

PERSON = {
    "nik": "1303040105800001",
    "kk": "1303040105800009",
    "name": "Siti Contoh",
    "birth_date": date(1980, 5, 1),
    "sex": "P",
    "phone": "081200000000",
    "income": 1_000_000,
    "decree_line": 7,
    "start_date": date(2026, 5, 1),
}
NIK = ProfileColumn("NIK", "nik")


def cells(profile, rows):
    book = openpyxl.load_workbook(io.BytesIO(registration_xlsx(profile, rows)))
    return [[cell.value for cell in row] for row in book.active.iter_rows()]


def test_columns_come_in_the_order_and_form_of_the_profile():
    profile = Profile(
        "uji",
        (
            ProfileColumn("TGL LAHIR", "birth_date", "date"),
            ProfileColumn("NAMA", "name", "upper"),
            ProfileColumn("JK", "sex", "sex_letter"),
            ProfileColumn("JK KODE", "sex", "sex_code"),
            NIK,
            ProfileColumn("UPAH", "income", "number"),
            ProfileColumn("WADAH", constant="SG"),
            ProfileColumn("EMAIL", "email"),
        ),
    )
    assert cells(profile, [PERSON]) == [
        ["TGL LAHIR", "NAMA", "JK", "JK KODE", "NIK", "UPAH", "WADAH", "EMAIL"],
        ["01-05-1980", "SITI CONTOH", "P", "2", "1303040105800001", 1_000_000, "SG", None],
    ]


def test_the_default_profile_says_that_it_is_unverified_and_writes_everybody():
    profile = default_profile()
    assert "belum terverifikasi" in profile.note
    head, *rows = cells(profile, [PERSON, {**PERSON, "nik": "1303040105800002"}])
    for heading in ("NIK", "NAMA IBU KANDUNG", "TGL MULAI", "NAMA AHLI WARIS"):
        assert heading in head
    assert [row[head.index("NIK")] for row in rows] == ["1303040105800001", "1303040105800002"]


def test_no_value_acts_as_a_formula():
    row = {**PERSON, "name": '=HYPERLINK("http://x","Siti")', "address": "@SUM(A1)", "phone": "+62812 000"}
    book = openpyxl.load_workbook(io.BytesIO(registration_xlsx(default_profile(), [row])))
    assert all(cell.data_type != "f" for line in book.active.iter_rows() for cell in line)
    (_, line) = csv.reader(io.StringIO(registration_csv(default_profile(), [row]).decode("utf-8-sig")))
    assert '\'=HYPERLINK("HTTP://X","SITI")' in line
    assert "'@SUM(A1)" in line
    assert "+62812 000" in line


def test_the_csv_carries_excels_mark_and_keeps_digits():
    content = registration_csv(default_profile(), [PERSON])
    assert content.startswith(b"\xef\xbb\xbf")
    head, line = csv.reader(io.StringIO(content.decode("utf-8-sig")))
    assert line[head.index("NIK")] == "1303040105800001"
    assert line[head.index("TANGGAL LAHIR")] == "01-05-1980"


def test_the_same_rows_give_the_same_bytes():
    for write in (registration_xlsx, registration_csv):
        assert write(default_profile(), [PERSON]) == write(default_profile(), [PERSON])


@pytest.mark.parametrize(
    ("field", "value"), [("birth_date", "1980-05-01"), ("sex", "X"), ("income", "sejuta"), ("nik", 13030401)]
)
def test_a_value_in_the_wrong_form_is_named_by_row_and_column(field, value):
    with pytest.raises(UnusableInput) as error:
        registration_xlsx(default_profile(), [PERSON, {**PERSON, field: value}])
    assert "baris 2, kolom" in error.value.to("id")
    assert str(value) in error.value.to("id")


def test_nobody_to_register_is_said():
    with pytest.raises(UnusableInput, match="nobody to register"):
        registration_csv(default_profile(), [])


GOOD = '[[column]]\nheading = "NIK"\nsource = "nik"\n'


@pytest.mark.parametrize(
    ("toml", "named"),
    [
        ("[[column]\n", "bukan TOML"),
        ("column = 3\n", "[[column]]"),
        ("column = [3]\n", "kolom 1"),
        ("", "1 sampai 100 kolom"),
        (GOOD + '[[column]]\nheading = "A"\nsource = "nikk"\n', "kolom 2 “A”"),
        (GOOD + '[[column]]\nheading = "A"\nsource = "name"\nformat = "dd"\n', "format “dd” tidak ada"),
        (
            GOOD + '[[column]]\nheading = "A"\nsource = "name"\nformat = "date"\n',
            "hanya untuk birth_date, start_date",
        ),
        (GOOD + '[[column]]\nheading = "A"\nsource = "name"\nconstant = "x"\n', "salah satu"),
        (GOOD + '[[column]]\nheading = "A"\n', "salah satu"),
        (GOOD + '[[column]]\nheading = " nik "\nsource = "name"\n', "dua kali"),
        (GOOD + '[[column]]\nheading = ""\nsource = "name"\n', "judul kolom kosong"),
        (GOOD + '[[column]]\nheading = 3\nsource = "name"\n', "heading harus berupa teks"),
        (GOOD + '[[column]]\nheading = "A"\nsorce = "name"\n', "“sorce” tidak dikenal"),
        ('[[column]]\nheading = "A"\nsource = "name"\n', "source nik harus ada"),
        ("kolom = 1\n" + GOOD, "“kolom” tidak dikenal"),
    ],
)
def test_a_faulty_profile_names_the_column_and_the_fault(toml, named):
    with pytest.raises(UnusableInput) as error:
        Profile.from_toml(toml)
    assert named in error.value.to("id")


def test_the_default_profile_goes_to_toml_and_back():
    assert Profile.from_toml(default_profile().to_toml()) == default_profile()


@st.composite
def profiles(draw):
    texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
    headings = draw(st.lists(texts, max_size=6, unique_by=lambda text: text.strip().casefold()))
    columns = [
        ProfileColumn(heading, constant=draw(texts))
        if draw(st.booleans())
        else ProfileColumn(heading, draw(st.sampled_from(sorted(FIELDS))), draw(st.sampled_from(FORMATS[:2])))
        for heading in headings
        if heading.strip() and heading.strip().casefold() != "nik"
    ]
    return Profile(draw(texts), (NIK, *columns), draw(texts))


@given(profiles())
def test_any_profile_goes_to_toml_and_back(profile):
    assert Profile.from_toml(profile.to_toml()) == profile
