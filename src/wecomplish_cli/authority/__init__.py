"""Who may make which change: the matrix, the facts of a change, and who stands in which relation to them."""
