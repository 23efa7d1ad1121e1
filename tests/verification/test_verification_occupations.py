import pytest

from payung.verification.occupations import listed

PROGRAMME = [
    "pedagang keliling",
    "kuli bangunan",
    "tukang becak",
    "pemulung",
    "buruh tani",
    "perajin kuda lumping",
]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Pemulung", True),
        ("PEMULUNK", True),
        ("becak", True),
        ("Tkg. Becak", True),
        ("buruh bangunan", True),
        ("Buruh Tani Tembakau", True),
        ("perajin kuda lumpin", True),  # in no catalogue: compared as written
        ("guru", False),
        ("PNS", False),
        ("ojek", False),
        ("-", False),
    ],
)
def test_synonyms_and_spelling_are_forgiven(written, expected):
    assert listed([written], PROGRAMME) == [expected]


def test_a_programme_may_list_codes_of_the_catalogue():
    assert listed(["OJOL", "pemulung"], ["ojek_daring"]) == [True, False]
