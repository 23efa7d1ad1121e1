from django.apps import AppConfig


class UnclaimedConfig(AppConfig):
    name = "payung.office.unclaimed"
    label = "unclaimed"
