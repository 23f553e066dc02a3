"""Addresses of the logs that were uploaded."""

from django.urls import URLPattern, URLResolver, include, path

from throughline.workspace import logs, logs_acting, logs_asking, logs_mapping, logs_report, logs_upload

log_addresses: list[URLPattern | URLResolver] = [
    path("", logs.one, name="log"),
    path("progress/", logs.progress, name="log_progress"),
    path("mapping/", logs_mapping.confirm, name="log_mapping"),
    path("cancel/", logs_acting.cancel, name="log_cancel"),
    path("again/", logs_acting.again, name="log_again"),
    path("delete/", logs_acting.delete, name="log_delete"),
    path("report/", logs_report.read, name="log_report"),
    path("ask/", logs_asking.ask, name="log_ask"),
    path("report.html", logs_report.as_page, name="log_report_file"),
    path("figures.json", logs_report.as_figures, name="log_figures"),
    path("mapping.yaml", logs_report.as_mapping, name="log_mapping_file"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("logs/", logs.all_logs, name="logs"),
    path("logs/new/", logs_upload.new, name="log_new"),
    path("logs/example/", logs_acting.example, name="log_example"),
    path("logs/<slug:log>/", include(log_addresses)),
]
