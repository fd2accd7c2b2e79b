"""Addresses of site; the first page is the service's."""

from django.urls import path

from firststop.site import api, views
from firststop.site.demo import views as demo

app_name = "site"
urlpatterns = [
    path("", views.home, name="home"),
    path("about", views.about, name="about"),
    path("privacy", views.privacy, name="privacy"),
    path("accessibility", views.accessibility, name="accessibility"),
    path("help", views.contact, name="help"),
    path("languages", views.languages, name="languages"),
    path("components", views.components, name="components"),
    path("demo/phone", demo.phone, name="phone"),
]
#: The API has one address in every language.
api_urlpatterns = api.urls()
