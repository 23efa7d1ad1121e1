"""Words of the two demonstration cultures: common given names, places, streets and kinds of work.

The names are ordinary given names, put together at random; no list of real people stands behind them. The report on
Siaga Kita speaks of 56 kinds of informal work but names only ten: the rest are our own proposal, for demonstration.
"""

from __future__ import annotations

from dataclasses import dataclass

from payung.identity.occupations import by_code


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


@dataclass(frozen=True, slots=True)
class Culture:
    """How people of a region are named, where they live and what they do.

    ``birth_places`` pairs a place with the six-digit district code under which its people are first registered.
    """

    key: str
    men_first: tuple[str, ...]
    men_second: tuple[str, ...]
    women_first: tuple[str, ...]
    women_second: tuple[str, ...]
    men_lead: tuple[str, ...]
    women_lead: tuple[str, ...]
    single_share: float
    men_titles: tuple[str, ...]
    women_titles: tuple[str, ...]
    gelar: tuple[str, ...]
    streets: tuple[str, ...]
    birth_places: tuple[tuple[str, int], ...]
    work: tuple[str, ...]


# The ten kinds of work that the report names, then our own proposal for the other 46, as codes of the catalogue.
CITY_CATALOGUE: tuple[str, ...] = _words(
    "pedagang_keliling pedagang_kaki_lima kuli_bangunan tukang_becak pemulung kuli_angkut buruh_tani tukang_sampah"
    " tukang_sol_sepatu penggali_sumur"
    " pedagang_pasar penjual_rumah_ke_rumah pemilik_warung tukang_ojek ojek_daring tukang_becak_motor kusir"
    " sopir_angkot sopir_truk kernet kurir bongkar_muat juru_parkir tukang_batu tukang_kayu tukang_cat tukang_las"
    " tukang_ledeng tukang_listrik tukang_servis bengkel_motor tambal_ban tukang_cukur perias tukang_pijat"
    " tukang_kebun tukang_cuci tukang_cuci_kendaraan penjahit tukang_bordir tukang_patri pekerja_rumah_tangga"
    " pengasuh_anak penyapu_jalan penggali_kubur pemusik perajin_anyam penenun pembuat_batu_bata pembuat_tahu_tempe"
    " pembuat_kue peternak buruh_ternak penjaga_malam nelayan serabutan"
)

# As people say it; every word means a kind of work in the catalogue.
CITY_WORK: tuple[str, ...] = (
    "pedagang keliling",
    "pedagang kaki lima",
    "kuli bangunan",
    "tukang becak",
    "pedagang sayur",
    "buruh tani",
    "pemulung",
    "kuli angkut",
    "penjual bakso",
    "penjual gorengan",
    "tukang sampah",
    "pedagang pasar",
    "tukang ojek",
    "juru parkir",
    "warung kopi",
    "penjual jamu",
    "penjual es",
    "tukang batu",
    "tukang kayu",
    "asisten rumah tangga",
    "tukang setrika",
    "tukang jahit",
    "buruh serabutan",
    "sopir angkot",
    "tukang cat",
    "tukang las",
    "tukang ledeng",
    "tukang listrik",
    "tukang tambal ban",
    "bengkel sepeda",
    "tukang cukur",
    "tukang pijat",
    "tukang kebun",
    "tukang sol sepatu",
    "tukang kunci",
    "tukang patri",
    "pengasuh anak",
    "penyapu jalan",
    "penggali kubur",
    "penggali sumur",
    "pengamen",
    "kusir dokar",
    "perajin anyaman",
    "perajin batu bata",
    "perajin tempe",
    "pembuat kue",
    "peternak kambing",
    "peternak unggas",
    "pencari rumput",
    "pencari ikan",
    "buruh cuci piring",
)

NAGARI_WORK: tuple[str, ...] = (
    "petani padi",
    "buruh tani",
    "penyadap karet",
    "pekebun sawit",
    "pekebun gambir",
    "pekebun kakao",
    "peternak sapi",
    "buruh ternak",
    "tukang ojek",
    "pedagang pasar",
    "pedagang keliling",
    "penjual gorengan",
    "warung kopi",
    "penambang emas rakyat",
    "tukang batu",
    "tukang kayu",
    "kuli bangunan",
    "kuli angkut",
    "sopir angkutan",
    "tukang jahit",
    "penenun songket",
    "perajin anyaman",
    "pembuat kue",
    "pencari ikan",
    "buruh cuci",
    "garin mesjid",
    "guru mengaji",
    "buruh serabutan",
)

# What villages write instead of the catalogue's word.
WORK_SYNONYMS: dict[str, tuple[str, ...]] = {
    "tukang becak": ("Tukang becak", "TUKANG BECAK", "penarik becak"),
    "pedagang kaki lima": ("PKL", "Pedagang kaki lima"),
    "kuli bangunan": ("buruh bangunan", "Kuli Bangunan"),
    "tukang ojek": ("ojek", "Tukang Ojek"),
    "buruh tani": ("Buruh Tani", "BURUH TANI"),
    "pemulung": ("Pemulung", "PEMULUNG"),
    "asisten rumah tangga": ("ART", "Asisten Rumah Tangga"),
}

