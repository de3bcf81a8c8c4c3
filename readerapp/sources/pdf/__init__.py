"""PDFs: the paper that one is, by the extra `readerapp[pdf]`.

`worker` draws lines of text out of a file, in a process of its own, since no library survives every file.
`document` starts it, and `front_page` finds the paper in the lines.
"""
