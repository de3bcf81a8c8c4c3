"""The app in a browser, by the extra `readerapp[serve]`."""
