"""Placing: nobody is passed over, nothing is exceeded, and whoever waits knows why."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from payung.office.decisions import reasons
from payung.office.decisions.placing import Candidate, Places, Purse, place

A, B = "13.03.04.2001", "13.03.08.2001"


def people(*villages):
    return [Candidate(at, village, "other", 202605) for at, village in enumerate(villages)]


def placed(candidates, places, purses, cost=10):
    return list(place(candidates, places, purses, lambda *_: cost))


def test_the_village_quota_holds_and_the_next_village_goes_on():
    got = placed(people(A, A, B, A, B), Places(villages={A: 1, B: 2}), [Purse(1, "apbd", "13.03", None)])
    assert [one.why for one in got] == ["", reasons.VILLAGE_QUOTA, "", reasons.VILLAGE_QUOTA, ""]


def test_a_village_without_a_quota_has_no_place_where_villages_have_quotas():
    got = placed(people(B), Places(villages={A: 1}), [Purse(1, "apbd", "13.03", None)])
    assert got[0].why == reasons.VILLAGE_QUOTA


def test_funds_are_asked_by_rank_and_a_short_one_pays_nobody_after():
    purses = [Purse(1, "apbdes", A, 25), Purse(2, "apbd", "13.03", 10)]
    got = placed(people(A, A, A, A, B), Places(), purses)
    assert [one.fund for one in got] == [1, 1, 2, None, None]
    assert [one.why for one in got[3:]] == [reasons.FUND_CEILING] * 2


def test_who_finds_no_fund_holds_no_place():
    got = placed(people(B, A), Places(total=1), [Purse(1, "apbdes", A, None)])
    assert [(one.fund, one.why) for one in got] == [(None, reasons.NO_FUND), (1, "")]


def test_a_dearer_person_is_not_passed_over_for_a_cheaper_one():
    candidates = [Candidate(0, A, "other", 202605), Candidate(1, A, "transport", 202605)]
    cost = {"other": 20, "transport": 10}
    got = list(place(candidates, Places(), [Purse(1, "csr", "13.03", 15)], lambda sector, *_: cost[sector]))
    assert [one.why for one in got] == [reasons.FUND_CEILING] * 2


VILLAGES = ["13.03.04.2001", "13.03.04.2002", "13.03.08.2001"]
CANDIDATES = st.lists(
    st.builds(
        Candidate,
        row=st.integers(),
        village=st.sampled_from(VILLAGES),
        sector=st.sampled_from(["other", "transport"]),
        registered=st.sampled_from([202501, 202605]),
        barred=st.sampled_from(["", "", "", reasons.OTHER_PAYER]),
    ),
    max_size=40,
)
PURSES = st.lists(
    st.tuples(st.sampled_from([*VILLAGES, "13.03", "13.03.04"]), st.none() | st.integers(0, 300)), max_size=4
).map(
    lambda found: [
        Purse(at, "apbd" if at % 2 else "csr", area, left) for at, (area, left) in enumerate(found)
    ]
)
PLACES = st.builds(
    Places,
    total=st.none() | st.integers(0, 30),
    villages=st.dictionaries(st.sampled_from(VILLAGES), st.integers(0, 15)),
)


def _cost(sector, payer, registered):
    return {"other": 17, "transport": 8 if payer == "csr" else 17}[sector]


@given(CANDIDATES, PLACES, PURSES)
def test_no_quota_and_no_ceiling_is_ever_exceeded_and_everyone_has_an_outcome(candidates, places, purses):
    got = list(place(candidates, places, purses, _cost))
    assert [one.candidate for one in got] == candidates
    taken = [one for one in got if one.fund is not None]
    assert all((one.why == "") == (one.fund is not None) for one in got)
    assert places.total is None or len(taken) <= places.total
    by_village = Counter(one.candidate.village for one in taken)
    if places.villages:
        assert all(count <= places.villages.get(village, 0) for village, count in by_village.items())
    for purse in purses:
        paid = [one for one in taken if one.fund == purse.fund]
        assert purse.left is None or sum(one.cost for one in paid) <= purse.left
        assert all(f"{one.candidate.village}.".startswith(f"{purse.area}.") for one in paid)
    assert all(one.cost == 0 for one in got if one.fund is None)


@given(CANDIDATES, PLACES, PURSES)
def test_the_same_people_always_get_the_same_places(candidates, places, purses):
    assert list(place(candidates, places, purses, _cost)) == list(place(candidates, places, purses, _cost))


@given(CANDIDATES, PLACES, PURSES)
def test_of_two_alike_the_earlier_never_waits_while_the_later_is_taken(candidates, places, purses):
    got = list(place(candidates, places, purses, _cost))
    waiting = set()
    for one in got:
        like = (one.candidate.village, one.candidate.sector, one.candidate.registered)
        if one.candidate.barred:
            continue
        if one.fund is None:
            waiting.add(like)
        else:
            assert like not in waiting
