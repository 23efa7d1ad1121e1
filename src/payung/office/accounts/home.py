from django.utils.translation import gettext_lazy as _

from payung.office.accounts.permissions import May, scope
from payung.office.core.home import Start

STARTS = [Start(70, _("Add a user"), "user_new", "plus", lambda user: bool(scope(user, May.MANAGE_USERS)))]
