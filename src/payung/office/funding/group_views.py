"""Lists of people whom some fund is for: which there are, and adding one."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from payung.errors import UnusableInput
from payung.office.accounts.guards import needs
from payung.office.accounts.permissions import May, scope
from payung.office.core import uploads
from payung.office.core.forms import put_on
from payung.office.core.language import page_language
from payung.office.funding import actions, queries
from payung.office.funding.actions.groups import left_out
from payung.office.funding.forms import GroupForm
from payung.office.funding.tables import GroupsTable
from payung.office.journal.lists import respond
from payung.office.programmes.pages import FormPage


@needs(May.SEE_MONEY, May.MANAGE_FUNDS)
def groups(request: HttpRequest) -> HttpResponseBase:
    context = {"may_manage": bool(scope(request.user, May.MANAGE_FUNDS))}
    return respond(
        request, GroupsTable(request, queries.groups(request.user)), "funding/groups.html", context
    )


@needs(May.MANAGE_FUNDS)
def new(request: HttpRequest) -> HttpResponse:
    uploads.check(request)
    form = GroupForm(request.user, request.POST or None, request.FILES or None)
    page = FormPage(
        _("Upload a list of people"),
        _("Upload the list"),
        reverse("fund_groups"),
        _("Lists of people"),
        _("Only a blind index of each NIK is kept: enough to know who is on the list, not to read it."),
        multipart=True,
    )
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            made = actions.add_group(
                request.user,
                said["area"].code,
                name=said["name"],
                source=said["source"],
                dated=said["dated"],
                chunks=said["file"].chunks(),
                file_name=said["file"].name,
            )
        except UnusableInput as error:
            put_on(form, error, "file" if error.place.column not in form.fields else error.place.column)
        else:
            skipped = left_out(made)
            if skipped:
                messages.warning(request, skipped.to(page_language()))
            messages.success(request, _("The list is added. A fund's rule can name it now."))
            return redirect("fund_groups")
    return render(
        request, "programmes/form.html", {"form": form, "page": page}, status=422 if form.errors else 200
    )
