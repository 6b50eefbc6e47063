"""`rejtui export`: exports in formats that other programs read."""

import sys
from dataclasses import replace
from pathlib import Path

import click

from rejection_tui.cli.context import command_context
from rejection_tui.cli.output import jsonable, say, say_json
from rejection_tui.domain.errors import UsageError
from rejection_tui.services import application_record, exports
from rejection_tui.services.application_record import Layout, RecordRequest
from rejection_tui.services.context import AppContext


@click.command()
@click.argument("format", type=click.Choice(list(exports.FORMATS)))
@click.option("-o", "--output", type=click.Path(path_type=Path), help="The file to write; standard output otherwise.")
@click.option("--force", is_flag=True, help="Replace the file when there is one.")
@click.option("--share-safe", is_flag=True, help="Replace names, addresses and companies; keep the feedback.")
@click.option("--excel", is_flag=True, help="A table that Excel opens with a double click.")
@click.option("--separator", type=click.Choice(list(exports.SEPARATORS)), help="What stands between cells of a table.")
@click.option("--from", "first", metavar="DAY", help="record: its first day; otherwise the first of last month.")
@click.option("--to", "last", metavar="DAY", help="record: its last day; today otherwise.")
@click.option("--language", type=click.Choice(application_record.languages()), help="record: otherwise your own.")
@click.option("--contacts", is_flag=True, help="record: with the name of a person at each company.")
@click.option("--csv", "as_csv", is_flag=True, help="record: as a table; a file that ends in .csv is one anyway.")
@click.option("--json", "as_json", is_flag=True, help="record: one JSON object per application.")
@click.pass_obj
def export(
    db: Path | None,
    /,
    format: str,
    output: Path | None,
    force: bool,
    share_safe: bool,
    excel: bool,
    separator: str | None,
    **of_record: str | bool | None,
) -> None:
    """Export as calendar, address book, table, record of applications, report or JSON.

    csv, contacts and answers are tables in UTF-8 with commas. For Excel a mark says that it is UTF-8, and semicolons
    stand between cells where your system's language writes decimal commas.

    record lists the applications from one day to another, for an employment office: a Bewerbungsnachweis with
    --language de, a work search log with --language en-US. It is text to print, Markdown for a file that ends in .md.
    An application counts on the day you applied; where that is not known, on the day of the letter.
    """
    context = command_context(db)
    record = _record_request(context, format, output, of_record)
    is_table = format in exports.TABLES or (format == "record" and record.layout is Layout.CSV)
    if (excel or separator) and not is_table:
        tables = ", ".join(exports.TABLES)
        raise UsageError(f"--excel and --separator are for tables: {tables}, record --csv. Nothing was written.")
    if format == "record" and not exports.applications(context, record):
        say("No application of that period is in your file.", err=True)
    between = exports.SEPARATORS[separator] if separator else ""
    if of_record["as_json"]:
        for one in exports.applications(context, record, share_safe):
            say_json(jsonable(one))
    elif output is not None:
        written = exports.write(context, format, output, force, share_safe, excel, between, record)
        say(f"Written to {written}.", err=True)
    else:
        sys.stdout.buffer.write(exports.render(context, format, share_safe, excel, between, record))
        sys.stdout.buffer.flush()
        exports.note_exported(context, format)


def _record_request(
    context: AppContext, format: str, output: Path | None, options: dict[str, str | bool | None]
) -> RecordRequest:
    """Return what the options of a record ask for; raise `UsageError` when they stand with another format."""
    if format != "record":
        if any(options.values()):
            names = "--from, --to, --language, --contacts, --csv and --json"
            raise UsageError(f"{names} are for export record. Nothing was written.")
        return RecordRequest()
    if options["as_json"] and output is not None:
        raise UsageError("--json prints; -o takes a name that ends in .csv, .md or .txt. Nothing was written.")
    period = application_record.read_period(context, str(options["first"] or ""), str(options["last"] or ""))
    request = RecordRequest(period, str(options["language"] or ""), bool(options["contacts"]))
    if options["as_csv"]:
        return replace(request, layout=Layout.CSV)
    return replace(request, layout=application_record.layout_of(output)) if output is not None else request
