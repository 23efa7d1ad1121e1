from django.apps import AppConfig


class FundingConfig(AppConfig):
    name = "payung.office.funding"
    label = "funding"
