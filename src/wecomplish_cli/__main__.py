"""The command as a module: `python -I -m wecomplish_cli` runs no code of PYTHONPATH or the current folder."""

from wecomplish_cli.cli.start import main

if __name__ == "__main__":
    main()
