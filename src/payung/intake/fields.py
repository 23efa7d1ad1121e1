"""What the columns of a list can be, and the many ways in which headings say so."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from payung.identity import dates

# Field -> headings, best first. Compared without spaces, signs and case, so that "N I K", "NO_KK" and
# "Tempat/Tgl. Lahir" need one spelling each. A field whose name starts with "_" is known but not used: it
# marks a row as a heading and keeps its column from being taken for something else.
_HEADINGS = {
    "nik": """nik|nonik|nomornik|nomorindukkependudukan|noindukkependudukan|nikktp|nikektp|noktp|nomorktp|noktpnik
        |niknoktp|niktk|nikpekerja|nikpeserta|nikpenerima|nikwarga|nikpenduduk|nikart|nikanggota|niksesuaiktp
        |noktpelektronik|nomorindukpenduduk|noindukpenduduk|nonikktp|nomornikktp|nokartutandapenduduk|ktp|noidentitas
        |nomoridentitas|nikcalonpeserta|nomorindukkependudukannik|nikpetani|nomorktpnik|noktpel|nikel|idnik|nikk|nikidno|idnumber|idcardnumber|nationalid|nationalidnumber|identitynumber|nationalidentitynumber|noktpnopen|nomorktpnopen|farmernik|nikfarmer|nikcapil|nikdukcapil""",
    "kk": """nokk|nomorkk|nokartukeluarga|nomorkartukeluarga|kk|kartukeluarga|nkk|nomorkartukeluargakk|idkk|nokknik
        |nomorinduk keluarga|nokkart|nokartukeluargakk|nomorkartukel|nokartukel|nokkdtks|kkdtks|nomorkkdtks|nopkk|familycardnumber|familycardno|familycard|nokkk|nomorkkart|kkcapil|nokkcapil|nokkdukcapil""",
    "name": """namalengkap|nama|namalgkp|namapekerja|namapeserta|namacalonpeserta|namatenagakerja|namatk|namapenerima
        |namawarga|namapenduduk|namaart|namaanggota|namaanggotakeluarga|namaanggotarumahtangga|namapetani|namapekerjarentan
        |namadannamapanggilan|namalengkaptanpagelar|namapenerimamanfaat|namapenerimabantuan|namausulan|namacalon|fullname
        |name|namalkp|namapertama|namaktp|namasesuaiktp|namalengkapsesuaiktp|namapm|namakpm|namapenerimaupah|nm
        |namatenagakerjarentan|namadiktp|namanelayan|namaojek|namapedagang|namaburuh|namakader|namapemohon|nmlengkap
        |namalengkappekerja|namacalonpenerima|namakartu|completename|personname|namawargamiskin|namakaryawan|jeneng|asma|wasta|namo|namadepan|firstname|givenname|namaawal|farmername|namafarmer|namacapil|namadukcapil""",
    "name_middle": "namatengah|middlename",
    "name_last": "namabelakang|lastname|surname|familyname|namaakhir|namakeluarga|marga",
    "head": """namakepalakeluarga|kepalakeluarga|namakk|namakrt|krt|kepalarumahtangga|namakepalarumahtangga|namakepkel
        |namakepkeluarga|namakepala|namakep|nmkk""",
    "birth_place": """tempatlahir|tmplahir|tmptlhr|tmptlahir|tmplhr|templahir|tempat|tempatlhr|tptlahir|tmlahir|kotalahir
        |kotakelahiran|tempatkelahiran|tlahir|tmpatlahir|placeofbirth|birthplace|kabkotalahir|tlhr""",
    "birth_date": """tanggallahir|tgllahir|tgllhr|tanggallhr|tglkelahiran|tanggalkelahiran|tgllahr|dob|birthdate|dateofbirth
        |tanggalbulantahunlahir|tglblnthnlahir|tglblnthlahir|lahir|tgl lahir ddmmyyyy|tanggallahirpeserta|tglahir|tgllahirart
        |tanggalbulandantahunlahir|hbtlahir|tgllhir|birthday|birth""",
    "birth": """tempattanggallahir|tempattgllahir|ttl|tempatdantanggallahir|tempatdantgllahir|tmptgllahir|tmpttgllahir
        |tempattgllhr|tempatlahirtanggallahir|tempatlahirtgllahir|tmptgllhr|kelahiran|tempattanggalkelahiran|tpttgllahir
        |tempatdantanggalkelahiran|tempttgllahir|tmptlahirtgllahir|lahirditanggal|tgltempatlahir|ttgllahir
        |tempatdantgllhr|tmplahirtgllahir|tempattglbulantahunlahir|tmpttgllhr|tempattanggallhr|placeanddateofbirth|tgltmptlahir|placedateofbirth""",
    "birth_day": "harilahir|tgllahirhari|tanggallahirhari|hrlahir|dd",
    "birth_month": "bulanlahir|blnlahir|blnlhr|mm",
    "birth_year": "tahunlahir|thnlahir|thlahir|thnlhr|yyyy",
    "sex": """jeniskelamin|lp|jk|jnskel|jnskelamin|kelamin|jeniskel|jeniskelaminlp|sex|gender|jnsklmin|jenisklmin|jeniskelamin12
        |pl|lkpr|lakilakiperempuan|jkel|jenkel|jkl|jkelamin|jns kelamin|jeniskelaminart|kodejeniskelamin|sexid|jekel|lprr
        |jklp|jnskellp|jeniskelaminlakiperempuan|idjeniskelamin""",
    "sex_male": "jeniskelaminl|lakilaki|laki|lk|lkl|l|jeniskelaminlakilaki|pria|kelaminl|jkl1",
    "sex_female": "jeniskelaminp|perempuan|pr|p|jeniskelaminperempuan|wanita|kelaminp|jkp",
    "address": """alamat|alamatlengkap|alamatktp|alamatsesuaiktp|alamatrumah|alamattinggal|alamattempattinggal|alamatdomisili
        |alamatsekarang|tempattinggal|domisili|address|jalan|alamatjalan|alamatlengkapsesuaiktp|alamatkk|alamatpeserta
        |jalandannomorrumah|alamattk|alamatart|namajalan|alamatjl|alamatrinci|jln|alamatrtrw|alamatdusun rtrw|homeaddress|fulladdress|streetaddress|residentialaddress|alamaik|almt|almtlengkap|alamatlkp|almtrumah""",
    "rt": "rt|nort|nomorrt|norukuntetangga|alamatrt|rukuntetangga",
    "rw": "rw|norw|nomorrw|alamatrw|rukunwarga",
    "rt_rw": "rtrw|rwrt|nortrw|rt rw",
    "hamlet": """dusun|jorong|lingkungan|dusunlingkungan|namadusun|namajorong|alamatdusun|kampung|banjar|dukuh|dusunjorong
        |korong|sls|namasls|rukunkampung|alamatjorong|jorongdusun|dusunjoronglingkungan|dsn|lingkungandusun|padukuhan|pedukuhan""",
    "village": """desa|nagari|kelurahan|desakelurahan|kelurahandesa|keldesa|desakel|namadesa|namakelurahan|namanagari|namakel
        |kel|nagaridesa|nagaridesakelurahan|desanagari|desanagarikelurahan|kelurahannagari|namadesakelurahan|nmkel|nmdesa|kelname
        |namakelurahandesa|alamatdesa|alamatnagari|alamatkelurahan|kampungdesa|gampong|namagampong|desalurah|lurah|village
        |nmkelurahan|pekon|asaldesa|desaasal|kelurahanasal|desakelurahannagari|wilayah|namakeldesa|nmkeldesa|kelurahanktp|villagename|desakelurahantempattinggal|ds|dskel|keldes|deskel|nag|nmdes|namakelurahannagari|desakelurahanasal|kelcapil|nmkelcapil|desacapil|kelurahancapil""",
    "village_code": """kodedesa|kodekelurahan|kodewilayah|kodenagari|kodekemendagri|kodedesakelurahan|kddesa|villagecode|kdwilayah
        |kodewilayahdesa|kodekeldesa|kodewil|kodekel|nokel|kdkel|idkelurahan|iddesa|kodedagri|kodekelurahandesa""",
    "district": """kecamatan|kec|namakecamatan|namakec|nmkec|kecname|alamatkecamatan|nmkecamatan|kecamatanktp|district|subdistrict|districtname|keccapil|nmkeccapil|kecamatancapil""",
    "district_code": "kodekecamatan|kdkec|nokec|kodekec",
    "regency_code": "kodekabupaten|kdkab|nokab|kodekab|kodekabkota|kodekabupatenkota",
    "province_code": "kodeprovinsi|kdprop|noprop|kodeprop|kdprov",
    "occupation": """pekerjaan|jenispekerjaan|jenispkrjn|jnspkrjn|pekerjaanid|profesi|matapencaharian|pekerjaanutama|jenisusaha
        |pekerjaanpokok|jenispekerjaanutama|kerja|bidangpekerjaan|pekerjaansesuaiktp|usaha|occupation
        |jenisprofesi|namapekerjaan|pekerjaansaatini|jenispekerjaanusaha|pekerjaanusaha|bidangusaha|pekerjaansekarang|jenisprofesipekerjaan
        |jnspekerjaan|pkrjn|pkerjaan|sektorpekerjaan|kelompokpekerjaan|jeniskerja|job|usahapekerjaan|pekerjaankk|pekerjaanpeserta|pek|pkj|gaweyan|pagawean|padamelan|karajo|pakaryan|jnspkrjaan|profession|jobtitle|livelihood|work|jabatanpekerjaan|pekerjaanjabatan""",
    "position": "jabatan|namajabatan|jabatantugas|tugas|sebagai",
    "trade": "lapanganusaha|lapanganusahautama|lapusaha|lapanganpekerjaan|lapanganpekerjaanutama|lapus",
    "work_status": "statuspekerjaan|stapekerjaan|kedudukanpekerjaan|statusdalampekerjaan|kedudukandalampekerjaan|statuskerja",
    "phone": """nohp|nomorhp|hp|telepon|notelepon|nomortelepon|telp|notelp|nowa|nomorwa|whatsapp|nohandphone|nomorhandphone|notlp
        |nohpwa|nohpaktif|handphone|nohpyangbisadihubungi|nowhatsapp|nomorwhatsapp|kontak|nokontak|phone|mobile|hpwa|nohptelp
        |telphp|tlp|notelphp|nomorhpaktif|nomorhpwa|tlpn|notelpon|nomortelpon|nomorponsel|noponsel|phonenumber|nohpwatelp|mobilephone|cellphone|mobilenumber|telephone|contactnumber""",
    "mother_name": """namaibukandung|namaibu|ibukandung|namagadisibukandung|namaibukandunglengkap|ibu|namalgkpibu|namagadisibu
        |namalengkapibukandung|nmibu|namaibukdg|nmibukandung|namaorangtuaibu|mothername|namaibukdng|nmlgkpibu|ibukandungnama|mothersname|motherfullname|namaibukandungsesuaikk""",
    "income": """penghasilan|pendapatan|upah|penghasilanperbulan|pendapatanperbulan|penghasilanbulan|penghasilanrp|income|gaji
        |penghasilanratarata|upahperbulan|pendapatanbulan|penghasilanbulanan|ratapenghasilan|ratapendapatan|penghasilanbln
        |pendapatanratarata|ratarataPenghasilanperbulan|besarpenghasilan|upahyangdilaporkan|nominalpenghasilan|monthlyincome|salary""",
    "number": "no|nomor|nourut|nomorurut|urut|nmr|nr|num|noanggota",
    "_age": "umur|usia|umurtahun|usiatahun|umurthn|umurth",
    "_relation": """shdk|hub|hubungankeluarga|hubkeluarga|hubungandalamkeluarga|stathbkel|kklevel|hubkrt|hubkel|hubungan|hubungandengankk
        |hubungandengankrt|statushubungandalamkeluarga|statushubungankeluarga|hubkk|statusdalamkeluarga|hubungandenganepalakeluarga|shdrt
        |hubungandengankepalakeluarga|statuskeluarga|rtmlevel|relationship|relation|relationtohead|hubdgnkk|hubungandgkk|hubdgkk|hubdengankk|shdkk|hubunganartdengankrt|hubunganart|hubdgnkepalakeluarga|hubdgkepkeluarga|hubungankk|statushubkel|stathubkel|statkel""",
    "_father": "namaayah|ayah|namalgkpayah|namaayahkandung|namabapak|nikayah|ayahnik|namaorangtua|namaortu",
    "_mother_nik": "nikibu|ibunik|nikibukandung",
    "_spouse": "namasuami|namaistri|namasuamiistri|namapasangan|suami|istri|nikpasangan|niksuami|nikistri",
    "_heir": """namaahliwaris|ahliwaris|nikahliwaris|hubunganahliwaris|nohpahliwaris|hpahliwaris|hubunganwaris|kontakahliwaris
        |nomorhpahliwaris""",
    "_other_nik": "nikkrt|nikkepalakeluarga|nikkk|nikkepala|nikpengusul|nikpendata|nikpetugas|nikkepalarumahtangga",
    "_religion": "agama|agamaid|religion",
    "_education": "pendidikan|pendidikanterakhir|pddkakh|pendidikankkid|pendidikansedangid|pendidikantertinggi|ijazah|pendidikandlmkk|education",
    "_marital": "statusperkawinan|statuskawin|statkwn|kawin|statkawin|stakawin|statusnikah|statusmarital|statusperkawinanid|stskawin|maritalstatus",
    "_blood": "golongandarah|goldarah|goldrh|golongandarahid|gol drh|golda",
    "_citizen": "kewarganegaraan|warganegaraid|kwrngrn|wni|wniwna|warganegara|citizenship|nationality",
    "_note": "keterangan|ket|statushidup|stathidup|kondisi|statuskependudukan|statuspenduduk|hasilverifikasi|catatan|status|statusdasar|remark|remarks|notes|ketr|alasan|info|statusdata|keteranganlain|statusrekam|ktpel",
    "_dead": "meninggal|sudahmeninggal|meninggaldunia|flagmeninggal|statusmeninggal|wafat",
    "_sign": "tandatangan|ttd|paraf|tandatangancapjempol|tandatanganparaf",
    "_regency": "kabupaten|kab|kabupatenkota|kabkota|namakabupaten|nmkab|kota|namakab|kotakabupaten|kabname|kotakab",
    "_province": "provinsi|prov|propinsi|namaprovinsi|nmprop|propname|namaprop",
    "_postal": "kodepos|pos",
    "_email": "email|alamatemail|surel|eimail",
    "_document": """aktalahir|noaktalahir|noaktalhr|nopaspor|dokumenpasport|noaktakwn|tglkwn|noaktacrai|tglcrai|tanggalakhirpaspor
        |dokumenkitas|aktaperkawinan|tanggalperkawinan|aktaperceraian|tanggalperceraian|cacatid|pnydngcct|carakbid|hamil|suku|tagidcard
        |idasuransi|noasuransi|jenisasuransi|wajibktp|wjbktp|ktpele|statrkm|jeniscacat|jeniscacatdisabilitas|disabilitas""",
    "_identifier": """idbdt|idartbdt|iddtks|idart|idrtm|idkeluarga|nopesertapkh|nokartu|nopeserta|nokpj|kpj|nomorkpj|nomorpeserta|norekening
        |nomorrekening|norek|peserta|id|idsemesta|nokks|nomorkks|idpengurus|nokartupeserta|nomorkartu|kodepeserta|idusulan|npwp""",
    "_entry": "tglentri|tanggalentri|timestamp|tanggalinput|tglinput|tanggaldaftar|tglregister|tanggalterdaftar|tglusul|cap waktu",
    "_vaccine": """vaksin1|vaksin2|vaksin3|tglvaksin1|tglvaksin2|tglvaksin3|jenisvaksin1|jenisvaksin2|jenisvaksin3|tanggalvaksin1
        |tanggalvaksin2|tanggalvaksin3|tunda|jenisvaksin|dosis1|dosis2|dosis3|tanggalvaksin|tglvaksin""",
    "_place_of_work": "tempatkerja|lokasikerja|lokasiusaha|tempatusaha|jamkerja|lokasipekerjaan|lamabekerja",
    "decile": "desil|decile|desildtsen|desilkesejahteraan|desilnasional|peringkatkesejahteraan|kelompokdesil|desilp3ke",
    "death_date": "deathdate|tanggalmeninggal|tglmeninggal|tanggalkematian|tglkematian|tglmati|tanggalwafat|tglwafat|meninggaltanggal",
    "segment": "segment|segmen|segmenkepesertaan|jeniskepesertaan|segmenpeserta|kepesertaan",
    "since": "since|sejak|tanggalkepesertaan|tglkepesertaan|tanggalmulai|tglmulai|terdaftarsejak|tmt|aktifsejak",
    "group": "group|kelompok|unsur|jenispegawai|statuspegawai|jenisasn|statuskepegawaian|jeniskepegawaian|kategori|golongan|instansi",
    "payer": "payer|pembayar|penanggung|sumberdana|dibayaroleh|pemberiiuran|asaldana",
    "from": "from|dari|mulai|bulanawal|dibayardari|periodeawal|awal|bulanmulai|daribulan",
    "to": "to|sampai|hingga|bulanakhir|periodeakhir|akhir|selesai|sampaibulan|sd",
}
# Only a reference list has these; a proposal's "Kelompok" column must not be heard.
REFERENCE_FIELDS = ("decile", "death_date", "segment", "since", "group", "payer", "from", "to")
# A person's list has at least one of these.
IDENTIFYING = ("nik", "name", "nik_name", "kk", "head")

_BY_HEADING: dict[str, tuple[str, int]] = {}
for _field, _listed in _HEADINGS.items():
    for _rank, _heading in enumerate(_listed.split("|")):
        _BY_HEADING.setdefault("".join(_heading.split()).lower(), (_field, _rank))
_LONG = [heading for heading in _BY_HEADING if len(heading) >= 6]
_SHORT = ["alamat", "pekerjaan", "dusun", "jorong", "nagari", "tempat", "kelamin", "telepon"]
_REMARK = re.compile(r"[(\[*].*$", re.DOTALL)
_SIGNS = re.compile(r"[^0-9a-z]+")
_BOTH = re.compile(
    r"(?:nik|no\.? ?ktp)\s*(?:[/&,+(–-]|\bdan\b)\s*nama\b|nama(?:\s+\w+)?\s*(?:[/&,+(–-]|\bdan\b)\s*(?:nik|no\.? ?ktp)\b",
    re.I,
)
_DAY, _MONTH, _YEAR = "(?:dd?|hh|tgl|tanggal)", "(?:mmm?m?|bb|bln|bulan)", "(?:yyyy|yy|tttt|thn|tahun|th)"
_BETWEEN = r"[-/.\s]*"
_ORDERS: dict[dates.Order, re.Pattern[str]] = {
    "mdy": re.compile(rf"(?<![a-z]){_MONTH}{_BETWEEN}{_DAY}{_BETWEEN}{_YEAR}(?![a-z])", re.I),
    "ymd": re.compile(rf"(?<![a-z]){_YEAR}{_BETWEEN}{_MONTH}{_BETWEEN}{_DAY}(?![a-z])", re.I),
    "dmy": re.compile(rf"(?<![a-z]){_DAY}{_BETWEEN}{_MONTH}{_BETWEEN}{_YEAR}(?![a-z])", re.I),
}
_OWNER = re.compile(
    r"\b(ayah|bapak|ibu|suami|istri|pasangan|waris|krt|kepala|pengusul|petugas|pendata|ortu|wali|saksi|rt|rw|desa|lurah|penyuluh|pendamping|enumerator|surveyor|operator|verifikator|penginput)\b"
)
# What has a name and is no person: "Nama Masjid", but not "Nama Marbot Masjid".
_NOT_PEOPLE = re.compile(
    r"usaha|program|bank|sekolah|instansi|perusahaan|kelompok|barang|kegiatan|toko|pasar|jalan|wilayah|"
    r"rekening|kios|pengecer|poktan|gapoktan|agen|lembaga|opd|dinas|kantor|koperasi|distributor|komoditas|"
    r"produk|kampung|dusun|jorong|provinsi|propinsi|kabupaten|kota|kecamatan|kelurahan|desa|nagari|gampong|"
    r"lingkungan|masjid|mesjid|musholla|mushola|surau|gereja|pura|pondok|tpq|tpa|mdta|kapal|perahu|lapak|"
    r"lokasi|tempat|sungai|lahan|kebun|pangkalan|trayek|kendaraan|merk|organisasi|serikat|paguyuban|asosiasi|"
    r"posyandu|puskesmas|faskes|sls|proyek|bantuan|jabatan|unit|bidang|merek|pabrik|gudang|pelabuhan"
)
_VILLAGES = {"desa", "nagari", "kelurahan", "gampong"}
# What a heading over villages may say besides: "Kelurahan tempat tinggal Anda saat ini".
_OF_VILLAGES = _VILLAGES | {
    "nama", "asal", "alamat", "domisili", "tempat", "tinggal", "sesuai", "ktp", "kk", "kel", "anda", "saat", "ini", "sekarang", "atau",
    "peserta", "calon", "penerima",
}  # fmt: skip
_POLITE = re.compile(
    r"\b(?:bapak|bpk|ibu|saudara|sdr|kakak)\s*/\s*(?:bapak|ibu|i|saudari|sdri|kakak)\b", re.I
)
_INSTRUCTION = re.compile(r"\s*(?:[(\[*\n]|\s[-–—]\s|[.;:?!]\s)")
_LED = re.compile(r"art[\s_.-]+([^\W\d].*)", re.I)
_TELLING = {
    "phone": {"hp", "wa", "whatsapp", "telepon", "telp", "handphone", "ponsel"},
    "sex": {"kelamin"},
    "income": {"penghasilan", "pendapatan"},
    "occupation": {"pekerjaan", "profesi"},
}
_MAX_HEADING = 60


def squeeze(text: str) -> str:
    """Letters and digits only, in lower case.

    >>> squeeze("N I K "), squeeze("Tempat/Tgl. Lahir")
    ('nik', 'tempattgllahir')
    """
    return _SIGNS.sub("", unicodedata.normalize("NFKC", text).lower())


@lru_cache(maxsize=8192)
def recognise(heading: str) -> tuple[str, int] | None:
    """The field that a heading names, with its rank (0 is the plainest wording); None for no known heading.

    >>> recognise("No. Induk Kependudukan")[0], recognise("JNS KEL")[0], recognise("Nagari Aie Amo")
    ('nik', 'sex', None)
    """
    if len(heading) > _MAX_HEADING:  # a question with its instructions: what it asks for stands first
        heading = _INSTRUCTION.split(heading[: 2 * _MAX_HEADING], maxsplit=1)[0]
    if not heading or len(heading) > _MAX_HEADING:
        return None
    if led := _LED.match(heading):  # "art_tgl_lahir", as exports of households call what they say of a member
        return recognise(led.group(1)) or (_by_words(heading))
    if _BOTH.match(heading.strip()) and not _OWNER.search(heading.lower()):
        return "nik_name", 0
    whole = squeeze(heading)
    found = _BY_HEADING.get(whole) or _BY_HEADING.get(squeeze(_REMARK.sub("", heading)))
    if found is not None:
        return found
    told = parts(heading)
    if {"nik", "name"}.issubset(told):
        return "nik_name", 0
    if len(told) > 1 and len(set(told)) == 1 and told[0][0] != "_":  # in two languages: "Desa / Village"
        return told[0], 40
    if len(whole) >= 7 and not any(sign.isdigit() for sign in whole):
        near = process.extractOne(whole, _LONG, scorer=fuzz.ratio, score_cutoff=90)
        if near is not None:
            return _BY_HEADING[near[0]][0], 50
    elif 5 <= len(whole) <= 6 and whole.isalpha():  # one slip of the pen, not in the first letter ("Almat")
        slips = (
            known
            for known in _SHORT
            if known[0] == whole[0] and OSA.distance(known, whole, score_cutoff=1) == 1
        )
        if (known := next(slips, None)) is not None:
            return _BY_HEADING[known][0], 50
    return _of_group(heading) or _by_words(heading)


# "group_alamat/nama_desa", "data-identitas-nik": the groups of a form, as programs for surveys write them before a question.
_IN_GROUPS = re.compile(r"(?:[a-z]\w*(?:\[\d+\])?[/:.-]){1,5}([a-z]\w*)", re.I)


def _of_group(heading: str) -> tuple[str, int] | None:
    """What a question asks for whose heading names its groups first; not of the groups of somebody else."""
    path = _IN_GROUPS.fullmatch(heading.strip())
    if path is None or not ("_" in heading or heading.count("/") + heading.count("-") > 1):
        return None
    groups = re.sub(r"[^a-z]+", " ", heading[: path.start(1)].lower())
    found = None if _OWNER.search(groups) else _BY_HEADING.get(squeeze(path.group(1)))
    return (found[0], 30) if found and found[0] != "number" else None


_BETWEEN_PARTS = re.compile(r"\s*[/&+;|()\n]\s*|\s+dan\s+", re.IGNORECASE)


def parts(heading: str) -> list[str]:
    """The fields that a heading names one after the other; empty where some part of it is not known.

    >>> parts("Nama / NIK / No. KK"), parts("Nama Lengkap NIK No KK"), parts("Tempat, Tgl Lahir")
    (['name', 'nik', 'kk'], ['name', 'nik', 'kk'], ['birth'])
    """
    if not heading or len(heading) > _MAX_HEADING:
        return []
    both_numbers = {"kk", "nik"}.issubset(re.findall("[a-z]+", heading.lower()))
    if (whole := _BY_HEADING.get(squeeze(heading))) and not both_numbers:
        return [whole[0]]
    cut = [part for part in _BETWEEN_PARTS.split(heading.strip()) if part]
    told = [_BY_HEADING.get(squeeze(part)) for part in cut]
    if not all(told):
        return _in_words(re.findall(r"[a-z0-9]+", heading.lower()))
    return [found[0] for found in told if found]


def _in_words(words: list[str]) -> list[str]:
    """The same of a heading whose parts nothing divides but words: the longest heading that is known comes first."""
    told: list[str] = []
    while words:
        count = next((n for n in range(len(words), 0, -1) if "".join(words[:n]) in _BY_HEADING), 0)
        if not count:
            return []
        told.append(_BY_HEADING["".join(words[:count])][0])
        words = words[count:]
    return told


def is_heading(text: str) -> bool:
    """Whether the text is, word for word, one of the usual headings of a person's NIK, name or birth.

    >>> is_heading("Tanggal Lahir"), is_heading("Siti Aminah")
    (True, False)
    """
    found = _BY_HEADING.get(squeeze(text))
    return found is not None and found[0] in _PERSONS_OWN


_PERSONS_OWN = ("nik", "kk", "name", "birth", "birth_date", "birth_place", "sex", "address", "phone", "occupation", "mother_name")  # fmt: skip


def date_order(heading: str) -> dates.Order | None:
    """The order of day, month and year that a heading states; None where it states none.

    >>> date_order("Tgl Lahir (MM/DD/YYYY)"), date_order("Tgl. Lahir (tgl-bln-thn)"), date_order("Tanggal Lahir")
    ('mdy', 'dmy', None)
    """
    return next((order for order, pattern in _ORDERS.items() if pattern.search(heading)), None)


def _by_words(heading: str) -> tuple[str, int] | None:
    """A heading with more words than we list ("NIK calon penerima", "Nomor WhatsApp aktif"): the leading noun or
    a telling word decides, unless it speaks of somebody else."""
    words = re.sub(r"[^a-z0-9]+", " ", _POLITE.sub(" ", heading.lower())).split()
    if words[:1] == ["nik"] and "suami" in words and {"istri", "isteri"} & set(words):
        return "nik", 70  # of either, or of both
    if not words or len(words) > 8 or _OWNER.search(" ".join(words[1:])):
        return None
    said = set(words)
    if words[0] == "nik" or words[-1] == "nik":
        return "nik", 80 if "lama" in said else 60  # the new one, where both are told
    if words[0] == "nama" and len(words) > 1 and not _NOT_PEOPLE.fullmatch(words[1]):
        return "name", 60
    if words[0] == "alamat":
        return "address", 60
    if "lahir" in said and said & {"tanggal", "tgl", "tempat", "tmpt"}:
        dated, placed = said & {"tanggal", "tgl"}, said & {"tempat", "tmpt"}
        return ("birth" if dated and placed else "birth_date" if dated else "birth_place"), 60
    if _VILLAGES & said and said <= _OF_VILLAGES:
        return "village", 60
    for field, telling in _TELLING.items():
        if said & telling and words[0] != "apakah":
            return field, 60
    return None
