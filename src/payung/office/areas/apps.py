from django.apps import AppConfig


class AreasConfig(AppConfig):
    name = "payung.office.areas"
    label = "areas"
