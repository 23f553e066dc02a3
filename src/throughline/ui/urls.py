"""Two addresses of the look: the organisation's colours, and (in the demo) every component on one page."""

from django.urls import path

from throughline.ui import views

app_name = "ui"

urlpatterns = [
    path("brand.css", views.brand, name="brand"),
    path("", views.gallery, name="gallery"),
]
