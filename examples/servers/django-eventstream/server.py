"""Sets up the tables for event storage and starts Daphne, as django-eventstream's README says."""
import sys

import project  # noqa: F401
from daphne.cli import CommandLineInterface
from django.core.management import call_command

call_command("migrate", verbosity=0)
port = sys.argv[1] if len(sys.argv) > 1 else "8413"
CommandLineInterface().run(["-b", "127.0.0.1", "-p", port, "project:application"])
