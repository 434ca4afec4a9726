"""Everything about one thing, as `wecomplish show` tells it."""
