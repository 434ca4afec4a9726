"""The commands; only this package prints, reads the environment, asks and exits."""
