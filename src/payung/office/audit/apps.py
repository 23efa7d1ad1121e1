from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "payung.office.audit"
    label = "audit"
