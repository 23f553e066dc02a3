"""The ride as one page that stands by itself: to read, to print, to send on."""
