"""The dataset on disk or in a commit: found, loaded, validated, changed and saved."""
