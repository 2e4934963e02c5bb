"""The addresses of works: each subject has a module of its own under `routes`."""

from importlib import import_module
from pkgutil import iter_modules

from openntm.works import routes

app_name = "works"
MODULES = sorted(module.name for module in iter_modules(routes.__path__))
urlpatterns = [row for name in MODULES for row in import_module(f"{routes.__name__}.{name}").urlpatterns]
