"""``auditor init DIR``."""

from pathlib import Path

import click

from auditor.cli.speaking import Speaker, SpokenCommand, command


def build(say: Speaker) -> SpokenCommand:
    """The command."""

    def run(folder: Path, title: str | None) -> int:
        from auditor.workspace import write_starter

        write_starter(folder, title or folder.resolve().name)
        click.echo(say("cli.init_done", folder=str(folder)))
        click.echo(f"\n{say('cli.next_five')}")
        for number in range(1, 6):
            click.echo(f"  {say(f'cli.next_{number}')}")
        return 0

    folder = click.Argument(["folder"], type=click.Path(path_type=Path), metavar="DIR")
    title = click.Option(["--title"], metavar="TEXT", help=say("cli.title_option"))
    return command("init", say, run, folder, title, workspace=False)
