"""The demonstration's newcomer programme alone, in its city, beginning this month: ``python -m office.newcomer_world FOLDER``.

Through the office's own acts. Prints where the newcomer's files are.
"""

from __future__ import annotations

import json
import os
import sys
from datetime import date
from pathlib import Path
from typing import Any


def begin() -> None:
    """Make the database of this state folder, and let acts speak up only when something is wrong."""
    import logging

    from payung.office.commands import serve

    serve.prepare()
    logging.getLogger().setLevel(logging.WARNING)


def found(folder: Path) -> tuple[Any, Any, Any]:
    """The city's office, a second manager (who approves what the first drew up), and the open programme."""
    from payung.office.accounts import actions as accounts
    from payung.office.accounts.models import Role, User
    from payung.office.areas.actions import import_areas
    from payung.office.areas.models import Area
    from payung.office.areas.official_list import packaged_files, read_files
    from payung.office.demonstration import characters, newcomer
    from payung.office.funding import actions as funding

    import_areas(None, [row for row in read_files(packaged_files()) if row.code[:2] == "35"])
    office = characters.staff(characters.MADIUN)
    city = Area.objects.get(code=office.region.code)
    head, _ = accounts.create_user(
        office.admin,
        username="kepala.madiun",
        name="Kepala Dinas",
        phone="",
        role=Role.PROGRAMME_MANAGER,
        area=city,
    )
    accounts.change_own_password(head, characters.PASSWORD)
    funding.create_sponsor(office.manager, city.code, name="Pemerintah Kota Madiun")
    today = date.today()
    programme = newcomer.open_programme(
        office, folder, first_month=today.year * 100 + today.month, valid_from=date(2020, 1, 1)
    )
    return office, User.objects.get(pk=head.pk), programme


def main() -> None:
    folder = Path(sys.argv[1])
    begin()
    _office, _head, programme = found(folder)
    sys.stdout.write(
        json.dumps({"workbook": str(folder / "usulan.xlsx"), "programme": programme.name}) + "\n"
    )


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "payung.office.settings")
    main()
