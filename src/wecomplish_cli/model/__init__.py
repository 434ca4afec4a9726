"""The records of the dataset: what each kind of file holds, frozen, closed, and indexed by `Org`."""
