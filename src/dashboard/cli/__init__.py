"""The command line: the same answers as the pages, without a page.

JSON is {"release": ..., "filters": {...}, "rows": [...]}. An error is one sentence on stderr, with
exit code 2 (usage) or 1 (data), never a traceback.
"""

from __future__ import annotations

import io
import sys
from typing import Final

import typer
from typer._click.exceptions import ClickException  # Typer brings its own Click

from dashboard.cli.answers import cities, peers, profile, rank
from dashboard.cli.data import build, export, release
from dashboard.cli.demo import demo
from dashboard.cli.output import refuse
from dashboard.cli.partners import partners
from dashboard.cli.plan import app as plan_app
from dashboard.cli.practices import practices
from dashboard.cli.responses import backup, check, import_file, restore
from dashboard.cli.select import align, select
from dashboard.errors import DashboardError, FilterError

app = typer.Typer(
    help="Charting Local Inclusion: what matters most to cities, and where cities stand.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
for command in (
    build,
    release,
    rank,
    cities,
    profile,
    peers,
    select,
    align,
    practices,
    partners,
    export,
    demo,
):  # the order of --help
    app.command()(command)
app.command()(check)
app.command("import")(import_file)
app.command()(backup)
app.command()(restore)
app.add_typer(plan_app, name="plan")

_USAGE: Final = 2
_DATA: Final = 1


def main() -> None:
    """Run the command line and turn every error of ours into one sentence."""
    if isinstance(sys.stdout, io.TextIOWrapper):  # a terminal may lack a letter of a name
        sys.stdout.reconfigure(errors="replace")
    try:
        app(standalone_mode=False)
        sys.stdout.flush()
    except typer.Abort:
        refuse("Stopped.", _DATA)
    except ClickException as error:
        refuse(" ".join(error.format_message().split()), _USAGE)
    except FilterError as error:
        refuse(str(error), _USAGE)
    except OSError as error:
        sys.stdout = None  # what is left in it cannot be written either
        refuse(f"The answer cannot be written: {error.strerror}.", _DATA)
    except DashboardError as error:
        refuse(str(error), _DATA)
