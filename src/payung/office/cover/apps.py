from django.apps import AppConfig


class CoverConfig(AppConfig):
    name = "payung.office.cover"
    label = "cover"
