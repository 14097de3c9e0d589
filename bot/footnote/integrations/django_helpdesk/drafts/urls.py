"""The addresses of drafts, for a project's `urls.py`: `path("footnote/", include("….drafts.urls"))`."""

from __future__ import annotations

from django.urls import path

from .views import draft

app_name = "footnote"
urlpatterns = [path("drafts/<int:number>/", draft, name="draft")]
