from django.apps import AppConfig


class BillingConfig(AppConfig):
    name = "payung.office.billing"
    label = "billing"
