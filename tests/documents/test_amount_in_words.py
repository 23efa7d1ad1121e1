import pytest
from hypothesis import given
from hypothesis import strategies as st

from payung.documents.amount_in_words import number_in_words, rupiah_in_words
from payung.errors import UnusableInput


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (0, "nol rupiah"),
        (1, "satu rupiah"),
        (10, "sepuluh rupiah"),
        (11, "sebelas rupiah"),
        (12, "dua belas rupiah"),
        (19, "sembilan belas rupiah"),
        (20, "dua puluh rupiah"),
        (21, "dua puluh satu rupiah"),
        (100, "seratus rupiah"),
        (101, "seratus satu rupiah"),
        (111, "seratus sebelas rupiah"),
        (168, "seratus enam puluh delapan rupiah"),
        (200, "dua ratus rupiah"),
        (1_000, "seribu rupiah"),
        (1_001, "seribu satu rupiah"),
        (1_100, "seribu seratus rupiah"),
        (2_000, "dua ribu rupiah"),
        (11_000, "sebelas ribu rupiah"),
        (16_800, "enam belas ribu delapan ratus rupiah"),
        (100_000, "seratus ribu rupiah"),
        (101_000, "seratus satu ribu rupiah"),
        (1_000_000, "satu juta rupiah"),
        (1_001_000, "satu juta seribu rupiah"),
        (42_000_000, "empat puluh dua juta rupiah"),
        (124_992_000, "seratus dua puluh empat juta sembilan ratus sembilan puluh dua ribu rupiah"),
        (907_200_000, "sembilan ratus tujuh juta dua ratus ribu rupiah"),
        (1_000_000_000, "satu miliar rupiah"),
        (
            3_053_299_200,
            "tiga miliar lima puluh tiga juta dua ratus sembilan puluh sembilan ribu dua ratus rupiah",
        ),
        (1_000_000_000_000, "satu triliun rupiah"),
        (-16_800, "minus enam belas ribu delapan ratus rupiah"),
    ],
)
def test_rupiah_are_written_out_as_treasurers_write_them(amount, words):
    assert rupiah_in_words(amount) == words


VALUES = {
    word: value
    for value, word in enumerate(
        [
            "nol",
            "satu",
            "dua",
            "tiga",
            "empat",
            "lima",
            "enam",
            "tujuh",
            "delapan",
            "sembilan",
            "sepuluh",
            "sebelas",
        ]
    )
}
SCALES = {"ribu": 10**3, "juta": 10**6, "miliar": 10**9, "triliun": 10**12, "kuadriliun": 10**15}


def read_back(words):
    """The number that the words say, by the rules of the language read the other way round."""
    total = part = last = 0
    for word in words.split():
        if word in VALUES:
            part, last = part + VALUES[word], VALUES[word]
        elif word == "belas":
            part += 10
        elif word in ("puluh", "ratus"):
            part += last * ({"puluh": 10, "ratus": 100}[word] - 1)
        elif word == "seratus":
            part += 100
        elif word == "seribu":
            total += 1000
        else:
            total, part = total + part * SCALES[word], 0
    return total + part


@given(st.integers(0, 10**18 - 1))
def test_the_words_read_back_as_the_number(number):
    assert read_back(number_in_words(number)) == number


def test_a_number_beyond_the_scales_is_refused_in_words():
    with pytest.raises(UnusableInput) as error:
        number_in_words(10**18)
    assert "terlalu besar" in error.value.to("id")
