from django.apps import AppConfig


class AwardConfig(AppConfig):
    name = "payung.office.award"
    label = "award"
