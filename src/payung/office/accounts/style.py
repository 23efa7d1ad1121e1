"""/gaya/: every component with an example, for whoever writes a page."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from payung.office.core.forms import MonthField, RupiahField


class ExampleForm(forms.Form):
    name = forms.CharField(label="Nama lengkap", help_text="Seperti tertulis pada KTP")
    amount = RupiahField(label="Iuran sebulan", minimum=1000)
    month = MonthField(label="Bulan pertama")
    kind = forms.ChoiceField(
        label="Jenis pekerjaan",
        choices=[
            ("petani", "Petani"),
            ("ojek", "Pengemudi ojek"),
            (
                "pasar",
                "Buruh pasar menurut SK/560/13.03/DISNAKER/2024/01/PERUBAHAN-KEDUA",
            ),  # a word as long as a phone
        ],
        widget=forms.RadioSelect,
    )
    village = forms.ChoiceField(label="Desa", choices=[("", "Pilih desa"), ("1", "Muaro"), ("2", "Tanjung")])
    notes = forms.CharField(label="Catatan", required=False, widget=forms.Textarea({"rows": 2}))
    agreed = forms.BooleanField(label="Data ini sudah saya periksa")
    file = forms.FileField(label="Berkas usulan", help_text="XLSX, XLS, ODS atau CSV")


def page(request: HttpRequest) -> HttpResponse:
    form = ExampleForm({"name": "", "amount": "16.8O0", "kind": "petani"})
    return render(request, "accounts/style.html", {"form": form, "file_form": ExampleForm(), **_examples()})


def _examples() -> dict[str, Any]:
    return {
        "tones": [
            ("ok", "Layak"),
            ("wait", "Menunggu pemeriksaan"),
            ("stop", "Ditolak"),
            ("info", "Perlu dilengkapi"),
            ("muted", "Rancangan"),
        ],
        "answers": [
            {"label": "Desa", "value": "Muaro", "href": "#"},
            {"label": "Berkas", "value": "usulan-muaro.xlsx, 212 baris", "href": "#"},
            {"label": "Catatan", "value": "", "href": "#"},
        ],
        "facts": [
            {"label": "Nomor SK", "value": "188.45/112/2026"},
            {"label": "Iuran", "value": 3_561_600, "kind": "rupiah", "href": "#"},
            {"label": "Bulan pertama", "value": 202605, "kind": "month"},
            {"label": "Keadaan", "value": "Disetujui", "tone": "ok"},
        ],
        "tasks": [
            {"title": "Unggah daftar", "href": "#", "status": "Selesai", "tone": "ok"},
            {
                "title": "Periksa baris yang dilewati",
                "href": "#",
                "count": 14,
                "status": "Menunggu Anda",
                "tone": "wait",
                "hint": "Judul, jumlah dan baris kosong tidak perlu diperiksa",
            },
            {"title": "Kirim ke dinas", "status": "Belum dapat dimulai", "tone": "muted"},
        ],
        "tabs": [
            {"label": "Semua", "href": "#", "count": 212, "active": True},
            {"label": "Layak", "href": "#", "count": 180},
            {"label": "Tidak layak", "href": "#", "count": 32},
        ],
        "chart": {
            "xAxis": {"type": "category", "data": ["Jan", "Feb", "Mar", "Apr", "Mei"]},
            "yAxis": {"type": "value"},
            "legend": {"top": 0},
            "series": [
                {"type": "bar", "name": "Ditagih", "data": [210, 212, 212, 215, 215]},
                {"type": "bar", "name": "Lunas", "data": [210, 212, 198, 190, 120]},
            ],
        },
    }
