"""The desk at the root, as its documentation has it."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("admin/", admin.site.urls),
    path("footnote/", include("footnote.integrations.django_helpdesk.drafts.urls")),
    path("", include("helpdesk.urls")),
]
