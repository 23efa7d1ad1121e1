from django.apps import AppConfig


class TreasuryConfig(AppConfig):
    name = "payung.office.treasury"
    label = "treasury"