JAVANESE = Culture(
    key="javanese",
    men_first=_words(
        "Agus Andi Anton Ari Arif Bagus Bambang Basuki Budi Cahyo Darmaji Darmo Dedi Didik Djoko Dwi Edi Eko Endro"
        " Fajar Gatot Gunawan Hadi Hari Hartono Heru Imam Iwan Joko Jumadi Kasiman Katimin Kusno Lasimin Marsudi"
        " Misdi Mulyono Ngadiman Nur Paijan Paimin Parmin Ponidi Ponimin Purwanto Rahmat Rudi Rusdi Sabar Samsul"
        " Sardi Sarno Setyo Slamet Sudarmo Sugeng Sugianto Sukardi Sukiman Sumadi Suparman Supriyadi Suroso"
        " Sutaji Sutrisno Suwarno Suyatno Tarmuji Teguh Totok Tri Tugiman Tukiman Wagiman Wahyu Wakidi Wardoyo"
        " Yadi Yanto Yudi Yusuf Zainal"
    ),
    men_second=_words(
        "Adi Ahmadi Ardianto Arifin Budiono Darmawan Effendi Firmansyah Handoko Hariyanto Hermawan Hidayat Irawan"
        " Iswanto Kurniawan Kuswanto Listiono Mardiono Mujiono Mustofa Nugroho Nurcahyo Prasetyo Pratomo"
        " Priyanto Purnomo Rahardjo Riyadi Rohman Santoso Saputro Sasongko Setiawan Sucipto Sudarsono Sulistyo"
        " Sunaryo Supriyono Susanto Susilo Sutopo Suwito Utomo Wahono Waluyo Wibowo Widiyanto Wijaya Winarno"
        " Wiyono Yulianto Yuwono"
    ),
    women_first=_words(
        "Ani Anik Asih Atik Bibit Boinem Darmi Darti Dewi Dian Dwi Eka Endah Endang Eni Erna Fitri Hartini Ida Iin"
        " Indah Insiyah Jamilah Juminah Kartini Kasmi Khotimah Lasmi Lestari Lilik Marsini Misni Muji Mujiati"
        " Murni Narti Ngatini Ningsih Nur Nurul Painem Parmi Parti Poniyem Purwanti Ratna Retno Rini Rukmini"
        " Rumini Rusmiati Sarmi Sarti Satinem Sri Sukarti Sulastri Sulis Sumarni Sumiati Sunarti Suparmi Suparti"
        " Supiyah Surati Suryati Susi Suwarti Suyatmi Tatik Tri Tukinem Tumini Tutik Umi Wagirah Wahyu Warti"
        " Winarsih Wiwik Yanti Yatmi Yuli Yuni"
    ),
    women_second=_words(
        "Astuti Agustina Aminah Andayani Anggraini Aprilia Ariani Fatimah Fauziah Handayani Hapsari Hariyani"
        " Hidayati Indrawati Indriani Ismawati Kusumawati Kurniasih Lestariningsih Mahmudah Maryam Maulida"
        " Ningrum Ningsih Nurhayati Nuryani Oktaviani Palupi Permatasari Prihatin Puspita Puspitasari"
        " Rahayu Rahmawati Rohmah Sari Saraswati Setyowati Sholikah Sulistyowati Susanti Susilowati Suryani"
        " Utami Wahyuni Wardani Widayati Widiastuti Wijayanti Winarti Wulandari Yulianti"
    ),
    men_lead=_words("Muhammad Mohamad Moch. Achmad Abdul"),
    women_lead=_words("Siti Siti Nur Dyah Sri"),
    single_share=0.33,
    men_titles=("H.", "Drs.", "Bpk."),
    women_titles=("Hj.", "Ibu", "Ny."),
    gelar=(),
    streets=tuple(
        f"Jl. {name}"
        for name in _words(
            "Anggrek Asoka Bangau Belimbing Bengawan Cempaka Delima Dahlia Gelatik Kenanga Kenari Kutilang Manggis"
            " Mangga Mawar Melati Merak Merpati Nuri Pepaya Rambutan Salak Sawo Semeru Sendang Serayu Tanjung Teratai"
        )
    ),
    birth_places=(
        ("Madiun", 351901),
        ("Magetan", 352001),
        ("Ngawi", 352101),
        ("Ponorogo", 350201),
        ("Nganjuk", 351801),
        ("Surabaya", 357801),
        ("Kediri", 357101),
        ("Sragen", 331401),
    ),
    work=CITY_WORK,
)

