"""``auditor report [RUN]``: any audit's report again."""

import sys
from pathlib import Path

import click

from auditor.cli.speaking import Speaker, SpokenCommand, command, format_option
from auditor.errors import UsageError
from auditor.model.words import message


def build(say: Speaker) -> SpokenCommand:
    """The command."""

    def run(workspace: Path, run_id: str | None, form: str, output: Path | None) -> int:
        from auditor.history.due import recalled_due
        from auditor.history.surroundings import surroundings
        from auditor.model.places import STORE
        from auditor.replacing import replacing
        from auditor.reporters import FORMATS
        from auditor.seal.notes import note_of
        from auditor.store.store import Store

        # Neither inventory nor policies are read: a past audit's report needs the store alone.
        path = workspace / "state" / STORE
        if not path.exists():
            raise UsageError(message("cli.no_runs"))
        with Store.open(path) as store:
            finished = [r for r in store.runs() if r.finished is not None]
            if not finished:
                raise UsageError(message("cli.no_runs"))
            known = {r.id for r in finished}
            if run_id is not None and run_id not in known:
                raise UsageError(message("cli.no_such_run", run=run_id))
            run = run_id or finished[0].id
            assessment = store.assessment(run)
            background = surroundings(store, assessment, recalled_due(store), note_of(store, run))
        if output is None:
            FORMATS[form].write(assessment, sys.stdout.buffer, say.language, background)
            return 0
        with replacing(output) as out:
            FORMATS[form].write(assessment, out, say.language, background)
        click.echo(say("cli.report_file", file=str(output)))
        return 0

    return command(
        "report",
        say,
        run,
        click.Argument(["run_id"], required=False, metavar="[RUN]"),
        format_option(say, "terminal", "html", "csv", "json"),
        click.Option(
            ["--output", "-o"],
            type=click.Path(dir_okay=False, path_type=Path),
            metavar="FILE",
            help=say("cli.output_option"),
        ),
    )
