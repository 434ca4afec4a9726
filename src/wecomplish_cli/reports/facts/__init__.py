"""What a change means, a sentence a fact: nothing that differs is left untold."""