MINANGKABAU = Culture(
    key="minangkabau",
    men_first=_words(
        "Abrar Afdal Afrizal Ahmad Ali Alfian Amir Andri Anton Ardi Aswandi Asril Azwar Bakhtiar Basri Burhan"
        " Bustami Dahlan Darwis Dasril Defri Deni Edison Efrizal Erizal Fadli Fauzan Firdaus Gusrizal Hamdani Harmen"
        " Hasan Hendra Hendri Herman Ilham Indra Irwan Ismail Jamaris Jasman Jufri Kamaruddin Khairul Lukman"
        " Marjohan Marlis Masri Mawardi Mukhlis Nasrul Nazar Nofrizal Novrianto Oktavianus Rafles Rahmat Ramli"
        " Refki Rendi Rinaldi Romi Rusli Safri Salman Samsuar Syafril Syafrizal Syahrial Syamsir Taufik Ucok Usman"
        " Wendri Wilson Yasril Yendri Yulhendri Yuliardi Yusrizal Zainal Zainuddin Zulfahmi Zulhendri Zulkarnain"
        " Zulkifli"
    ),
    men_second=_words(
        "Akbar Amri Anwar Ardianto Arianto Aziz Bahar Candra Chaniago Effendi Fahmi Fajri Febrian Fernando Gusman"
        " Hakim Hamid Hanafi Idris Ikhsan Iskandar Jamil Kurnia Latif Mahmud Malik Mulyadi Nofri"
        " Oktaviandi Putra Ramadhan Ridwan Rizal Saputra Satria Sikumbang Syahputra Syarif Tanjung Utama Wahyudi"
        " Yanto Yunus Yuhendra Zaini"
    ),
    women_first=_words(
        "Afni Aida Animar Arnis Asma Asnimar Aswarni Dahniar Dalima Darmawati Dasmawarni Desi Dewi Elfi Elida Elma"
        " Elmiati Erni Ermawati Fatmawati Fitri Gusniar Gusti Hasnah Helmi Ijus Indrawati Jasniar Jusmaniar"
        " Kartini Kasmawati Lili Lismar Mardiana Marlina Marnis Maryani Misrawati Murniati Nelfia Neli Nidia Nofi"
        " Novita Nurbaiti Nurhayati Nurjani Nurlela Nursima Ratna Reni Rika Rosda Rosmaniar Rosmawati Rosnida"
        " Ruslaini Rusmanidar Saniar Sarinah Silvia Sri Suarni Susi Syafniar Syamsinar Tati Upik Wati Wirda Yarnis"
        " Yasni Yeni Yulia Yuliarti Yulmaini Yurnalis Yusmaniar Yusnimar Zahara Zuraida Zulbaidah"
    ),
    women_second=_words(
        "Afrianti Anggraini Aprilia Asmarni Astuti Delvita Desmawati Dewita Efrida Elvira Fajriah Fatimah Febriani"
        " Gustina Handayani Hayati Herlina Indah Irawati Isnaini Julianti Khairani Marni Maharani Mariani"
        " Nengsih Novianti Nurdin Oktavia Permata Pratiwi Putri Rahayu Rahmadani Rahmi Ramadhani Roza"
        " Safitri Salmah Sari Susanti Suryani Ulfa Wahyuni Welis Wirdawati Yanti Yuliana Yusra Zalni"
    ),
    men_lead=_words("Muhammad Muhammad M. Abdul Ahmad"),
    women_lead=_words("Siti Nur Siti Cut Putri"),
    single_share=0.38,
    men_titles=("H.", "Buya", "Bpk."),
    women_titles=("Hj.", "Ibu", "Uni"),
    gelar=(
        "Sutan Mudo",
        "St. Sati",
        "St. Marajo",
        "Sutan Rajo Ameh",
        "Pakiah Sutan",
        "Malin Mudo",
        "Dt. Rajo Mudo",
        "Dt. Bandaro Kayo",
        "Katik Batuah",
    ),
    streets=tuple(
        f"Jorong {name}"
        for name in (
            "Koto Tinggi",
            "Koto Baru",
            "Batang Aia",
            "Pasa Lamo",
            "Sawah Liek",
            "Bukik Sibak",
            "Lubuak Pandan",
            "Padang Data",
            "Kampuang Tangah",
            "Ranah Surian",
            "Tanjuang Pauh",
            "Simpang Tigo",
            "Guguak Tinggi",
            "Parak Gadang",
        )
    ),
    birth_places=(
        ("Solok", 130210),
        ("Tanah Datar", 130401),
        ("Padang Pariaman", 130501),
        ("Agam", 130601),
        ("Pesisir Selatan", 130101),
        ("Padang", 137101),
        ("Dharmasraya", 131001),
        ("Pekanbaru", 147101),
    ),
    work=NAGARI_WORK,
)


def city_occupations() -> tuple[str, ...]:
    """The 56 kinds of work of Siaga Kita, as the programme file lists them."""
    return tuple(by_code()[code].name.id.lower() for code in CITY_CATALOGUE)


def culture_of(village_code: str) -> Culture:
    """West Sumatra (province 13) is Minangkabau; everywhere else the Javanese words serve."""
    return MINANGKABAU if village_code.startswith("13.") else JAVANESE
