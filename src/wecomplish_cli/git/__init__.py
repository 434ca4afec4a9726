"""Everything that git is asked: the repository, its objects and where it is hosted."""
