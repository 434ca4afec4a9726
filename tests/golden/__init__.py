"""The golden cases, one folder each: `<command>/<case>/`, and the stage they are played on."""
