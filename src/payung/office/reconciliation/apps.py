from django.apps import AppConfig


class ReconciliationConfig(AppConfig):
    name = "payung.office.reconciliation"
    label = "reconciliation"
