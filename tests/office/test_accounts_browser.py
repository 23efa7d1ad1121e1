"""Real pages in a real browser: they fit a phone, break no rule of accessibility, and stay small."""

import gzip

import pytest
from django.urls import reverse

from office import browsing
from office.browsing import DESK, PHONE, browser, faults, fits, opened  # noqa: F401 - browser is a fixture

pytestmark = [*browsing.in_browser, pytest.mark.django_db(transaction=True)]
PAGE_LIMIT = 100_000


@pytest.fixture(params=[PHONE, DESK], ids=["phone", "desk"])
def page(request, browser):  # noqa: F811
    with opened(browser, request.param) as page:
        yield page


def sent_for(page):
    """Bytes over the line for this page with an empty cache, charts apart: whitenoise and Django compress."""
    addresses = page.evaluate("performance.getEntriesByType('resource').map(entry => entry.name)")
    wanted = {page.url, *(address for address in addresses if "charts" not in address)}
    return sum(len(gzip.compress(page.request.get(address).body())) for address in wanted)


def log_in(page, server, username):
    browsing.log_in(page, server.url, username, "rahasia-sekali-1")


def test_the_shell_fits_breaks_no_rule_and_stays_small(page, live_server, administrator):
    log_in(page, live_server, "admin")
    for name in ("home", "style", "users", "user_new", "profile", "journal"):
        page.goto(live_server.url + reverse(name))
        page.wait_for_load_state("networkidle")
        assert fits(page), name
        assert faults(page) == [], name
        sent = sent_for(page)
        assert 0 < sent < PAGE_LIMIT, name
    assert page.complaints == []


def test_a_page_with_faults_is_found_out(page):
    page.set_content(
        '<html lang="id"><title>Salah</title><main><h1>Salah</h1><img src="data:,">'
        '<p style="color: #ccc; background: #fff">pucat</p><input><h4>terlalu dalam</h4></main>'
    )
    assert {rule for rule, _element in faults(page)} == {"image-alt", "color-contrast", "label"}


def framed(menu, contents="<p>isi</p>"):
    return (
        "<html lang='id'><title>Halaman</title><style>@media (width > 700px) { .pale { color: #ccc } }"
        " @media (width < 700px) { .wide { display: none } }</style>"
        f"<a href='#isi'>lewati</a><nav><ul>{menu}</ul></nav><main id='isi'><h1>Halaman</h1>{contents}</main>"
    )


def test_a_faulty_entry_among_known_ones_is_found_out_on_every_page(page):
    good, faulty = "<li><a href='/'>baik</a></li>", "<li><a href='/'><img src='data:,'></a></li>"
    page.set_content(framed(good))
    assert faults(page) == []
    for _look in range(2):  # what was found faulty is not known from then on
        page.set_content(framed(good + faulty))
        assert {rule for rule, _element in faults(page)} == {"image-alt", "link-name"}
    assert faults(page) != []  # nor of the same document


@pytest.mark.parametrize(
    ("contents", "rule"),
    [("<p class='pale'>pucat</p>", "color-contrast"), ("<div class='wide'><input></div>", "label")],
)
@pytest.mark.parametrize("in_frame", [False, True])
def test_what_is_wrong_at_the_desk_alone_is_found_out_there(browser, contents, rule, in_frame):  # noqa: F811
    html = framed(f"<li>{contents}</li>") if in_frame else framed("", contents)
    with opened(browser, PHONE) as page:
        page.set_content(html)
        assert faults(page) == []
        page.set_viewport_size({"width": DESK[0], "height": DESK[1]})
        assert [found for found, _element in faults(page)] == [rule]


def test_the_login_page_breaks_no_rule(page, live_server):
    page.goto(live_server.url + reverse("account_login"))
    assert faults(page) == []
    assert page.complaints == []


def test_a_list_is_narrowed_in_place_and_its_address_says_so(page, live_server, administrator, clerk):
    log_in(page, live_server, "admin")
    page.goto(live_server.url + reverse("users"))
    page.fill("[name=cari]", "muaro")
    page.wait_for_url("**cari=muaro**")
    page.wait_for_selector("text=1 baris")
    assert page.locator("tbody tr").count() == 1
    page.reload()
    assert page.locator("tbody tr").count() == 1
    page.goto(live_server.url + reverse("home"))
    page.go_back()
    assert page.locator("main h1").inner_text() == "Pengguna"
    assert page.complaints == []


def test_an_area_is_suggested_while_it_is_written(page, live_server, administrator):
    log_in(page, live_server, "admin")
    page.goto(live_server.url + reverse("user_new"))
    page.locator("[name=area]").press_sequentially("mua")
    page.wait_for_selector("#areas option", state="attached")
    assert page.locator("#areas option").first.get_attribute("value") == "13.03.04.2001"
    assert page.complaints == []


RULES = (
    "/hitung/",
    "/hitung/iuran/",
    "/hitung/iuran/?month=2026-01&months=12&income=1.500.000&sector=transport&payer=apbdes&jht=on",
    "/hitung/iuran/?month=2015-01&months=99&income=-5&sector=x&payer=apbd",
    "/hitung/manfaat/kecelakaan/",
    "/hitung/manfaat/kecelakaan/cacat/",
    "/hitung/aturan/",
    "/hitung/aturan/jkm/death_grant/",
    "/hitung/aturan/contribution/bpu/bands/",
    "/hitung/aturan/jkk/partial_disability/table/",
)


def test_the_calculators_and_rules_fit_break_no_rule_and_stay_small(page, live_server, clerk):
    log_in(page, live_server, "petugas")
    for address in RULES:
        page.goto(live_server.url + address)
        page.wait_for_load_state("networkidle")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address
        assert faults(page) == [], address
        assert 0 < sent_for(page) < PAGE_LIMIT, address
    assert page.complaints == []


def test_a_counsellor_asks_for_a_family_with_two_children(page, live_server, clerk):
    """The event first; a child added in place; a slip said at its field; the answer; and the way back."""
    log_in(page, live_server, "petugas")
    page.goto(live_server.url + "/hitung/manfaat/")
    page.click("text=Meninggal bukan karena kerja")
    given = {"date": "2026-05-10", "income": "1000000", "registered": "2022-01-15", "paid_months": "51"}
    for name, value in (given | {"children-0-born": "2018-07-01", "children-0-grade": "2"}).items():
        page.fill(f"[name={name}]", value)
    page.select_option("[name=children-0-level]", "SD")
    page.click("button[name=add]")
    page.wait_for_selector("[name=children-1-born]")
    page.wait_for_function("document.activeElement.name === 'children-1-born'")
    page.fill("[name=children-1-born]", "1950-01-01")
    page.click(".form-buttons button")
    page.wait_for_selector("#error-summary")
    assert page.evaluate("document.activeElement.id") == "error-summary"
    assert faults(page) == []
    page.click("#error-summary a")
    assert page.evaluate("document.activeElement.name") == "children-1-born"
    page.fill("[name=children-1-born]", "2012-03-01")
    page.select_option("[name=children-1-level]", "SMP")
    page.click(".form-buttons button")
    page.wait_for_selector("text=Perhitungannya")
    assert "Rp42.000.000" in page.inner_text("main")
    assert "2026-05-10" not in page.url
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert faults(page) == []
    assert sent_for(page) < PAGE_LIMIT
    page.click("[name=change]")
    page.wait_for_selector("[name=children-1-born]")
    assert page.input_value("[name=children-1-born]") == "2012-03-01"
    assert page.complaints == []
