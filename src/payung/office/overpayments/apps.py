from django.apps import AppConfig


class OverpaymentsConfig(AppConfig):
    name = "payung.office.overpayments"
    label = "overpayments"
