from django.apps import AppConfig


class SweepsConfig(AppConfig):
    name = "payung.office.sweeps"
    label = "sweeps"
