"""Write what every language says with real names in it."""

from tests.text.rendered import HERE, rendered
from wecomplish_cli.text import catalogue

for language in catalogue.languages():
    (HERE / f"{language}.txt").write_text(rendered(language), encoding="utf-8")
