"""A stream of Server-Sent Events on Django with django-eventstream, as its README shows an endpoint, send_event and event storage."""
import json

import django
from django.conf import settings
from django.http import HttpResponse
from django.urls import include, path

settings.configure(
    ROOT_URLCONF=__name__,
    ALLOWED_HOSTS=["127.0.0.1"],
    DATA_UPLOAD_MAX_MEMORY_SIZE=32 * 2**20,
    INSTALLED_APPS=["daphne", "django_eventstream"],
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": "events.sqlite3"}},
    DEFAULT_AUTO_FIELD="django.db.models.AutoField",
    EVENTSTREAM_STORAGE_CLASS="django_eventstream.storage.DjangoModelStorage",
)
django.setup()

import django_eventstream  # noqa: E402
from django.core.asgi import get_asgi_application  # noqa: E402
from django_eventstream import send_event  # noqa: E402


def publish(request):
    message = json.loads(request.body)
    send_event("test", message.get("event") or "message", message["data"], json_encode=False)
    return HttpResponse(status=204)


urlpatterns = [
    path("events", include(django_eventstream.urls), {"channels": ["test"]}),
    path("publish", publish),
]
application = get_asgi_application()
