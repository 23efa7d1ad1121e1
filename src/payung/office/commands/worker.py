"""The worker for long jobs, as a process of its own: ``python -m payung.office.commands.worker``."""

import os


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "payung.office.settings")
    import django

    django.setup()
    from django.core.management import call_command

    call_command("office_worker", reload=False)


if __name__ == "__main__":
    main()
