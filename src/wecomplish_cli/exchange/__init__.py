"""Tables that people keep elsewhere: read, understood and written."""
